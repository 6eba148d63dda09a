"""Where accounts agree and differ: cases, and laws that hold whatever people write (R2.6)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from secondsight.inquiry.rules.accounts import TIMELINE, TOLERANCE, Telling
from secondsight.inquiry.rules.divergences import Comparison, DivergenceKind, compare
from secondsight.inquiry.rules.same_moment import put_together
from secondsight.record.rules.vocabulary import Precision

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)
KIND = DivergenceKind


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def tell(teller: str, what: str, minutes: float | None = None, **more: object) -> Telling:
    told = {"id": f"{teller}-{what}-{minutes}", "occurred_at": None if minutes is None else at(minutes)}
    return Telling(teller=teller, what=what, **{**told, **more})  # type: ignore[arg-type]


def event(what: str, minutes: float, **more: object) -> Telling:
    return tell(TIMELINE, what, minutes, precision=Precision.SECOND, **more)


def compared(*told: Telling, events: tuple[Telling, ...] = ()) -> Comparison:
    tellings = list(told)
    return compare(put_together(tellings, events), {one.teller for one in tellings})


def kinds(found: Comparison) -> list[DivergenceKind]:
    return [one.kind for one in found.divergences]


def test_times_within_both_precisions_agree() -> None:
    found = compared(tell("ilse", "The pool was full", 5), tell("bo", "pool is full", 7))

    assert found.divergences == ()
    assert len(found.agreements) == 1


def test_times_further_apart_than_both_are_vague_differ() -> None:
    found = compared(tell("ilse", "The pool was full", 5), tell("bo", "pool is full", 8))

    assert kinds(found) == [KIND.TIME]
    assert [side.teller for side in found.divergences[0].sides] == ["bo", "ilse"]


def test_a_vague_time_takes_the_precise_one_in() -> None:
    vague = tell("bo", "pool is full", 10, precision=Precision.ABOUT)

    assert compared(tell("ilse", "The pool was full", 5), vague).divergences == ()


def test_the_timeline_is_one_of_those_who_tell() -> None:
    fired = event("The pool is full", 0)

    found = compared(tell("ilse", "The pool was full", 4), events=(fired,))

    assert kinds(found) == [KIND.TIME]
    assert [side.teller for side in found.divergences[0].sides] == [TIMELINE, "ilse"]


def test_an_order_that_is_the_other_way_round_is_told() -> None:
    found = compared(
        tell("ilse", "Release rolled back", 10),
        tell("ilse", "Pool emptied itself", 20),
        tell("bo", "Release rolled back", 24),
        tell("bo", "Pool emptied itself", 14),
    )

    assert KIND.ORDER in kinds(found)
    [order] = [one for one in found.divergences if one.kind is KIND.ORDER]
    assert {side.teller: side.says for side in order.sides}.keys() == {"ilse", "bo"}
    assert len({side.says for side in order.sides}) == 2


def test_without_times_the_order_in_which_it_is_told_counts() -> None:
    found = compared(
        tell("ilse", "Rolled the release back to 4.17.3", place=0),
        tell("ilse", "Noticed the idle database sessions", place=1),
        tell("bo", "Rolled the release back to 4.17.3", place=1),
        tell("bo", "Noticed the idle database sessions", place=0),
    )

    assert kinds(found) == [KIND.ORDER]


def test_different_actors_differ_and_a_short_name_does_not() -> None:
    short = tell("bo", "Declared a Sev-1", 5, actors=("Ilse",))
    other = tell("bo", "Declared a Sev-1", 5, actors=("Joost",))
    full = tell("ilse", "Declared a Sev-1", 5, actors=("Ilse Brandvik",))

    assert compared(full, short).divergences == ()
    assert kinds(compared(full, other)) == [KIND.ACTOR]


def test_what_one_knew_another_believed_to_be_otherwise() -> None:
    found = compared(
        tell("ilse", "The database was the bottleneck", 5, belief="otherwise"),
        tell("hana", "The database was the bottleneck", 5, belief="known"),
    )

    assert kinds(found) == [KIND.BELIEF]


def test_what_only_one_tells_is_told_by_one_alone() -> None:
    found = compared(tell("ilse", "A customer phoned me directly", 5), tell("bo", "Pool is full", 5))

    assert kinds(found) == [KIND.PRESENCE, KIND.PRESENCE]


def test_what_the_timeline_has_too_is_not_told_alone() -> None:
    found = compared(
        tell("ilse", "The pool was full", 5),
        tell("bo", "Something else entirely", 50),
        events=(event("The pool is full", 5),),
    )

    assert [one.about for one in found.divergences] == [(found.groups[1].key,)]


def test_what_a_person_linked_counts_more_than_words() -> None:
    fired, page = event("The pool is full", 5), event("A page went out", 5)

    said = tell("ilse", "The pool was full", 5, linked=page.id)
    [group] = compared(said, events=(fired, page)).groups

    assert group.event == page
    assert group.ties[0].is_said


def test_what_a_person_said_to_be_none_of_them_stands_alone() -> None:
    fired = event("The pool is full", 5)

    [group] = compared(tell("ilse", "The pool was full", 5, linked=""), events=(fired,)).groups

    assert group.event is None


def test_a_match_says_by_which_words_and_how_close_in_time() -> None:
    [group] = compared(tell("ilse", "Saw the pool full", 7), events=(event("Pool is full", 5),)).groups

    assert group.ties[0].words == ("full", "pool")
    assert group.ties[0].apart == timedelta(minutes=2)


# Laws.

WORDS = ("pool full", "rolled the release back", "idle sessions seen", "declared a sev-1", "it was bad", "")
moments = st.builds(
    lambda what, minutes, precision, actor, belief: (what, minutes, precision, actor, belief),
    st.sampled_from(WORDS),
    st.none() | st.integers(0, 90),
    st.sampled_from(list(Precision)),
    st.sampled_from(["", "Ilse", "Bo Lind"]),
    st.sampled_from(["", "known", "believed", "otherwise"]),
)


def account(teller: str, said: list[tuple[str, int | None, Precision, str, str]]) -> list[Telling]:
    return [
        Telling(
            f"{teller}-{place}",
            teller,
            what,
            None if minutes is None else at(minutes),
            precision,
            (actor,) if actor else (),
            belief,
            place,
        )
        for place, (what, minutes, precision, actor, belief) in enumerate(said)
    ]


accounts = st.lists(moments, max_size=5)
timelines = st.lists(moments, max_size=4).map(lambda said: account(TIMELINE, said))


@given(accounts, accounts, accounts, timelines, st.randoms())
def test_the_order_in_which_accounts_come_changes_nothing(a, b, c, events, random) -> None:  # type: ignore[no-untyped-def]
    told = [*account("a", a), *account("b", b), *account("c", c)]
    mixed = random.sample(told, len(told))

    assert compared(*told, events=tuple(events)) == compared(*mixed, events=tuple(reversed(events)))


@given(accounts, accounts)
def test_what_one_differs_in_from_another_the_other_differs_in_too(a, b) -> None:  # type: ignore[no-untyped-def]
    found = compared(*account("a", a), *account("b", b)).divergences
    mirrored = compared(*account("b", a), *account("a", b)).divergences

    assert sorted(shape(found)) == sorted(shape(mirrored))


@given(accounts, timelines)
def test_an_account_alone_never_differs_from_itself(a, events) -> None:  # type: ignore[no-untyped-def]
    found = compared(*account("a", a), events=tuple(events)).divergences

    assert all(TIMELINE in {side.teller for side in one.sides} for one in found)


@given(accounts)
def test_identical_accounts_do_not_differ(a) -> None:  # type: ignore[no-untyped-def]
    assert compared(*account("a", a), *account("b", a)).divergences == ()


@given(accounts, accounts, timelines, st.data())
def test_a_vaguer_memory_never_makes_accounts_differ_more(a, b, events, data) -> None:  # type: ignore[no-untyped-def]
    told = [*account("a", a), *account("b", b)]
    vaguer = [replace(one, precision=data.draw(st.sampled_from(coarser(one.precision)))) for one in told]

    before = {one.key for one in compared(*told, events=tuple(events)).divergences}
    after = {one.key for one in compared(*vaguer, events=tuple(events)).divergences}

    assert after <= before


def coarser(precision: Precision) -> list[Precision]:
    return [one for one in Precision if TOLERANCE[one] >= TOLERANCE[precision]]


def shape(found: object) -> list[tuple[str, int, int]]:
    return [(one.kind.value, len(one.about), len(one.sides)) for one in found]  # type: ignore[attr-defined]
