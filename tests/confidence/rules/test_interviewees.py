"""Whom to talk to, in which order and why, by values (R2.5a)."""

from datetime import timedelta

from secondsight.confidence.rules.interviewees import (
    Act,
    Involved,
    longest_alone,
    suggest_interviewees,
)
from secondsight.record.rules.vocabulary import Part
from tests.cast import after


def test_who_changed_something_comes_before_who_owns_it() -> None:
    found = suggest_interviewees(
        [
            Involved("b", "Bo Lind", owned=("checkout",)),
            Involved("i", "Ilse Brandvik", changes=1),
        ]
    )

    assert [one.name for one in found] == ["Ilse Brandvik", "Bo Lind"]
    assert "Made one change" in found[0].reasons[0]
    assert "owns checkout" in found[1].reasons[0]


def test_every_reason_of_the_rule_has_its_sentence() -> None:
    all_of_them = Involved(
        "m",
        "Meera",
        parts=frozenset({Part.PRIMARY_RESPONDER, Part.EXPERT, Part.CUSTOMER_VOICE}),
        changes=2,
        decisions=3,
        calls_for_help=2,
        known_alone=1,
        alone_for=timedelta(minutes=24),
        owned=("checkout", "ledger"),
        questions=1,
        is_on_shift=False,
        been_there=timedelta(days=11),
    )

    said = " ".join(suggest_interviewees([all_of_them])[0].reasons)

    for words in (
        "primary responder", "two changes", "three decisions", "Asked for help twice", "Knew of one thing",
        "24 minutes", "owns checkout and ledger", "One question", "not on shift", "12 days", "expert",
        "customers",
    ):  # fmt: skip
        assert words in said


def test_nothing_is_said_of_who_has_no_reason_and_nothing_of_what_is_unknown() -> None:
    nobody = Involved("o", "Oona", parts=frozenset({Part.OBSERVER}), been_there=timedelta(days=900))

    assert suggest_interviewees([nobody]) == []
    assert suggest_interviewees([Involved("o", "Oona", is_on_shift=True)]) == []


def test_a_stretch_alone_ends_when_somebody_else_acts() -> None:
    acts = [
        Act("a", after(0)),
        Act("a", after(8)),
        Act("a", after(20)),
        Act("b", after(21)),
        Act("a", after(60)),
    ]

    assert longest_alone(acts) == {"a": timedelta(minutes=20)}


def test_two_acts_or_a_few_minutes_are_no_stretch() -> None:
    assert longest_alone([Act("a", after(0)), Act("a", after(60))]) == {}
    assert longest_alone([Act("a", after(n)) for n in range(5)]) == {}
