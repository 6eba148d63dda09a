"""What is read of what was said in confidence: by those who said it, and whom they said it to."""

from typing import Any

from secondsight.confidence.queries.accounts import Draft, draft, my_request
from secondsight.confidence.queries.accounts import waiting as accounts_waiting
from secondsight.confidence.queries.interviews import interviews_waiting
from secondsight.inquiry.queries.needs import Need


def waiting(viewer: Any) -> list[Need]:
    """Return what waits for the viewer: accounts to write, then talks. Two statements."""
    return [*accounts_waiting(viewer), *interviews_waiting(viewer)]


__all__ = ["Draft", "draft", "my_request", "waiting"]
