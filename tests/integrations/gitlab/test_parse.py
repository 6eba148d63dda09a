"""What GitLab tells of changes becomes the same evidence, by webhook or by its API."""

from pathlib import Path

import pytest

from secondsight.integrations.gitlab.parse import GitLabRecords
from tests.integrations import reading
from tests.integrations.gitlab.sample import (
    DEPLOYMENT,
    EVENTS,
    JOB,
    LISTED_DEPLOYMENT,
    LISTED_PIPELINE,
    LISTED_RELEASE,
    PIPELINE,
    PROJECT,
    PUSH,
    RELEASE,
    SAMPLES,
    USER,
)
from tests.integrations.reading import at, head_of

READER = GitLabRecords()


def test_a_push_says_what_was_pushed_and_by_whom(tmp_path: Path) -> None:
    found = reading.item(tmp_path, READER, PUSH)

    assert found.text == "Push to main in shop/checkout: 3 commits\n- Make the pool smaller\n- and 2 more"
    assert (found.kind, found.channel, found.author_id) == ("push", "shop/checkout", "ida")
    assert found.occurred_at == at("2026-10-14T13:40:00Z")
    assert found.details["author_email"] == "ida@harbour.example"
    assert found.details["ref"] == "refs/heads/main"
    assert found.details["time_of"] == "the last commit"


def test_a_hook_of_the_whole_instance_tells_the_same(tmp_path: Path) -> None:
    system = {name: value for name, value in PUSH.items() if name != "object_kind"}

    assert reading.item(tmp_path, READER, system).key == reading.item(tmp_path, READER, PUSH).key


def test_a_tag_is_pushed_too(tmp_path: Path) -> None:
    tag = PUSH | {"object_kind": "tag_push", "ref": "refs/tags/v4.18"}

    assert reading.item(tmp_path, READER, tag).title == "Pushed tag v4.18 in shop/checkout"


def test_a_deployment_says_what_went_where_and_what_became_of_it(tmp_path: Path) -> None:
    found = reading.item(tmp_path, READER, DEPLOYMENT)

    assert found.title == "Deployment of v4.18 (279484c0) to production in shop/checkout: success"
    assert found.occurred_at == at("2026-10-14T14:02:11Z")
    assert (found.kind, found.details["state"], found.details["environment"]) == (
        "deployment_status",
        "success",
        "production",
    )


def test_a_listed_deployment_is_its_asking_and_its_end(tmp_path: Path) -> None:
    asked, ended = reading.items(tmp_path, READER, [LISTED_DEPLOYMENT])

    assert (asked.kind, asked.occurred_at) == ("deployment", at("2026-10-14T13:58:03.444Z"))
    assert asked.title == "Deploy v4.18 (279484c0) to production in shop/checkout"
    assert (ended.kind, ended.occurred_at) == ("deployment_status", at("2026-10-14T14:02:11.155Z"))


@pytest.mark.parametrize(
    ("event", "listed"),
    [(DEPLOYMENT, LISTED_DEPLOYMENT), (RELEASE, LISTED_RELEASE), (PIPELINE, LISTED_PIPELINE)],
)
def test_a_webhook_and_an_answer_tell_one_thing(tmp_path: Path, event: object, listed: object) -> None:
    told = reading.item(tmp_path, READER, event)

    assert told.key in {each.key for each in reading.items(tmp_path, READER, [listed, listed])}


def test_a_release_happened_when_it_was_released(tmp_path: Path) -> None:
    found = reading.item(tmp_path, READER, RELEASE)

    assert found.text == "Release Autumn (v4.18) published in shop/checkout\nA smaller pool."
    assert (found.kind, found.occurred_at) == ("release", at("2026-10-14T13:55:12Z"))


def test_a_pipeline_that_failed_names_its_jobs(tmp_path: Path) -> None:
    found = reading.item(tmp_path, READER, PIPELINE)

    assert found.title == "Pipeline on main in shop/checkout: failed"
    assert (found.kind, found.details["conclusion"]) == ("workflow_run", "failed")
    assert found.details["failed_jobs"] == ["load-test"]
    assert found.occurred_at == at("2026-10-14T13:46:29Z")


def test_a_pipeline_that_runs_stands_where_its_first_job_started(tmp_path: Path) -> None:
    running = PIPELINE["object_attributes"] | {"status": "running", "finished_at": None}

    assert reading.item(tmp_path, READER, PIPELINE | {"object_attributes": running}).occurred_at == at(
        "2026-10-14T13:42:00Z"
    )


def test_a_job_says_why_it_failed(tmp_path: Path) -> None:
    found = reading.item(tmp_path, READER, JOB)

    assert found.text == 'Job "load-test" on main in shop/checkout: failed\nscript failure'


def test_a_merge_is_a_change(tmp_path: Path) -> None:
    merge = {
        "object_kind": "merge_request",
        "project": PROJECT,
        "user": USER | {"email": "[REDACTED]"},
        "object_attributes": {
            "id": 99,
            "iid": 12,
            "title": "Make the pool smaller",
            "target_branch": "main",
            "action": "merge",
            "updated_at": "2026-10-14 13:41:00 UTC",
        },
    }

    found = reading.item(tmp_path, READER, merge)

    assert found.title == "Merged !12 into main in shop/checkout: Make the pool smaller"
    assert "author_email" not in found.details


def test_events_come_one_a_line(tmp_path: Path) -> None:
    assert len(reading.items(tmp_path, READER, SAMPLES["gitlab"])) == len(EVENTS)


def test_what_cannot_be_used_says_why(tmp_path: Path) -> None:
    broken = [
        PUSH,
        {"object_kind": "note", "project": PROJECT},
        PUSH | {"commits": []},
        JOB | {"build_status": "pending"},
        RELEASE | {"action": "update"},
        DEPLOYMENT | {"status_changed_at": "2026-10-14 16:02:11"},
        DEPLOYMENT | {"deployment_id": None},
        {"id": 1},
        [],
    ]

    assert reading.reasons(tmp_path, READER, broken) == [
        "a GitLab event that is not read",
        "no time",
        "a job that has not started",
        "no time",
        "time not understood",
        "no id",
        "not a GitLab record",
        "not a GitLab record",
    ]


@pytest.mark.parametrize(
    "content",
    [
        {"repository": {"id": 7, "full_name": "shop/checkout"}, "sender": {"login": "ida"}, "ref": "x"},
        [{"tag_name": "v1", "published_at": "2026-10-14T13:55:12Z", "id": 1}],
        [{"id": 1, "status": "done", "created_at": "2026-10-14T13:55:12Z"}],
    ],
)
def test_other_tools_records_are_not_claimed(tmp_path: Path, content: object) -> None:
    assert not READER.recognises(head_of(tmp_path, content))
