"""What follows from what a tool tells live, and a body as lines that readers read."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsight.record.rules.deliveries import line_of, lines_of, shape_of
from secondsight.record.rules.hooks import (
    Arrival,
    HookRule,
    OpenIncident,
    fit_rule,
    incident_for,
    is_firing,
    is_history,
    may_open,
    rule_in_words,
)

NOW = datetime(2026, 3, 11, 14, 2, tzinfo=UTC)
ALERT = Arrival("alert", NOW, "Pool is dry", "firing", "critical", "Checkout API")
DEPLOY = Arrival("deployment", NOW, "Deploy 4.18", channel="shop/checkout-api")


def opened(id: str, *names: str, minutes_ago: int = 10, by_hook: bool = False) -> OpenIncident:
    return OpenIncident(id, NOW - timedelta(minutes=minutes_ago), frozenset(names), by_hook)


@pytest.mark.parametrize(
    ("kind", "state", "fires"),
    [
        ("alert", "firing", True),
        ("alert", "Triggered", True),
        ("page", "triggered", True),
        ("alert", "resolved", False),
        ("alert", "acknowledged", False),
        ("alert", "", False),
        ("status_update", "investigating", True),
        ("status_update", "resolved", False),
        ("message", "firing", False),
        ("deployment", "open", False),
    ],
)
def test_what_says_that_something_went_wrong_fires(kind: str, state: str, fires: bool) -> None:
    assert is_firing(Arrival(kind, NOW, state=state)) is fires


@pytest.mark.parametrize(
    ("rule", "opens"),
    [
        (HookRule(), False),
        (HookRule(opens=True), True),
        (HookRule(opens=True, alert_severities=("Critical", "P1")), True),
        (HookRule(opens=True, alert_severities=("warning",)), False),
        (HookRule(opens=True, services=("checkout-api",)), True),
        (HookRule(opens=True, services=("search",)), False),
    ],
)
def test_an_incident_is_opened_for_what_the_rule_names_alone(rule: HookRule, opens: bool) -> None:
    assert may_open(rule, ALERT) is opens


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        ([], None),
        ([opened("a", "checkout-api")], "a"),
        ([opened("a", "search")], None),
        ([opened("old", "checkout-api", minutes_ago=90), opened("new", "checkout-api")], "new"),
        ([opened("by hand")], None),
        ([opened("by a hook", by_hook=True)], "by a hook"),
        ([opened("of search", "search", by_hook=True)], None),
        ([opened("forgotten", "checkout-api", minutes_ago=73 * 60)], None),
    ],
)
def test_an_alert_belongs_to_the_open_incident_of_its_service(
    there: list[OpenIncident], expected: str | None
) -> None:
    found = incident_for(HookRule(), ALERT, there, NOW)

    assert (found.id if found else None) == expected


def test_a_storm_of_alerts_without_services_is_one_incident() -> None:
    nameless = Arrival("alert", NOW, "Disk", "firing")

    assert incident_for(HookRule(), nameless, [opened("a", "search", by_hook=True)], NOW) is not None
    assert incident_for(HookRule(), nameless, [opened("a", "search")], NOW) is None


def test_a_deployment_has_to_name_the_service() -> None:
    there = [opened("a", "checkout-api"), opened("b", by_hook=True)]

    known = incident_for(HookRule(), DEPLOY, there, NOW, {"checkout-api"})
    unknown = incident_for(HookRule(), DEPLOY, there, NOW, {"search"})

    assert known is not None
    assert known.id == "a"
    assert unknown is None
    assert incident_for(HookRule(feeds="always"), DEPLOY, there, NOW) is not None


def test_what_happened_long_ago_is_history_to_the_minute() -> None:
    rule = HookRule(within_minutes=60)

    assert not is_history(rule, ALERT, NOW + timedelta(minutes=60))
    assert is_history(rule, ALERT, NOW + timedelta(minutes=60, microseconds=1))


def test_a_rule_survives_being_stored_and_is_told_in_words() -> None:
    rule = fit_rule({"opens": True, "severity": "sev-1", "services": "Checkout, Search", "feeds": "never"})

    assert fit_rule(json.loads(json.dumps(rule.plain()))) == rule
    words = rule_in_words(rule)
    assert words.startswith("A firing alert of Checkout or Search opens an incident (sev-1)")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3)
)


@given(st.lists(st.dictionaries(st.text(), VALUES, max_size=3), max_size=4), st.integers(0, 2))
def test_a_body_is_lines_that_say_the_same_whatever_breaks_stood_in_it(
    records: list[dict[str, object]], indent: int
) -> None:
    body = json.dumps(records, indent=indent or None, ensure_ascii=False)

    lines = list(lines_of(body, headers={}, received_at="", is_bare=True))

    assert [json.loads(line) for line in lines] == records
    assert all("\n" not in line and "\r" not in line for line in lines)


def test_numbers_stay_as_they_were_written() -> None:
    [line] = lines_of('[{"at": 1773230401.2503000}]', headers={}, received_at="", is_bare=True)

    assert line == '{"at": 1773230401.2503000}'


def test_a_wrapping_keeps_the_moment_and_the_headers() -> None:
    [line] = lines_of('{\n"a": 1}', headers={"x-event": "push"}, received_at="2026-03-11T14:02:00+00:00")

    assert json.loads(line) == {
        "received_at": "2026-03-11T14:02:00+00:00",
        "headers": {"x-event": "push"},
        "body": {"a": 1},
    }


def test_a_place_leads_back_to_its_line() -> None:
    assert [line_of(place) for place in ("line 3", "line 12, alert 2", "record 4", "")] == [3, 12, 0, 0]


def test_bodies_of_one_kind_have_one_shape() -> None:
    one, other = '{"event": {"id": 1}, "at": 2}', '{"at": 5, "event": {"id": "x"}}'

    assert shape_of(one) == shape_of(other) != shape_of('{"event": 1, "at": 2}')
