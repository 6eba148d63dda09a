"""How far the sweeps over a decision have come, and the questions they leave open (R3.4, R3.9)."""

from dataclasses import replace

import pytest

from secondsight.record.rules.decisions.sweeps import (
    DecisionFacts,
    NoteFact,
    OptionFact,
    lacking_context,
    open_questions,
    sweeps,
)
from secondsight.record.rules.decisions.vocabulary import SWEEP_OF, Probe, Sweep

OPTIONS = (OptionFact("1", "Roll back"), OptionFact("2", "More pods"))
WEIGHED = (
    NoteFact(Probe.SPOKE_FOR, Sweep.DEEPEN, "Joost", "1"),
    NoteFact(Probe.SPOKE_AGAINST, Sweep.DEEPEN, "Nandini", "2"),
)
FULL = DecisionFacts(
    question="Roll back, or look further?",
    choice="Roll back",
    decider="Joost",
    options=OPTIONS,
    notes=(*(NoteFact(probe, SWEEP_OF[probe], "Joost") for probe in Probe), *WEIGHED),
)


def about(facts: DecisionFacts) -> list[str]:
    return [question.about for question in open_questions(sweeps(facts))]


def test_a_decision_that_was_gone_over_to_the_end_leaves_nothing_open():
    assert about(FULL) == []


def test_a_decision_of_which_nothing_is_told_asks_for_everything_sweep_by_sweep():
    standings = sweeps(DecisionFacts(is_timed=False))

    assert [one.sweep for one in standings] == list(Sweep)
    assert [question.about for question in standings[0].open] == ["question", "choice", "recount"]
    assert [question.about for question in standings[1].open] == ["decider", "time", "signal", "misled"]
    assert [question.about for question in standings[2].open] == [
        "options",
        "constraint",
        "pressure",
        "experience",
        "reasonable",
    ]
    assert [question.about for question in standings[3].open] == ["information", "luck"]


def test_an_answer_counts_in_whichever_sweep_it_was_given_and_is_told_in_its_own():
    early = replace(FULL, notes=(NoteFact(Probe.LUCK, Sweep.RECOUNT, "Meera"),))

    standings = sweeps(early)

    assert "luck" not in about(early)
    assert (standings[0].notes, standings[0].speakers) == (1, ("Meera",))
    assert standings[3].notes == 0


def test_everybody_who_spoke_is_named_once():
    notes = (NoteFact(Probe.RECOUNT, Sweep.RECOUNT, who) for who in ("Joost", "Arjun", "Joost"))

    assert sweeps(replace(FULL, notes=tuple(notes)))[0].speakers == ("Joost", "Arjun")


def test_an_option_is_asked_about_until_something_spoke_for_it_or_against_it():
    [asked] = [q for q in open_questions(sweeps(replace(FULL, notes=FULL.notes[:-1]))) if q.option]

    assert asked.option == "2"
    assert "More pods" in asked.words


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (FULL, ""),
        (DecisionFacts(context="The release was minutes old."), ""),
        (DecisionFacts(), "What was seen, what else was considered and what made it the right call then?"),
        (replace(FULL, options=OPTIONS[:1]), "What else was considered?"),
        (
            replace(FULL, notes=(NoteFact(Probe.SIGNAL, Sweep.TIMELINE),)),
            "What made it the right call then?",
        ),
    ],
)
def test_a_decision_without_context_is_asked_for_what_it_lacks(facts, words):
    assert lacking_context(facts) == words


def test_no_question_asks_for_what_did_not_happen_but_the_one_that_is_meant_to():
    """The labels describe; only "what information would have changed it" looks at another course (S3)."""
    said = [term.label + " " + term.hint for term in (*Sweep, *Probe) if term is not Probe.INFORMATION]

    assert not [
        words for words in said if "would have" in words or "should" in words or "could have" in words
    ]
    assert not [words for words in said if "why" in words.lower().split()]
