"""Any other tool that can send JSON: where its fields stand is said when the hook is made."""

from collections.abc import Mapping

from secondsight.record.rules.hooks import Tool

TOOL = Tool(
    slug="json",
    title="Any other tool (JSON)",
    set_up=(
        "Let the tool POST a JSON object, or a list of them, to the address, one for each thing that "
        "happened. Say below where in it the words stand, and the time if it tells one. A tool that may "
        "send the same twice adds the header Idempotency-Key with an id of its own."
    ),
    formats=("jsonl",),
    needs_mapping=True,
)


def delivery_id(body: bytes, headers: Mapping[str, str]) -> str:
    """Return the sender's own id of a delivery; "" if it gave none."""
    return (headers.get("idempotency-key") or headers.get("webhook-id") or "").strip()
