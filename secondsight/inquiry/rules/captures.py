"""What is caught while a room talks: one line of a kind, and what it becomes when the session ends (R4.4)."""

from secondsight.inquiry.rules.findings import FindingKind
from secondsight.organisation.rules.term import Term


class CaptureKind(Term):
    """What a captured line is. None of them is an action: those are decided on after the soak (S4)."""

    LEARNING_POINT = "learning_point", "Learning point", "What somebody understands now and did not before."
    FACTOR = "factor", "Contributing factor", "A condition that had to be there, of one kind among several."
    WHAT_WORKED = "what_worked", "What worked", "What went well, and why it could."
    LUCK = "luck", "Luck", "What could as well have gone another way."
    SURPRISE = "surprise", "Surprise", "What did not look as somebody expected."
    OPEN_QUESTION = "open_question", "Open question", "What nobody in the room can tell."
    IDEA = "idea", "Idea", "Something that could be done. It rests before anybody decides."
    PARKED = "parked", "Parking lot", "A thread for another time, so that the room can go on."


KEYS: dict[CaptureKind, str] = {
    CaptureKind.LEARNING_POINT: "l",
    CaptureKind.FACTOR: "f",
    CaptureKind.WHAT_WORKED: "w",
    CaptureKind.LUCK: "u",
    CaptureKind.SURPRISE: "s",
    CaptureKind.OPEN_QUESTION: "q",
    CaptureKind.IDEA: "i",
    CaptureKind.PARKED: "p",
}
BECOMES: dict[CaptureKind, FindingKind] = {
    CaptureKind.LEARNING_POINT: FindingKind.LEARNING_POINT,
    CaptureKind.FACTOR: FindingKind.FACTOR,
    CaptureKind.WHAT_WORKED: FindingKind.STRENGTH,
    CaptureKind.IDEA: FindingKind.IDEA,
}


def finding_of(kind: CaptureKind) -> FindingKind | None:
    """Return what a captured line becomes when the session ends, None for one that stays as it is."""
    return BECOMES.get(kind)
