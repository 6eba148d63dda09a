"""The real Alertmanager fires and resolves: an incident is opened by rule, with both in it, once."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.live_server import Running, serving
from tests.servers import start_postgresql
from tests.web.alertmanager import alertmanager
from tests.web.hook_server import hooks_of, in_python, make_hook, until

pytestmark = pytest.mark.server

LABELS = {"alertname": "PoolIsDry", "severity": "critical", "service": "checkout"}
QUIET = {"alertname": "DiskIsHalfFull", "severity": "info", "service": "checkout"}
LOOK = """
import json
from secondsight.record.models import EvidenceItem, HookDelivery, Incident, MergedItem
print(json.dumps({
    "incidents": [
        {
            "title": i.title,
            "severity": i.severity.slug,
            "milestones": {m.kind: m.at.isoformat() for m in i.milestones.all()},
            "because": i.hook_opening.because,
            "items": [
                [link.item.details["name"], link.item.details["state"]]
                for link in i.incident_items.order_by("occurred_at", "item_id")
            ],
        }
        for i in Incident.objects.all()
    ],
    "items": EvidenceItem.objects.count(),
    "states": sorted(HookDelivery.objects.order_by().values_list("state", flat=True).distinct()),
}))
"""


def looked(server: Running) -> dict[str, Any]:
    return json.loads(in_python(server, LOOK))


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_what_alertmanager_tells_opens_an_incident_and_feeds_it_to_its_end(
    tmp_path: Path, database: str
) -> None:
    settings = {"SECONDSIGHT_DATABASE_URL": start_postgresql()} if database == "postgresql" else {}
    with serving(tmp_path / "server", **settings) as server:
        address = make_hook(
            server,
            *("--tool", "alertmanager", "--name", "Prometheus"),
            *("--opens", "sev-2", "--alert-severity", "critical"),
        )
        since = datetime.now(UTC) - timedelta(seconds=20)
        with alertmanager(tmp_path / "alertmanager", address) as prometheus:
            prometheus.tell(QUIET, since, summary="The disk is half full")
            prometheus.tell(LABELS, since, summary="The connection pool is dry")
            until(lambda: looked(server)["incidents"])
            prometheus.tell(LABELS, since, datetime.now(UTC), summary="The connection pool is dry")
            until(lambda: ["PoolIsDry", "resolved"] in looked(server)["incidents"][0]["items"])
        until(lambda: not hooks_of(server)[0]["waiting"])
        seen = looked(server)

    [incident] = seen["incidents"]
    assert incident["title"] == "checkout: PoolIsDry"
    assert incident["severity"] == "sev-2"
    assert list(incident["milestones"]) == ["first_signal"]
    assert datetime.fromisoformat(incident["milestones"]["first_signal"]) - since < timedelta(milliseconds=2)
    assert "“PoolIsDry” (critical) of checkout fired" in incident["because"]
    # The quiet one did not open it, and feeds it if it came after: it is of the same service.
    assert [item for item in incident["items"] if item[0] == "PoolIsDry"] == [
        ["PoolIsDry", "firing"],
        ["PoolIsDry", "resolved"],
    ]
    assert seen["items"] == 3
    assert seen["states"] == ["done"]
