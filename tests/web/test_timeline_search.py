"""What a search on the timeline means: the browser's answer and the server's are one table (R3.8)."""

import json
from typing import Any

import pytest

from secondsight.record.models import Event
from secondsight.record.queries.instrument import instrument
from secondsight.record.queries.narrowing import narrow
from secondsight.record.rules.narrowing import parse_narrowing
from tests.cast import after, make_account, make_event, make_incident, make_service, make_team
from tests.web.javascript import ask

CASES = [
    ("", ["alert", "rollback", "page"]),
    ("latency", ["alert"]),
    ("LATENCY alert", ["alert"]),
    ("latency rollback", []),
    ("kind:decision", ["rollback"]),
    ("kind:decision kind:signal", ["alert", "rollback"]),
    ('team:"api platform" roll', ["rollback"]),
    ("person:Ilse", []),
    ('person:"ilse brandvik"', ["rollback"]),
    ("brandvik", ["rollback"]),
    ("person:lantern", ["alert"]),
    ("service:checkout", ["alert"]),
    ("phase:triage standing:reported", ["page"]),
    ("colour:red", []),
    ("kind:", ["alert", "rollback", "page"]),
    ("100%", ["page"]),
    ("a_b", []),
]


@pytest.mark.parametrize(
    "query", [case[0] for case in CASES] + ['x:"y z" "quoted words"', "KIND:Signal  two"]
)
def test_both_read_a_query_alike(query) -> None:
    seen = ask(
        "timeline/search",
        "((p) => ({ words: p.words, fields: Object.fromEntries(p.fields) }))(parse(given[0]))",
        query,
    )
    told = parse_narrowing(query)

    assert seen == {
        "words": list(told.words),
        "fields": {name: list(values) for name, values in told.fields.items()},
    }


@pytest.mark.django_db
@pytest.mark.parametrize(("query", "expected"), CASES, ids=[case[0] or "nothing" for case in CASES])
def test_both_find_the_same_events(query, expected) -> None:
    incident, viewer = worked()

    rows = narrow(Event.objects.filter(incident=incident), query).order_by("occurred_at")
    values = json.loads(json.dumps(instrument(viewer, incident, zone="UTC")))
    seen = ask(
        "timeline/search", "found({ count: given[0].events.id.length, ...given[0] }, given[1])", values, query
    )

    names = {"Alert: latency of orders": "alert", "Roll back 4.18": "rollback", "100% of pages fail": "page"}
    assert [names[event.what] for event in rows] == expected
    assert [names[values["events"]["what"][place]] for place in seen] == expected


@pytest.mark.parametrize(
    ("query", "values", "expected"),
    [
        ("", ["decision"], "kind:decision"),
        ("pool kind:signal", ["decision", "action"], "kind:decision kind:action pool"),
        ('kind:"x y" pool', [], "pool"),
    ],
)
def test_a_field_is_put_in_the_place_of_what_it_was(query, values, expected) -> None:
    assert ask("timeline/search", "withField(given[0], 'kind', given[1])", query, values) == expected


def worked() -> tuple[Any, Any]:
    incident, ilse = make_incident(), make_account()
    make_event(
        incident,
        what="Alert: latency of orders",
        kind="signal",
        actor="Lantern",
        occurred_at=after(1),
        service=make_service(),
    )
    make_event(
        incident, what="Roll back 4.18", kind="decision", account=ilse, team=make_team(), occurred_at=after(2)
    )
    make_event(incident, what="100% of pages fail", kind="observation", phase="triage", occurred_at=after(3))
    return incident, ilse
