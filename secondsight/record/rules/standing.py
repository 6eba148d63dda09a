"""How well an event is established, and what its telling lacks (R3.5, R3.9)."""

from collections.abc import Collection

from secondsight.record.rules.vocabulary import EventKind, Standing

NEEDS_CONTEXT = {
    EventKind.ACTION: "What was seen before, what else was considered, and what made it the right call then?",
    EventKind.CHANGE: "What was this change for, and who knew that it was coming?",
    EventKind.DECISION: "Which question did they face, what were the options, and what spoke for this one?",
    EventKind.ESCALATION: "What made it the moment to ask, and how did they know whom?",
}


def suggest_standing(sources: Collection[str], versions: int = 0) -> Standing:
    """Return what the evidence speaks for; a person decides (S9).

    `sources` name where the telling comes from, one name for what is not independent: a tool, a
    person. Two versions make it disputed, else two sources make it corroborated.
    Source: R3.5.
    """
    if versions > 1:
        return Standing.DISPUTED
    return Standing.CORROBORATED if len(set(sources)) > 1 else Standing.REPORTED


def ask_for_context(kind: EventKind, context: str) -> str:
    """Return the question that an outcome without context raises, or an empty string.

    Source: R3.9.
    """
    return "" if context.strip() else NEEDS_CONTEXT.get(kind, "")
