"""Paging by cursor."""

from datetime import UTC, datetime, timedelta

import pytest

from secondsight.base.errors import InvalidInput
from secondsight.base.models import Mail
from secondsight.base.paging import page

ORDER = ("-recorded_at", "-id")
START = datetime(2026, 3, 11, tzinfo=UTC)


def make_mails(count: int) -> list[Mail]:
    # Pairs share an instant, so that the second column decides.
    return Mail.objects.bulk_create(
        Mail(to="a@b.example", subject=str(n), recorded_at=START + timedelta(minutes=n // 2))
        for n in range(count)
    )


@pytest.mark.django_db
@pytest.mark.parametrize("count", [0, 1, 9, 10, 11, 20, 25])
def test_walking_forward_and_back_meets_every_row_once(count):
    make_mails(count)
    expected = list(Mail.objects.order_by(*ORDER))

    forward, cursors, cursor = [], [], ""
    while True:
        found = page(Mail.objects.all(), order=ORDER, size=10, cursor=cursor)
        forward += found.rows
        cursors.append(found)
        if not found.next:
            break
        cursor = found.next
    assert forward == expected
    assert cursors[0].previous == ""

    last = cursors[-1]
    backward = list(last.rows)
    while last.previous:
        last = page(Mail.objects.all(), order=ORDER, size=10, cursor=last.previous)
        backward = last.rows + backward
    assert backward == expected


@pytest.mark.django_db
@pytest.mark.parametrize("cursor", ["x", "AAAA", "W10", "bnVsbA", "WzEsMl0", "W3RydWUsImEiLCJiIl0", "é"])
def test_a_foreign_cursor_is_refused_by_name(cursor):
    with pytest.raises(InvalidInput) as caught:
        page(Mail.objects.all(), order=ORDER, size=10, cursor=cursor)
    assert caught.value.field == "cursor"
