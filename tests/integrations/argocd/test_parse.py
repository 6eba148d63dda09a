"""What Argo CD rolled out becomes evidence: started, ended, and how the application fared."""

from pathlib import Path

import pytest

from secondsight.integrations.argocd.parse import ArgoCdApplications
from tests.integrations import reading
from tests.integrations.argocd.sample import APPLICATION
from tests.integrations.reading import at, head_of

READER = ArgoCdApplications()


def with_status(**fields: object) -> dict[str, object]:
    """Return the application with another status."""
    return APPLICATION | {"status": {"sync": {"status": "Synced"}} | fields}


def test_an_application_tells_its_rollouts_and_how_it_fares(tmp_path: Path) -> None:
    found = reading.items(tmp_path, READER, APPLICATION)

    assert [(each.kind, each.occurred_at, each.title) for each in found] == [
        ("deployment", at("2026-10-13T09:00:00Z"), "Deploy checkout 1a2b3c4 to shop"),
        (
            "deployment_status",
            at("2026-10-13T09:00:41Z"),
            "Deployment of checkout 1a2b3c4 to shop: Succeeded",
        ),
        (
            "deployment_status",
            at("2026-10-13T08:00:00Z"),
            "Deployment of checkout 0f0f0f0 to shop: Succeeded",
        ),
        ("deployment", at("2026-10-14T14:02:11Z"), "Deploy checkout 279484c to shop"),
        ("deployment_status", at("2026-10-14T14:02:40Z"), "Deployment of checkout 279484c to shop: Failed"),
        ("cluster_event", at("2026-10-14T14:03:00Z"), "checkout is Degraded"),
        ("cluster_event", at("2026-10-14T14:02:41Z"), "checkout: SyncError"),
    ]
    assert (found[0].author_name, found[0].is_bot) == ("bo@harbour.example", False)
    assert (found[3].author_name, found[3].is_bot) == ("Argo CD", True)
    assert found[4].text.endswith("\none or more objects failed to apply")
    assert (found[1].details["state"], found[4].details["state"]) == ("success", "failure")
    assert found[4].details["service"] == "checkout"


def test_the_latest_rollout_and_its_place_in_the_history_are_one(tmp_path: Path) -> None:
    done = {"phase": "Succeeded", "startedAt": "2026-10-13T09:00:00Z", "finishedAt": "2026-10-13T09:00:41Z"}

    before = {each.key for each in reading.items(tmp_path, READER, with_status(operationState=done))}
    after = {each.key for each in reading.items(tmp_path, READER, APPLICATION)}

    assert len(before) == 2
    assert before < after


@pytest.mark.parametrize(
    "content",
    [
        {"apiVersion": "v1", "items": [APPLICATION], "kind": "List"},
        {"message": "sync failed", "app": APPLICATION},
        {name: value for name, value in APPLICATION.items() if name not in ("kind", "apiVersion")},
    ],
)
def test_applications_come_in_lists_and_notifications(tmp_path: Path, content: object) -> None:
    assert len(reading.items(tmp_path, READER, content)) == 7


def test_what_cannot_be_used_says_why(tmp_path: Path) -> None:
    broken = with_status(
        history=[{"id": 1}, 7], operationState={"startedAt": "noon"}, conditions=[{"type": 3}]
    )

    assert reading.reasons(tmp_path, READER, [broken, with_status(), {"kind": "Application"}]) == [
        "no time",
        "no time",
        "time not understood",
        "no time",
        "an application that was never rolled out",
        "not an Argo CD application",
    ]


@pytest.mark.parametrize(
    "content",
    [
        {"kind": "Application", "apiVersion": "app.k8s.io/v1beta1", "metadata": {"name": "x"}, "spec": {}},
        {"kind": "Deployment", "metadata": {"name": "x"}, "spec": {"replicas": 1}, "status": {}},
    ],
)
def test_other_objects_are_not_claimed(tmp_path: Path, content: object) -> None:
    assert not READER.recognises(head_of(tmp_path, content))
