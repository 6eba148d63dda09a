"""The minutes of a meeting: cases, and laws that hold for every length and whatever is at hand (R2.7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsight.inquiry.rules.agenda import (
    AtHand,
    GuestFact,
    Planned,
    SectionKind,
    difference,
    make_fit,
    place_unplaced,
    plan,
    propose_length,
    say_difference,
    share_out,
)

KIND = SectionKind
titles = st.sampled_from(["", "Timeline", "learning points", "The pool", "the POOL", "Card payments", "x"])
guests = st.lists(titles, max_size=8).map(
    lambda said: tuple(GuestFact(f"g{place}", words) for place, words in enumerate(said))
)
hands = st.builds(
    AtHand,
    decisions=st.integers(0, 40),
    questions=st.integers(0, 40),
    themes=st.integers(0, 5),
    guests=guests,
)


def kinds(planned: list[Planned]) -> list[SectionKind]:
    return [one.kind for one in planned]


def walked(planned: list[Planned]) -> int:
    return sum(one.minutes for one in planned if one.kind in (KIND.TIMELINE, KIND.GUEST))


@given(st.integers(0, 480), hands, st.integers(30, 90))
def test_minutes_add_up_to_the_length_exactly_and_none_is_negative(minutes, hand, percent) -> None:
    planned = plan(minutes, hand, timeline_percent=percent)

    assert sum(one.minutes for one in planned) == minutes
    assert min(one.minutes for one in planned) >= (1 if minutes else 0)


@given(st.integers(0, 480), hands, st.integers(30, 90))
def test_every_guest_is_in_exactly_one_section(minutes, hand, percent) -> None:
    planned = plan(minutes, hand, timeline_percent=percent)

    assert sorted(guest for one in planned for guest in one.guests) == sorted(g.id for g in hand.guests)


@given(st.integers(15, 480), hands)
def test_two_thirds_walk_the_timeline_and_guests_take_no_more_than_half_of_them(minutes, hand) -> None:
    planned = plan(minutes, hand)

    assert abs(walked(planned) - minutes * 0.66) <= 0.5
    own = next(one.minutes for one in planned if one.kind is KIND.TIMELINE)
    assert own >= walked(planned) / 2


@given(st.integers(0, 1000), st.lists(st.integers(0, 500), max_size=30))
def test_shares_add_up_to_the_total_and_none_is_negative(total, weights) -> None:
    shares = share_out(total, weights)

    assert sum(shares) == (total if weights else 0)
    assert all(share >= 0 for share in shares)
    if total >= len(weights):
        assert all(share >= 1 for share, weight in zip(shares, weights, strict=True) if weight)


@given(st.lists(st.integers(0, 120), min_size=1, max_size=30), st.integers(0, 480))
def test_edited_minutes_brought_to_the_length_miss_it_by_nothing(minutes, length) -> None:
    assert difference(make_fit(minutes, length), length) == 0


@given(st.lists(st.integers(1, 60), min_size=1, max_size=10), st.randoms())
def test_another_order_changes_no_sum(minutes, chance) -> None:
    moved = chance.sample(minutes, len(minutes))

    assert difference(moved, 60) == difference(minutes, 60)


@given(hands, st.lists(st.integers(0, 7).map(lambda n: f"g{n}"), max_size=6, unique=True))
def test_guests_who_come_after_an_agenda_was_settled_are_placed_and_those_who_left_are_gone(
    hand, before
) -> None:
    settled = [Planned(KIND.OPENING, "Opening", 5), Planned(KIND.TIMELINE, "Walk", 40, tuple(before))]

    placed = place_unplaced(settled, hand.guests)

    assert sorted(guest for one in placed for guest in one.guests) == sorted(g.id for g in hand.guests)


def test_an_hour_has_forty_minutes_for_the_timeline_then_factors_then_learning() -> None:
    planned = plan(60, AtHand(decisions=3, questions=2))

    assert kinds(planned) == [
        KIND.OPENING, KIND.PROCESS, KIND.TIMELINE, KIND.THEMES, KIND.FACTORS, KIND.LEARNING,
        KIND.NEXT_STEPS, KIND.CLOSING,
    ]  # fmt: skip
    assert walked(planned) == 40


def test_a_quarter_of_an_hour_leaves_out_what_it_can_do_without() -> None:
    planned = plan(15, AtHand(questions=2))

    assert [(one.kind, one.minutes) for one in planned] == [
        (KIND.OPENING, 1), (KIND.TIMELINE, 10), (KIND.THEMES, 1), (KIND.FACTORS, 1),
        (KIND.LEARNING, 1), (KIND.CLOSING, 1),
    ]  # fmt: skip


def test_a_review_in_writing_has_its_steps_without_minutes() -> None:
    planned = plan(0, AtHand(questions=1, guests=(GuestFact("bo", "The pool"),)))

    assert {one.minutes for one in planned} == {0}
    assert [one.guests for one in planned if one.kind is KIND.GUEST] == [("bo",)]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("", KIND.TIMELINE),
        ("Timeline", KIND.TIMELINE),
        ("Learning points", KIND.LEARNING),
        ("Factors", KIND.FACTORS),
        ("What contributed", KIND.FACTORS),
        ("The connection pool", KIND.GUEST),
        ("How the timeline of payments is kept", KIND.GUEST),
    ],
)
def test_a_guest_joins_for_the_section_that_was_named(said, kind) -> None:
    planned = plan(60, AtHand(guests=(GuestFact("bo", said),)))

    assert [one.kind for one in planned if "bo" in one.guests] == [kind]


def test_guests_for_the_same_thing_share_a_section() -> None:
    planned = plan(60, AtHand(guests=(GuestFact("bo", "The pool"), GuestFact("ines", "the pool"))))

    assert [(one.title, one.guests) for one in planned if one.guests] == [("The pool", ("bo", "ines"))]


def test_more_guests_than_there_are_minutes_join_for_the_timeline() -> None:
    several = tuple(GuestFact(f"g{number}", f"Matter {number}") for number in range(5))

    planned = plan(15, AtHand(guests=several))

    assert [len(one.guests) for one in planned if one.kind is KIND.TIMELINE] == [4]
    assert [(one.title, one.minutes) for one in planned if one.kind is KIND.GUEST] == [("Matter 0", 5)]


@pytest.mark.parametrize(
    ("least", "most", "hand", "minutes"),
    [
        (60, 90, AtHand(), 60),
        (60, 90, AtHand(decisions=8, questions=5), 75),
        (60, 90, AtHand(decisions=40), 90),
        (30, 45, AtHand(decisions=2), 40),
        (15, 30, AtHand(decisions=9), 30),
        (0, 15, AtHand(decisions=9), 15),
        (0, 0, AtHand(), 0),
    ],
)
def test_the_length_follows_what_is_at_hand_within_the_tier(least, most, hand, minutes) -> None:
    assert propose_length(least, most, hand) == minutes


@given(st.integers(0, 240), st.integers(0, 240), hands)
def test_no_length_is_beyond_the_tier(one, other, hand) -> None:
    least, most = sorted((one, other))

    assert (least or most) <= propose_length(least, most, hand) <= most


@pytest.mark.parametrize(
    ("over", "words"),
    [
        (0, ""),
        (1, "1 minute over: the sections come to 61, the meeting has 60."),
        (-7, "7 minutes left: the sections come to 53, the meeting has 60."),
    ],
)
def test_what_does_not_add_up_is_said(over, words) -> None:
    assert say_difference(over, 60) == words
