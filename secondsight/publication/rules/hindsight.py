"""What was known when something was decided: the second clock, told to the reader (R3.2, R3.4)."""

from collections.abc import Sequence

from secondsight.publication.rules.edition import Choice, Moment
from secondsight.record.rules.knowledge import KnowledgeFact, Vantage, known_by
from secondsight.record.rules.vocabulary import Certainty

MOST = 6


def choices(moments: Sequence[Moment]) -> tuple[Choice, ...]:
    """Return the decisions among some moments, each with what had reached those who made it.

    Only what somebody said about knowing counts: a moment without a word on who knew of it is neither
    known nor unknown. Of each, the latest six before the decision, oldest first. A moment without a time
    decides nothing here.
    """
    return tuple(_choice(moment, moments) for moment in moments if moment.kind == "decision" and moment.at)


def _choice(decision: Moment, moments: Sequence[Moment]) -> Choice:
    assert decision.at is not None
    before = [
        moment
        for moment in moments
        if moment.id != decision.id
        and moment.incident == decision.incident
        and moment.at is not None
        and moment.at <= decision.at
        and moment.knowers
    ]
    teams = frozenset({decision.team_id}) if decision.team_id else frozenset()
    vantage = Vantage(decision.who.casefold(), teams)
    facts = [fact for moment in before for fact in _facts(moment)]
    reached = {known.event_id: known.certainty for known in known_by(facts, vantage, decision.at)}
    known: list[Moment] = []
    believed: list[Moment] = []
    unknown: list[Moment] = []
    for moment in before:
        # Whoever did or saw it knew of it.
        is_own = bool(decision.who) and moment.who == decision.who
        certainty = Certainty.KNOWN if is_own else reached.get(moment.id)
        row = unknown if certainty is None else known if certainty is Certainty.KNOWN else believed
        row.append(moment)
    return Choice(decision, tuple(known[-MOST:]), tuple(believed[-MOST:]), tuple(unknown[-MOST:]))


def _facts(moment: Moment) -> list[KnowledgeFact]:
    return [
        KnowledgeFact(
            moment.id,
            moment.at,
            knower.known_at,
            person="" if knower.team else knower.name.casefold(),
            team=knower.team,
            certainty=Certainty.BELIEVED if knower.is_believed else Certainty.KNOWN,
        )
        for knower in moment.knowers
    ]
