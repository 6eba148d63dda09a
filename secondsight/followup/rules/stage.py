"""How far a review has come, from being opened to nothing being left to do (R1, R6, R7)."""

from dataclasses import dataclass

from secondsight.organisation.rules.term import Term


class Stage(Term):
    """Where a review stands."""

    PREPARING = "preparing", "Preparing", "It has not been held yet."
    SOAKING = "soaking", "Soaking", "Its ideas rest; nobody can commit."
    DECIDING = "deciding", "Deciding", "The owner and few others decide about its ideas."
    FOLLOWING = "following", "Following through", "Commitments are being kept."
    SETTLED = "settled", "Settled", "Everything was decided and followed to its end."
    ARCHIVED = "archived", "Archived", "It came from an archive of old post-mortems; nothing waits for it."


@dataclass(frozen=True, slots=True)
class Progress:
    """What the stage of a review follows from; counts are of what still stands."""

    is_held: bool
    is_soaking: bool
    undecided_ideas: int = 0
    declined: int = 0  # commitments that came back to the deciders
    open_commitments: int = 0
    taken_on: int = 0  # commitments ever made
    known_risks: int = 0
    let_go: int = 0
    is_archived: bool = False
    is_nothing_said: bool = False  # that there is nothing to commit, said in so many words


def stage_of(progress: Progress) -> Stage:
    """Return the stage of a review.

    One that was held and soaked is being decided until every idea has an answer and somebody either
    committed, accepted a risk, let an idea go, or said that there is nothing to commit.
    """
    if not progress.is_held:
        return Stage.ARCHIVED if progress.is_archived else Stage.PREPARING
    if progress.is_soaking:
        return Stage.SOAKING
    if progress.undecided_ideas or progress.declined or not _is_answered(progress):
        return Stage.DECIDING
    return Stage.FOLLOWING if progress.open_commitments else Stage.SETTLED


def _is_answered(progress: Progress) -> bool:
    return progress.is_nothing_said or bool(progress.taken_on + progress.known_risks + progress.let_go)


def what_next(stage: Stage, progress: Progress, until: str = "") -> str:
    """Return what happens next, in a few words. `until` is when the soak ends, as the reader says it."""
    if stage is Stage.ARCHIVED:
        return "From the archive"
    if stage is Stage.PREPARING:
        return "To be prepared and held"
    if stage is Stage.SOAKING:
        return f"Ideas rest until {until}"
    if stage is Stage.DECIDING:
        waiting = progress.undecided_ideas + progress.declined
        if not waiting:
            return "To say what is committed, or that nothing is"
        return "One idea to decide" if waiting == 1 else f"{waiting} ideas to decide"
    if stage is Stage.FOLLOWING:
        count = progress.open_commitments
        return "One commitment open" if count == 1 else f"{count} commitments open"
    return "Nothing left to do"
