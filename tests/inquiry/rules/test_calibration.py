"""Which passages concern whom, and where each stands (R2.8)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsight.inquiry.rules.calibration import (
    AnswerFact,
    PassageFact,
    PassageVerdict,
    concerned,
    count_votes,
    own_first,
    standing,
    why_it_concerns,
)

SO, OTHERWISE = PassageVerdict.CONFIRMED, PassageVerdict.CORRECTED
people = st.frozensets(st.sampled_from("abc"))
passages = st.lists(st.builds(PassageFact, st.uuids().map(str), people, people, people, people, people))


def test_a_passage_says_why_it_concerns_somebody() -> None:
    passage = PassageFact("1", actors=frozenset("a"), knowers=frozenset("ab"))

    assert why_it_concerns(passage, "a") == ["you acted", "you knew of it"]
    assert why_it_concerns(passage, "b") == ["you knew of it"]
    assert why_it_concerns(passage, "c") == []
    assert concerned(passage) == {"a", "b"}


@given(passages, st.sampled_from("abc"))
def test_every_passage_is_shown_once_in_its_order_own_ones_first(rows, account) -> None:
    own, others = own_first(rows, account)

    order = [one.id for one in rows]
    assert sorted(own + others) == sorted(order)
    assert own == [one for one in order if one in set(own)]
    assert others == [one for one in order if one in set(others)]


@pytest.mark.parametrize(
    ("readers", "answers", "expected"),
    [
        ("a", [], "unconfirmed"),
        ("", [], "nobodys"),
        ("ab", [AnswerFact("a", SO)], "confirmed"),
        ("a", [AnswerFact("z", SO)], "unconfirmed"),
        ("a", [AnswerFact("a", SO, is_outdated=True)], "unconfirmed"),
        ("ab", [AnswerFact("a", SO), AnswerFact("b", OTHERWISE)], "corrected"),
        ("ab", [AnswerFact("a", SO), AnswerFact("b", OTHERWISE, is_settled=True)], "confirmed"),
        ("", [AnswerFact("z", PassageVerdict.ADDED)], "corrected"),
    ],
)
def test_where_a_passage_stands(readers, answers, expected) -> None:
    assert standing(set(readers), answers) == expected


@given(st.lists(st.sampled_from("wxyz")))
def test_no_vote_is_lost_and_the_most_wanted_comes_first(votes) -> None:
    counted = count_votes(["x", "y", "z"], votes)

    assert sum(number for _, number in counted) == sum(vote != "w" for vote in votes)
    numbers = [number for _, number in counted]
    assert numbers == sorted(numbers, reverse=True)
