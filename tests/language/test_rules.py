"""Every rule hears its own examples, and none hears what another one calls fine."""

from itertools import chain

import pytest

from secondsight.language.check import Checker
from secondsight.language.findings import Example, Rule, example
from secondsight.language.registry import rules


def flagged() -> list[tuple[Rule, Example]]:
    return [(rule, example(one)) for rule in rules() for one in rule.flagged]


def fine() -> list[tuple[Rule, Example]]:
    return [(rule, example(one)) for rule in rules() for one in rule.fine]


def heard(given: Example, *, select: tuple[str, ...] = ()) -> list[str]:
    checker = Checker(select=select)
    return [found.rule for found in checker.check(given.text, kind=given.kind, section=given.section)]


@pytest.mark.parametrize(("rule", "given"), flagged(), ids=lambda one: getattr(one, "name", None))
def test_what_a_rule_shows_as_heard_is_heard(rule: Rule, given: Example) -> None:
    select = (rule.name,) if rule.is_asked_for else ()

    assert rule.name in heard(given, select=select)


@pytest.mark.parametrize(("rule", "given"), fine(), ids=lambda one: getattr(one, "name", None))
def test_what_a_rule_shows_as_fine_is_heard_by_no_rule(rule: Rule, given: Example) -> None:
    select = (rule.name,) if rule.is_asked_for else ()

    assert heard(given, select=select) == []


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_a_rule_says_why_and_shows_both_sides(rule: Rule) -> None:
    assert len(rule.why.split()) > 8
    assert rule.message.endswith(".")
    assert rule.flagged
    assert rule.fine
    assert rule.triggers


def test_every_finding_asks_or_offers_something() -> None:
    checker = Checker()

    silent = [
        one.text
        for _rule, one in flagged()
        for found in checker.check(one.text, kind=one.kind, section=one.section)
        if not found.suggestion
    ]

    assert silent == []


def test_no_rule_that_is_left_out_speaks() -> None:
    everything = {rule.name for rule in rules()}
    texts = [one for _rule, one in chain(flagged(), fine())]

    for name in everything:
        checker = Checker(select=["all"], ignore=[name])
        spoke = {
            found.rule
            for one in texts
            for found in checker.check(one.text, kind=one.kind, section=one.section)
        }
        assert name not in spoke


def test_a_rule_that_nobody_has_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="no-such-rule"):
        Checker(select=["no-such-rule"])
