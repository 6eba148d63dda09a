"""Grafana as a tool that sends live."""

from collections.abc import Mapping
from datetime import UTC, datetime

from secondsight.integrations.grafana.signature import TIMESTAMP_HEADERS
from secondsight.record.rules.hooks import Tool

TOOL = Tool(
    slug="grafana",
    title="Grafana",
    set_up=(
        "Under Alerting, Contact points, add one of the type Webhook with the address as URL, and lead "
        "notification policies to it. From Grafana 12 on, type the same secret under HMAC Signature there "
        "and as the signing secret here, with X-Grafana-Alerting-Timestamp as the timestamp header."
    ),
)


def signed_at(body: bytes, headers: Mapping[str, str]) -> datetime | None:
    """Return when Grafana signed it, None where it signed no time."""
    said = next((sent for name in TIMESTAMP_HEADERS if (sent := headers.get(name, "").strip())), "")
    if not said:
        return None
    try:
        return datetime.fromtimestamp(int(said), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)  # signed, but no time that can be now
