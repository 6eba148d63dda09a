"""The one thing that a review needs next, from the first hour to the decision (R2, R4, R6)."""

from collections.abc import Collection
from dataclasses import dataclass

from secondsight.inquiry.rules.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a review has come; counts are of rows that nobody removed."""

    roles: frozenset[Role]
    events: int = 0
    candidates: int = 0  # proposed from evidence and not answered
    learning_points: int = 0
    is_held: bool = False
    is_archived: bool = False  # it came from an archive


@dataclass(frozen=True, slots=True)
class NextThing:
    """What to do next and where: "roles", "timeline", "understand", "meeting", "commit" or "document"."""

    words: str
    action: str
    place: str


GAPS = (
    (
        Role.FACILITATOR,
        "Nobody facilitates yet. Best is somebody from another team, who was not central to it.",
    ),
    (Role.OWNER, "Nobody owns the review yet. After the soak, its owner decides with a few others."),
    (Role.SCRIBE, "Nobody takes notes yet. Best is somebody who knows the systems and need not speak."),
)


def find_gaps(roles: Collection[Role]) -> list[str]:
    """Return a sentence for each role that a review needs and nobody has. Source: R2.1."""
    return [sentence for role, sentence in GAPS if role not in roles]


def find_next(standing: Standing) -> NextThing:
    """Return the one next thing, in the order of a review's life."""
    if standing.is_held and not standing.learning_points:
        return NextThing("What was learnt is not written down yet.", "Note learning points", "understand")
    if standing.is_held:
        return NextThing("It was held; its ideas rest, then few decide.", "Look at the ideas", "commit")
    if standing.is_archived:
        return NextThing("It came from an archive; nothing waits for it.", "See the document", "document")
    if Role.FACILITATOR not in standing.roles:
        return NextThing("Nobody facilitates yet.", "Find a facilitator", "roles")
    if standing.candidates:
        number = "One moment" if standing.candidates == 1 else f"{standing.candidates} moments"
        return NextThing(f"{number} proposed from evidence to be read.", "Read them", "timeline")
    if not standing.events:
        return NextThing("The timeline is empty.", "Start the timeline", "timeline")
    if Role.OWNER not in standing.roles:
        return NextThing("Nobody owns the review yet.", "Find an owner", "roles")
    return NextThing(
        "Hold it: what is said is caught, and when it has ended its ideas soak.",
        "Open the meeting",
        "meeting",
    )
