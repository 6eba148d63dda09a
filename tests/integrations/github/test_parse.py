"""GitHub webhook payloads become evidence, whatever they are wrapped in."""

import json
from pathlib import Path

import pytest

from secondsight.integrations.github.parse import GitHubPayloads
from secondsight.record import readers
from secondsight.record.rules.evidence import Item, LeftOut, ReadOptions, UnreadableFile

SENDER = {"login": "ida", "type": "User"}
REPOSITORY = {
    "id": 7,
    "full_name": "shop/checkout",
    "html_url": "https://github.example/shop/checkout",
    "pushed_at": 1791986531,
}
SHA = "f95f852bd8fca8fcc58a9a2d6c842781e32a215e"


def payload(**fields: object) -> dict[str, object]:
    """Return a payload's frame around an event's own fields."""
    return {"repository": REPOSITORY, "sender": SENDER} | fields


def deployment(**fields: object) -> dict[str, object]:
    """Return a deployment's payload."""
    subject = {
        "id": 11,
        "ref": "v4.18",
        "sha": SHA,
        "environment": "production",
        "description": "scheduled",
        "created_at": "2026-10-14T15:58:03+02:00",
        "creator": SENDER,
    }
    return payload(action="created", deployment=subject | fields)


def read(path: Path, content: object) -> list[Item | LeftOut]:
    """Return what a file with this content holds."""
    target = path / "a"
    target.write_text(content if isinstance(content, str) else json.dumps(content))
    head = readers.inspect(target, "hooks.json")
    assert GitHubPayloads().recognises(head)
    return list(readers.read(GitHubPayloads(), head, ReadOptions()))


def item(path: Path, content: object) -> Item:
    """Return the item of one payload."""
    [found] = read(path, content)
    assert isinstance(found, Item), found
    return found


def test_a_deployment_says_what_went_where_when_and_by_whom(tmp_path: Path) -> None:
    found = item(tmp_path, deployment())

    assert found.title == "Deploy v4.18 (f95f852) to production in shop/checkout"
    assert found.text == f"{found.title}\nscheduled"
    assert found.occurred_at.isoformat() == "2026-10-14T13:58:03+00:00"
    assert (found.kind, found.channel, found.author_id, found.is_bot) == (
        "deployment",
        "shop/checkout",
        "ida",
        False,
    )
    assert found.url == f"https://github.example/shop/checkout/commit/{SHA}"
    assert found.details["environment"] == "production"


def test_a_deployment_status_says_what_became_of_it(tmp_path: Path) -> None:
    status = {
        "id": 12,
        "state": "in_progress",
        "created_at": "2026-10-14T13:59:00Z",
        "log_url": "https://ci.example/1",
    }
    bot = {"login": "deploys[bot]", "type": "Bot"}

    found = item(tmp_path, deployment() | {"deployment_status": status | {"creator": bot}})

    assert found.title == "Deployment of v4.18 (f95f852) to production in shop/checkout: in progress"
    assert (found.kind, found.url, found.is_bot) == ("deployment_status", "https://ci.example/1", True)
    assert (found.details["state"], found.details["deployment"]) == ("in_progress", 11)


def test_a_push_is_one_item_with_its_commits(tmp_path: Path) -> None:
    commits = [
        {
            "id": SHA,
            "message": f"Change {n}\n\nbody",
            "author": {"username": "bo"},
            "timestamp": "2026-10-14T13:00:00Z",
        }
        for n in range(3)
    ]

    found = item(tmp_path, payload(ref="refs/heads/main", before="a" * 40, after=SHA, commits=commits))

    assert found.title == "Push to main in shop/checkout: 3 commits"
    assert found.text.splitlines()[1:] == ["- Change 0", "- Change 1", "- Change 2"]
    assert [each["author"] for each in found.details["commits"]] == ["bo", "bo", "bo"]
    assert found.occurred_at.isoformat() == "2026-10-14T14:02:11+00:00"


def test_a_push_without_its_own_time_has_its_last_commits(tmp_path: Path) -> None:
    frame = payload(ref="refs/heads/main", before="a" * 40, after=SHA, commits=[])
    repository = {name: value for name, value in REPOSITORY.items() if name != "pushed_at"}

    found = item(
        tmp_path, frame | {"repository": repository, "head_commit": {"timestamp": "2026-10-14T13:00:00Z"}}
    )

    assert found.occurred_at.isoformat() == "2026-10-14T13:00:00+00:00"


