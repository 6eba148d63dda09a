"""What was known when something was decided: the second clock, told to the reader (R3.2, R3.4)."""

from collections.abc import Sequence

from secondsight.publication.rules.edition import Choice, Knower, Moment

MOST = 6


def choices(moments: Sequence[Moment]) -> tuple[Choice, ...]:
    """Return the decisions among some moments, each with what had reached those who made it.

    Only what somebody said about knowing counts: a moment without a word on who knew of it is neither
    known nor unknown. Of each, the latest six before the decision, oldest first. A moment without a time
    decides nothing here.
    """
    return tuple(_choice(moment, moments) for moment in moments if moment.kind == "decision" and moment.at)


def _choice(decision: Moment, moments: Sequence[Moment]) -> Choice:
    known: list[Moment] = []
    unknown: list[Moment] = []
    for moment in moments:
        if (
            moment.id == decision.id
            or moment.incident != decision.incident
            or moment.at is None
            or decision.at is None
            or moment.at > decision.at
            or not moment.knowers
        ):
            continue
        reached = any(
            knower.known_at is not None and knower.known_at <= decision.at and _is_theirs(knower, decision)
            for knower in moment.knowers
        ) or (moment.who == decision.who and decision.who != "")
        (known if reached else unknown).append(moment)
    return Choice(decision, tuple(known[-MOST:]), tuple(unknown[-MOST:]))


def _is_theirs(knower: Knower, decision: Moment) -> bool:
    if knower.is_everybody:
        return True
    if knower.account and knower.account == decision.account:
        return True
    if knower.team and knower.team == decision.team_id:
        return True
    return bool(knower.name) and knower.name.casefold() == decision.who.casefold()
