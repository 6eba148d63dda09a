"""Whether what was agreed is still what it was."""

from secondsight.base import journal

# What calendar and policy are journalled under; setting the organisation up makes the first calendar.
TOPICS = ("organisation:calendar", "organisation:policy", "organisation:people")


def agreement_version() -> tuple[int, str]:
    """Return a value that changes whenever policy or calendar do, or the people.

    One small statement, so that whoever has read the agreement may keep it until this differs.
    """
    newest = journal.history(*TOPICS).values_list("id", "at").first()
    return (newest[0], newest[1].isoformat()) if newest else (0, "")