def test_a_release_happened_when_it_was_published(tmp_path: Path) -> None:
    release = {
        "id": 13,
        "tag_name": "v4.18",
        "name": "October",
        "body": "Pool size is now a setting",
        "created_at": "2026-10-01T00:00:00Z",
        "published_at": "2026-10-14T13:50:00Z",
    }

    published = item(tmp_path, payload(action="published", release=release))
    [edited] = read(tmp_path, payload(action="edited", release=release))

    assert published.title == "Release October (v4.18) published in shop/checkout"
    assert published.occurred_at.hour == 13
    assert isinstance(edited, LeftOut)
    assert edited.reason == "no time"


def test_a_workflow_run_is_told_step_by_step(tmp_path: Path) -> None:
    run = {
        "id": 14,
        "name": "CI",
        "head_branch": "main",
        "run_attempt": 2,
        "conclusion": "timed_out",
        "run_started_at": "2026-10-14T13:00:00Z",
        "updated_at": "2026-10-14T13:20:00Z",
    }

    asked, done = read(
        tmp_path,
        [payload(action="requested", workflow_run=run), payload(action="completed", workflow_run=run)],
    )

    assert isinstance(asked, Item)
    assert isinstance(done, Item)
    assert asked.title == 'Workflow "CI" on main in shop/checkout: requested'
    assert done.title == 'Workflow "CI" on main in shop/checkout: timed out'
    assert (asked.occurred_at.minute, done.occurred_at.minute) == (0, 20)
    assert asked.key != done.key


@pytest.mark.parametrize(
    "wrap",
    [
        lambda p: p,
        lambda p: [p],
        lambda p: {"event": "deployment", "payload": p},
        lambda p: {"guid": "1", "event": "deployment", "request": {"headers": {}, "payload": p}},
        lambda p: {"headers": {"X-GitHub-Event": "deployment"}, "body": p},
        lambda p: "\n".join([json.dumps(p)]),
        lambda p: json.dumps(p, indent=2),
    ],
)
def test_a_redelivery_has_the_same_key_however_it_is_wrapped(tmp_path: Path, wrap: object) -> None:
    assert item(tmp_path, wrap(deployment())).key == "github:deployment:11:20261014T135803Z"  # type: ignore[operator]


def test_other_events_are_left_out_by_name_and_the_rest_is_read(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        [
            payload(action="opened", issue={"id": 1}),
            payload(zen="Keep it small.", hook={}),
            {"event": "star", "payload": payload(action="created")},
            deployment(),
            {"unrelated": 1},
            deployment(id=None),
            deployment(created_at="yesterday"),
        ],
    )

    left_out = [(each.place, each.reason, each.detail) for each in found if isinstance(each, LeftOut)]
    assert left_out[:3] == [
        ("record 1", "a GitHub event that is not read", "issue"),
        ("record 2", "a GitHub event that is not read", "ping"),
        ("record 3", "a GitHub event that is not read", "star"),
    ]
    assert [reason for _, reason, _ in left_out[3:]] == [
        "not a GitHub payload",
        "no id",
        "time not understood",
    ]
    assert len(found) == 7


def test_a_broken_line_is_left_out_with_its_number(tmp_path: Path) -> None:
    _, broken = read(tmp_path, json.dumps(deployment()) + '\n{"action": "crea')

    assert isinstance(broken, LeftOut)
    assert (broken.place, broken.reason) == ("line 2", "not JSON")


def test_a_list_that_breaks_off_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="breaks off"):
        read(tmp_path, json.dumps([deployment(), deployment()])[:-20])


def test_every_real_payload_is_read(shared_data: Path) -> None:
    samples = sorted((shared_data / "evidence" / "github").glob("*.json"))
    assert samples

    for sample in samples:
        head = readers.inspect(sample, sample.name)
        assert GitHubPayloads().recognises(head)
        [found] = readers.read(GitHubPayloads(), head, ReadOptions())
        assert isinstance(found, Item), sample.name
        assert found.kind == sample.name.partition(".")[0]
        assert found.title
