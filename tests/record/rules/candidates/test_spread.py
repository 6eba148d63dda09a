"""The desk shows the whole incident, not its crowded start (R3.7)."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from secondsight.record.rules.candidates.facts import CandidateFact
from secondsight.record.rules.candidates.signs import Sign
from secondsight.record.rules.candidates.spread import FEWEST, MOST, slot_length, spread
from secondsight.record.rules.vocabulary import EventKind
from tests.record.rules.candidates.making import NOON


def made(minutes: float, score: float = 0.5, name: str = "") -> CandidateFact:
    name = name or f"{minutes}:{score}"
    at = NOON + timedelta(minutes=minutes)
    return CandidateFact(name, at, name, EventKind.OBSERVATION, None, "", (name,), "why", Sign.SEEN, score)


def forward(candidates) -> list[CandidateFact]:
    return [each for each in spread(candidates) if not each.is_kept_back]


def test_a_few_candidates_all_come_forward():
    few = [made(n / 60) for n in range(FEWEST)]

    assert forward(few) == few


def test_the_best_of_every_stretch_comes_forward_though_the_start_is_crowded():
    crowd = [made(n / 30, 0.9, f"c{n}") for n in range(200)]
    later = [made(20 + n * 10, 0.41, f"l{n}") for n in range(8)]

    shown = forward([*crowd, *later])

    assert set(later) <= set(shown)
    assert len(shown) < 40


def test_of_a_crowded_stretch_the_strongest_come_forward():
    crowd = [made(n / 100, 0.3 + n / 200, f"c{n}") for n in range(100)]

    assert crowd[-1] in forward(crowd)
    assert crowd[0] not in forward(crowd)


def test_one_change_on_the_day_before_does_not_make_the_slots_longer():
    incident = [made(n, name=f"i{n}") for n in range(60)]

    assert slot_length([made(-1200), *incident]) <= timedelta(minutes=3)


@given(st.lists(st.tuples(st.integers(0, 5_000), st.floats(0, 1)), max_size=150))
def test_nothing_is_dropped_and_no_more_than_can_be_gone_through_comes_forward(drawn):
    candidates = [made(minutes, score, str(n)) for n, (minutes, score) in enumerate(drawn)]

    found = spread(candidates)

    assert [replace(each, is_kept_back=False) for each in found] == candidates
    assert min(FEWEST, len(candidates)) <= len(forward(candidates)) <= MOST
