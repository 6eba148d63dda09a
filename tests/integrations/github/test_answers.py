"""What GitHub's API lists merges with what its webhooks told."""

import json
from pathlib import Path

import pytest

from secondsight.integrations.github.parse import GitHubPayloads
from tests.integrations import reading
from tests.integrations.github.test_parse import SENDER, SHA, deployment, payload
from tests.integrations.reading import at, head_of

READER = GitHubPayloads()
API = "https://api.github.example/repos/shop/checkout"
DEPLOYMENT = {
    **deployment()["deployment"],  # type: ignore[dict-item]
    "url": f"{API}/deployments/11",
    "repository_url": API,
    "statuses_url": f"{API}/deployments/11/statuses",
}
STATUS = {
    "url": f"{API}/deployments/11/statuses/12",
    "id": 12,
    "state": "success",
    "creator": SENDER,
    "environment": "production",
    "created_at": "2026-10-14T14:02:11Z",
    "deployment_url": f"{API}/deployments/11",
    "repository_url": API,
}
RELEASE = {
    "url": f"{API}/releases/13",
    "html_url": "https://github.example/shop/checkout/releases/tag/v4.18",
    "id": 13,
    "tag_name": "v4.18",
    "name": "October",
    "draft": False,
    "author": SENDER,
    "created_at": "2026-10-01T00:00:00Z",
    "published_at": "2026-10-14T13:50:00Z",
}
RUN = {
    "url": f"{API}/actions/runs/14",
    "id": 14,
    "name": "CI",
    "run_number": 7,
    "workflow_id": 3,
    "head_sha": SHA,
    "head_branch": "main",
    "status": "completed",
    "conclusion": "failure",
    "run_started_at": "2026-10-14T13:00:00Z",
    "updated_at": "2026-10-14T13:20:00Z",
    "repository": {"id": 7, "full_name": "shop/checkout"},
}


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ([DEPLOYMENT], deployment()),
        ([STATUS], deployment() | {"deployment_status": STATUS}),
        ([RELEASE], payload(action="published", release=RELEASE)),
        ({"total_count": 1, "workflow_runs": [RUN]}, payload(action="completed", workflow_run=RUN)),
        ({"total_count": 1, "workflow_runs": [RUN]}, payload(action="requested", workflow_run=RUN)),
    ],
)
def test_a_record_of_the_api_and_a_webhook_are_one(tmp_path: Path, answer: object, told: object) -> None:
    known = {each.key: each.title for each in reading.items(tmp_path, READER, answer)}

    assert reading.item(tmp_path, READER, told).key in known


def test_a_listed_deployment_says_what_went_where(tmp_path: Path) -> None:
    found = reading.item(tmp_path, READER, [DEPLOYMENT])

    assert found.title == "Deploy v4.18 (f95f852) to production in shop/checkout"
    assert found.url == f"https://github.example/shop/checkout/commit/{SHA}"
    assert found.occurred_at == at("2026-10-14T13:58:03Z")


def test_a_listed_run_is_its_start_and_its_end(tmp_path: Path) -> None:
    asked, done = reading.items(tmp_path, READER, {"total_count": 1, "workflow_runs": [RUN]})

    assert (asked.title, done.title) == (
        'Workflow "CI" on main in shop/checkout: requested',
        'Workflow "CI" on main in shop/checkout: failure',
    )


def test_a_draft_is_left_out(tmp_path: Path) -> None:
    assert reading.reasons(tmp_path, READER, [RELEASE | {"published_at": None}]) == [
        "a release that is not published"
    ]


def test_runs_are_streamed_however_many_there_are(tmp_path: Path) -> None:
    runs = [RUN | {"id": number, "padding": "x" * 900} for number in range(300)]

    assert len(reading.items(tmp_path, READER, {"total_count": 300, "workflow_runs": runs})) == 600


@pytest.mark.parametrize(
    "content",
    [
        [{"url": "https://x.example/1", "tag_name": "v1", "published_at": "x", "html_url": "y"}],
        [{"url": f"{API}/issues/1", "id": 1, "state": "open", "created_at": "2026-10-14T13:50:00Z"}],
        {"workflow_runs": [7]},
    ],
)
def test_other_lists_are_not_claimed(tmp_path: Path, content: object) -> None:
    assert not READER.recognises(head_of(tmp_path, content))


def test_wrong_types_do_no_harm(tmp_path: Path) -> None:
    odd = DEPLOYMENT | {"repository_url": "http://[", "creator": [], "environment": 7}

    assert "an environment without a name" in reading.item(tmp_path, READER, json.dumps(odd)).title
