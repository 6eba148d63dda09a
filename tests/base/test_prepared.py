"""Statements that are built once give the rows that their querysets give, whatever they are asked with."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db.models import Exists, OuterRef, Q, QuerySet

from secondsight.base.prepared import Prepared
from secondsight.organisation.models import Account
from secondsight.organisation.queries.prepared import Seen
from secondsight.record.models import Incident
from tests.cast import make_account, make_incident

pytestmark = pytest.mark.django_db

LONG_AGO, LATER = datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)


def of(opener: str, since: datetime) -> QuerySet[Incident]:
    mine = Incident.objects.filter(pk=OuterRef("pk"), opened_by=opener)
    return (
        Incident.objects.filter(Q(recorded_at__gte=since), Exists(mine), title__in=("Quagga", "Okapi"))
        .annotate(is_mine=Exists(mine))
        .order_by("title")
    )


def test_the_same_statement_answers_for_each_value() -> None:
    bo, cy = make_account("Bo"), make_account("Cy")
    for by, title in ((bo, "Quagga"), (bo, "Okapi"), (cy, "Quagga"), (bo, "Tapir")):
        make_incident(by, title=title)
    statement = Prepared(of)

    for opener, since in ((bo, LONG_AGO), (cy, LONG_AGO), (bo, LATER), (make_account("Di"), LONG_AGO)):
        rows = statement.rows(opener=opener.pk, since=since)

        assert rows == list(of(opener.pk, since))
        assert all(row.is_mine for row in rows)
    assert [row.title for row in statement.rows(opener=bo.pk, since=LONG_AGO)] == ["Okapi", "Quagga"]


def test_what_a_value_says_is_never_read_as_sql() -> None:
    make_incident(make_account("Bo"), title="Quagga")
    statement = Prepared(of)

    for words in ("' OR '1'='1", "stand-in 0", "%s", "'; DROP TABLE record_incident; --"):
        assert statement.rows(opener=words, since=LONG_AGO) == []


def test_days_are_left_open_as_instants_are() -> None:
    incident = make_incident(make_account("Bo"))
    statement = Prepared(lambda day: Incident.objects.filter(recorded_at__date__lte=day))

    assert statement.rows(day=date(2000, 1, 1)) == []
    assert statement.rows(day=date(2050, 1, 1)) == [incident]


def test_a_value_that_the_query_does_not_hold_is_refused() -> None:
    statement = Prepared(lambda name, other: Incident.objects.filter(title=name))

    with pytest.raises(ValueError, match="does not hold: other"):
        statement.rows(name="x", other="y")


def test_each_viewer_sees_what_is_theirs_and_nobody_else_anything() -> None:
    bo, cy, gone = make_account("Bo"), make_account("Cy"), make_account("Di")
    Account.objects.filter(pk=gone.pk).update(is_active=False)
    gone.refresh_from_db()
    open_one, closed_one = make_incident(bo), make_incident(bo, title="Hush", is_restricted=True)
    seen = Seen(lambda viewer: Incident.objects.visible_to(viewer).order_by("title"))
    stranger: Any = type("Stranger", (), {"is_authenticated": False, "pk": None})()

    assert {row.pk for row in seen.rows(bo)} == {open_one.pk, closed_one.pk}
    assert {row.pk for row in seen.rows(cy)} == {open_one.pk}
    assert seen.rows(gone) == seen.rows(stranger) == seen.rows(None) == []
