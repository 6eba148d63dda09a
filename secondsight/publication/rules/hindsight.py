"""What was known when something was decided: the second clock, told to the reader (R3.2, R3.4)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from secondsight.publication.rules.deciding import Deciding
from secondsight.publication.rules.edition import Choice, Moment, Reached
from secondsight.record.rules.knowing import EventFact, Holding, KnowledgeFact, KnowledgeIndex, Stay, Vantage
from secondsight.record.rules.vocabulary import Certainty

MOST = 6


def choices(moments: Sequence[Moment], told: Mapping[str, Deciding] | None = None) -> tuple[Choice, ...]:
    """Return the decisions among some moments, each with what had reached those who made it.

    Only what somebody said about knowing counts: a moment without a word on who knew of it is neither
    known nor unknown. Of each, the latest six before the decision, oldest first. A moment without a time
    decides nothing here. `told` is what people say of some decisions, by their moments: it also says who
    decided.
    """
    index = KnowledgeIndex(
        (EventFact(moment.id, moment.at) for moment in moments),
        (fact for moment in moments for fact in _facts(moment)),
    )
    decisions = (moment for moment in moments if moment.kind == "decision" and moment.at)
    return tuple(_choice(decision, moments, index, (told or {}).get(decision.id)) for decision in decisions)


def _choice(
    decision: Moment, moments: Sequence[Moment], index: KnowledgeIndex, told: Deciding | None
) -> Choice:
    assert decision.at is not None
    who = told.decider if told and told.decider else decision.who
    vantage = _vantage(decision, who, told.team_id if told else "")
    state, holdings = index.state(vantage, decision.at), index.holdings(vantage)
    reached = {row.event_id for row in state.known}
    held = {row.event_id for row in (*state.believed, *state.otherwise)}
    known: list[Moment] = []
    believed: list[Moment] = []
    unknown: list[Moment] = []
    for moment in moments:
        if (
            moment.id == decision.id
            or moment.incident != decision.incident
            or moment.at is None
            or moment.at > decision.at
            or not moment.knowers
        ):
            continue
        # Whoever did or saw it knew of it.
        is_own = bool(who) and moment.who == who
        row = known if is_own or moment.id in reached else believed if moment.id in held else unknown
        row.append(moment)
    return Choice(
        decision,
        tuple(known[-MOST:]),
        tuple(believed[-MOST:]),
        tuple(unknown[-MOST:]),
        told,
        tuple(_reached(unknown[-MOST:], holdings, decision.at)),
    )


def _reached(
    unknown: Sequence[Moment], holdings: Mapping[str, Sequence[Holding]], decided_at: datetime
) -> Iterator[Reached]:
    for moment in unknown:
        later = [held.since_at for held in holdings.get(moment.id, ()) if held.since_at > decided_at]
        if later:
            yield Reached(moment.id, min(later), _through(moment, min(later)))


def _through(moment: Moment, at: datetime) -> str:
    return next((knower.through for knower in moment.knowers if knower.known_at == at and knower.through), "")


def _vantage(decision: Moment, who: str, team_id: str) -> Vantage:
    """Of who decided, with their team; where nobody is named, of the team; else of the room."""
    team = f"team:{team_id or decision.team_id}" if team_id or decision.team_id else ""
    if not who or team_id:
        return Vantage(team=team)
    return Vantage(f"person:{who.casefold()}", stays=(Stay(team),) if team else ())


def _facts(moment: Moment) -> list[KnowledgeFact]:
    return [
        KnowledgeFact(
            moment.id,
            knower.known_at,
            _holder(knower.team, knower.name),
            Certainty.BELIEVED if knower.is_believed else Certainty.KNOWN,
            knower.until_at,
        )
        for knower in moment.knowers
    ]


def _holder(team: str, name: str) -> str:
    return f"team:{team}" if team else f"person:{name.casefold()}" if name else ""
