"""The decision on ideas after the soak: who takes it, what each verdict needs, how many are enough."""

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from datetime import date

from secondsight.base.errors import InvalidInput, Refused
from secondsight.followup.rules.offer import Offer, check_offer
from secondsight.followup.rules.vocabulary import Verdict
from secondsight.organisation.rules.term import Term


@dataclass(frozen=True, slots=True)
class DecisionPolicy:
    """How few decide, and how much a review takes on; the values are what a new organisation starts with."""

    deciders_minimum: int = 2
    deciders_maximum: int = 4  # the owner among them
    commitments_maximum: int = 5


class NotADecider(Refused):
    """Somebody wanted to decide who is not among the few."""


class TooManyCommitments(Refused):
    """One more commitment than the policy allows, without a reason."""


class Quadrant(Term):
    """What the impact-effort matrix calls a field (R6.2)."""

    DO_SOON = "do_soon", "Do soon", "Much for little."
    PLAN = "plan", "Plan it", "Worth it, and a project of its own."
    SMALL = "small", "Small thing", "Hardly needs a commitment: somebody may just do it."
    REST = "rest", "Accept or let go", "The effort would be missing where it matters more."


# Rows by impact, columns by effort, each 1 (low) to 3 (high).
_MATRIX = {
    3: (Quadrant.DO_SOON, Quadrant.DO_SOON, Quadrant.PLAN),
    2: (Quadrant.DO_SOON, Quadrant.PLAN, Quadrant.REST),
    1: (Quadrant.SMALL, Quadrant.REST, Quadrant.REST),
}
_SUGGESTED = {
    Quadrant.DO_SOON: Verdict.COMMIT,
    Quadrant.PLAN: Verdict.COMMIT,
    Quadrant.SMALL: Verdict.LET_GO,
    Quadrant.REST: Verdict.KNOWN_RISK,
}


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is decided about one idea. Impact and effort are 1 to 3, or None where nobody said.

    `cost` and `side_effects` answer what every idea is asked (R6.2a).
    """

    verdict: Verdict
    reason: str = ""
    look_again_on: date | None = None
    offer: Offer | None = None
    impact: int | None = None
    effort: int | None = None
    cost: str = ""
    side_effects: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the matrix suggests and why, for people to take or leave (S9)."""

    quadrant: Quadrant
    verdict: Verdict
    sentence: str


def require_decider(
    person: Hashable,
    *,
    owner: Hashable,
    deciders: Collection[Hashable],
    policy: DecisionPolicy = DecisionPolicy(),
) -> None:
    """Let the review owner and the few they named decide. `deciders` may include the owner.

    Raises NotADecider for anybody else, and for everybody while there are too few or too many.
    Source: R6.2.
    """
    few = {owner, *deciders}
    if person not in few:
        raise NotADecider(
            "The review owner and the people they named decide about ideas. Nothing was decided; you may "
            "comment on the idea, and they will see it."
        )
    if sentence := advise_on_deciders(owner=owner, deciders=deciders, policy=policy):
        raise NotADecider(f"{sentence} Nothing was decided.")


def advise_on_deciders(
    *, owner: Hashable, deciders: Collection[Hashable], policy: DecisionPolicy = DecisionPolicy()
) -> str:
    """Return what is wrong with the number of deciders in a sentence, or an empty string.

    Source: R6.2.
    """
    number = len({owner, *deciders})
    span = f"{policy.deciders_minimum} to {policy.deciders_maximum} people, the review owner among them"
    if number < policy.deciders_minimum:
        return f"Deciding takes {span}. Name {policy.deciders_minimum - number} more who were close to it."
    if number > policy.deciders_maximum:
        return f"Deciding takes {span}; {number} are named. The others may comment on the ideas."
    return ""


def check_ruling(ruling: Ruling, *, today: date) -> None:
    """Let a ruling pass that has what its verdict needs.

    To commit takes an offer that can be made; a known risk a later day to look again; letting go a
    reason. Impact and effort, where given, are 1, 2 or 3. `today` is the organisation's day.

    Raises InvalidInput with the first field that is wrong.
    Source: R6.2, S5.
    """
    for field in ("impact", "effort"):
        if getattr(ruling, field) not in (None, 1, 2, 3):
            raise InvalidInput(
                f"The {field} is {getattr(ruling, field)}; it is 1 (low), 2 or 3 (high), or left open. "
                "Nothing was decided.",
                field=field,
            )
    if ruling.verdict is Verdict.COMMIT:
        _check_commit(ruling, today)
    elif ruling.verdict is Verdict.KNOWN_RISK:
        _check_risk(ruling, today)
    elif not ruling.reason.strip():
        raise InvalidInput(
            "Say in a sentence why this idea is let go: it may come up again. The idea is kept as it was.",
            field="reason",
        )


def open_questions(ruling: Ruling) -> list[str]:
    """Return the questions that every idea is asked and that have no answer yet; advice, not a bar.

    Source: R6.2a.
    """
    asked = (
        (ruling.cost, "What would it cost, in time and in attention?"),
        (ruling.side_effects, "Could it complicate things needlessly, or create a new way to fail?"),
    )
    return [question for answer, question in asked if not answer.strip()]


def require_within_limit(
    standing: int, reason: str, *, adding: int = 1, policy: DecisionPolicy = DecisionPolicy()
) -> None:
    """Let a review take on more commitments up to its limit, and beyond it with a reason.

    `standing` counts the commitments that the review has already taken on (`commitment.OPEN_STATES`
    and the verified ones).

    Raises TooManyCommitments beyond the limit if `reason` is blank.
    Source: R6.4.
    """
    if standing + adding > policy.commitments_maximum and not reason.strip():
        raise TooManyCommitments(
            f"This review has {_count(standing)}; {policy.commitments_maximum} are about as many as get "
            "done. The idea is kept. Let one of the others go, accept this one as a known risk, or say in a "
            "sentence why this review needs more."
        )


def suggest(impact: int, effort: int) -> Suggestion:
    """Return what the matrix calls this field, the verdict that it suggests, and why in a sentence.

    Raises ValueError if impact or effort is not 1, 2 or 3.
    Source: R6.2, S9.
    """
    if impact not in _MATRIX or effort not in _MATRIX:
        raise ValueError(f"impact {impact} and effort {effort}: pass 1, 2 or 3 for each")
    quadrant = _MATRIX[impact][effort - 1]
    scale = {1: "low", 2: "middling", 3: "high"}
    sentence = f"Impact {scale[impact]}, effort {scale[effort]}. {quadrant.hint}"
    return Suggestion(quadrant, _SUGGESTED[quadrant], sentence)


def outcome_in_words(commitments: int) -> str:
    """Return how a decision with so many commitments reads; none is as good an outcome as any (R6.4, S1)."""
    if commitments == 0:
        return "Nothing worth committing; here is what we learnt."
    return f"{_count(commitments).capitalize()}, each with somebody who accepted it."


def _check_commit(ruling: Ruling, today: date) -> None:
    if ruling.offer is None:
        raise InvalidInput(
            "To commit takes an owner, a date, what “done” means and what it is for. The idea is kept as it "
            "was.",
            field="offer",
        )
    check_offer(ruling.offer, today=today)


def _check_risk(ruling: Ruling, today: date) -> None:
    if ruling.look_again_on is None or ruling.look_again_on <= today:
        raise InvalidInput(
            "A known risk has a day after today on which somebody looks at it again. The idea is kept as it "
            "was.",
            field="look_again_on",
        )


def _count(number: int) -> str:
    return "one commitment" if number == 1 else f"{number} commitments"
