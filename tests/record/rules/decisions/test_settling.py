"""What is told of a decision and does not fit together yet (R3.4)."""

from datetime import datetime

from secondsight.record.rules.decisions.pair import Held, Pair, Unreached
from secondsight.record.rules.decisions.settling import SignalFact, facts_to_settle

AT = datetime.fromisoformat("2026-03-16T12:15:00+00:00")
EARLY = datetime.fromisoformat("2026-03-16T12:02:00+00:00")
LATE = datetime.fromisoformat("2026-03-16T12:40:00+00:00")
KNEW = Pair(known=(Held("alert", EARLY),))
ALERT = SignalFact("alert", "Alert: latency", EARLY)


def words(*arguments, **more) -> list[str]:
    return [fact.words for fact in facts_to_settle(*arguments, **{"decider": "Joost", "at": AT, **more})]


def test_a_signal_that_the_decider_knew_of_leaves_nothing_to_settle():
    assert words(KNEW, [ALERT]) == []


def test_a_signal_that_nobody_said_they_knew_of_is_a_fact_to_settle_where_it_stands():
    unknown = Pair(known=(Held("other", EARLY),), unreached=(Unreached("alert", EARLY),))

    [fact] = facts_to_settle(unknown, [ALERT, ALERT], decider="Joost", at=AT)

    assert fact.words == (
        "“Alert: latency” is named as a signal, and nobody has said yet that Joost knew of it by then."
    )
    assert fact.event_id == "alert"


def test_a_signal_that_lies_after_the_decision_is_asked_about():
    [said] = words(KNEW, [SignalFact("dip", "The dip", LATE)])

    assert "lies after the decision" in said


def test_a_decider_of_whom_nothing_is_known_is_asked_first():
    assert words(Pair(), [])[0] == "Nothing is said yet of what Joost knew by then. They would know best."


def test_without_a_decider_or_a_time_that_is_the_first_thing_to_settle():
    assert "who decided" in words(None, [], decider="")[0]
    assert "when it was decided" in words(None, [], at=None)[0]


def test_moments_that_neither_side_can_claim_are_counted():
    told = words(Pair(known=KNEW.known, untold=("a", "b"), timeless=("c",)), [])

    assert told == [
        "Of 2 earlier moments nobody has said who knew, so they stand on neither side.",
        "1 moment has no time yet, so whether it came before is open.",
    ]


def test_what_they_knew_and_nobody_knows_since_when_is_asked_where_it_stands():
    undated = Pair(known=KNEW.known, undated=("call",))

    [fact] = facts_to_settle(undated, [SignalFact("call", "The call", EARLY)], decider="Joost", at=AT)

    assert (fact.words, fact.event_id) == (
        "Joost knew of this, and nobody has said yet since when.",
        "call",
    )
