"""What each tool sends live is the same evidence as in a file of that tool, once."""

import importlib
import json
import pkgutil
from pathlib import Path

import pytest

import tests.integrations
from secondsight.record.actions.hooks import make_hook
from secondsight.record.models import EvidenceItem, HookDelivery
from secondsight.record.tools import senders
from tests.cast import AT
from tests.integrations.alertmanager.sample import alert, ended, notification
from tests.integrations.github.test_parse import deployment
from tests.integrations.pagerduty.sample import event, incident
from tests.record.evidence_files import bring
from tests.record.hook_deliveries import sent

pytestmark = pytest.mark.django_db

TOOLS = [sender.tool.slug for sender in senders() if not sender.tool.needs_mapping]


def bodies_of(tool: str) -> list[object]:
    """What a tool's sample holds, as it would send it: one after the other."""
    if tool == "github":
        return [deployment(id=number) for number in range(3)]
    if tool == "pagerduty":
        return [
            event("incident.triggered", "02:11.204", incident(status="triggered")),
            event("incident.resolved", "41:03.333", incident()),
        ]
    module = importlib.import_module(f"tests.integrations.{tool}.sample")
    if tool == "statuspage":
        answer = module.ANSWER
        return [{"page": answer["page"], "incident": each} for each in answer["incidents"]]
    [sample] = module.SAMPLES.values()
    try:
        told = json.loads(sample)
    except ValueError:
        told = [json.loads(line) for line in sample.splitlines() if line.strip()]
    # Some samples stand in a recorder's wrapping; a tool sends what is inside.
    return [each.get("body", each) for each in (told if isinstance(told, list) else [told])]


def test_the_tools_that_people_have_can_send() -> None:
    folders = {module.name for module in pkgutil.iter_modules(tests.integrations.__path__)}

    assert {
        "alertmanager",
        "datadog",
        "github",
        "gitlab",
        "grafana",
        "opsgenie",
        "pagerduty",
        "sentry",
        "statuspage",
    } <= set(TOOLS)
    assert set(TOOLS) <= folders


@pytest.mark.parametrize("tool", TOOLS)
def test_what_a_tool_sends_is_what_its_file_holds(tool: str, tmp_path: Path) -> None:
    hook, _ = make_hook("Live", tool, by=None, at=AT)
    bodies = bodies_of(tool)
    sent(hook, tmp_path, *bodies, at=AT)
    live = set(EvidenceItem.objects.values_list("key", flat=True))
    file = tmp_path / "sample.json"
    file.write_text("\n".join(json.dumps(body) for body in bodies))

    bring(None, file)

    assert live
    assert not HookDelivery.objects.filter(state="failed").exists()
    assert set(EvidenceItem.objects.values_list("key", flat=True)) == live


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize(
    "body", [{}, [], [1, None], {"alerts": 7}, {"event": {"data": []}}, {"a": {"b": {}}}]
)
def test_what_no_tool_sends_is_left_out_with_its_reason(tool: str, body: object, tmp_path: Path) -> None:
    hook, _ = make_hook("Live", tool, by=None, at=AT)

    [delivery] = sent(hook, tmp_path, body, at=AT)

    assert delivery.state in ("left_out", "failed")
    assert delivery.trouble
    assert not EvidenceItem.objects.exists()


def test_a_notification_of_several_alerts_is_one_delivery_and_several_items(tmp_path: Path) -> None:
    hook, _ = make_hook("Live", "alertmanager", by=None, at=AT)

    [delivery] = sent(hook, tmp_path, notification(alert(), ended()), at=AT)

    assert delivery.state == "done"
    assert EvidenceItem.objects.count() == len(set(EvidenceItem.objects.values_list("key", flat=True))) > 1
    assert EvidenceItem.objects.filter(file=delivery.file, place__startswith=delivery.place).exists()
