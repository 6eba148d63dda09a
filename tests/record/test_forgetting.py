"""What hooks took in is not listed for ever; what became of it is kept."""

from datetime import timedelta
from pathlib import Path

import pytest

from secondsight.record.actions.forgetting import forget_deliveries
from secondsight.record.models import EvidenceItem, HookDelivery
from tests.cast import AT, after
from tests.record.hook_deliveries import alarm, make_json_hook, sent

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(days=91)


def test_a_delivery_read_long_ago_goes_and_its_evidence_stays(tmp_path: Path) -> None:
    hook = make_json_hook()
    sent(hook, tmp_path, alarm("p99 is up", after(1)), at=AT)

    assert forget_deliveries(LATER) == 1

    assert not HookDelivery.objects.exists()
    assert EvidenceItem.objects.count() == 1


def test_a_fresh_one_and_one_that_could_not_be_read_stay(tmp_path: Path) -> None:
    hook = make_json_hook()
    sent(hook, tmp_path, "{ this is no JSON", at=AT)
    sent(hook, tmp_path, alarm("p99 is up", after(1)), at=LATER - timedelta(days=89))

    assert forget_deliveries(LATER) == 0

    assert sorted(HookDelivery.objects.values_list("state", flat=True)) == ["done", "failed"]


def test_what_is_sent_again_after_its_delivery_went_brings_nothing_twice(tmp_path: Path) -> None:
    hook = make_json_hook()
    sent(hook, tmp_path, alarm("p99 is up", after(1)), at=AT)
    forget_deliveries(LATER)

    sent(hook, tmp_path, alarm("p99 is up", after(1)), at=LATER)

    assert EvidenceItem.objects.count() == 1
