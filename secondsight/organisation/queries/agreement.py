"""Whether what was agreed is still what it was."""

from secondsight.base import journal

TOPIC = "organisation"


def agreement_version() -> tuple[int, str]:
    """Return a value that changes whenever anything of the organisation does: policy, calendar, people.

    One small statement, so that whoever has read the agreement may keep it until this differs.
    """
    newest = journal.history(TOPIC).values_list("id", "at").first()
    return (newest[0], newest[1].isoformat()) if newest else (0, "")
