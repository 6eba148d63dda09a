"""Each GitHub event that is evidence, as an item: when it happened, who did it, what it says."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from secondsight.record.rules.evidence import Item

Payload = Mapping[str, object]
_SUBJECTS = ("repository", "organization", "sender", "installation", "enterprise")
_SHORT = 7
_COMMITS_SHOWN = 20


class Unusable(ValueError):
    """A payload of an event that is read, from which no item can be made."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


def event_of(payload: Payload) -> str:
    """Return the name of a payload's event, told by its shape; for events that are not read, a guess."""
    if "deployment_status" in payload:
        return "deployment_status"
    if "deployment" in payload:
        return "deployment"
    if {"ref", "before", "after"} <= payload.keys():
        return "push"
    for event in ("release", "workflow_run"):
        if isinstance(payload.get(event), dict):
            return event
    if "zen" in payload:
        return "ping"
    named = [key for key, value in payload.items() if isinstance(value, dict) and key not in _SUBJECTS]
    return named[0] if named else str(payload.get("action") or "without a subject")


def deployment(payload: Payload, place: str, raw: str) -> Item:
    """Return a deployment that somebody or something asked for."""
    subject = _part(payload, "deployment")
    where = _text(subject, "environment") or "an environment without a name"
    return _item(
        payload,
        place,
        raw,
        kind="deployment",
        key=f"deployment:{_id(subject)}",
        occurred_at=_instant(subject, "created_at"),
        title=f"Deploy {_what(subject)} to {where} in {_repository(payload)}",
        body=_text(subject, "description"),
        actor=_part(subject, "creator") or _part(payload, "sender"),
        url=_text(_part(payload, "workflow_run"), "html_url") or _commit_page(payload, subject),
        details=_kept(subject, "environment", "ref", "sha", "task", "production_environment"),
    )


def deployment_status(payload: Payload, place: str, raw: str) -> Item:
    """Return what became of a deployment: queued, in_progress, success, failure, error, inactive."""
    subject, parent = _part(payload, "deployment_status"), _part(payload, "deployment")
    where = _text(subject, "environment") or _text(parent, "environment") or "an environment without a name"
    state = _text(subject, "state") or "unknown"
    return _item(
        payload,
        place,
        raw,
        kind="deployment_status",
        key=f"deployment_status:{_id(subject)}",
        occurred_at=_instant(subject, "created_at", "updated_at"),
        title=f"Deployment of {_what(parent)} to {where} in {_repository(payload)}: "
        + state.replace("_", " "),
        body=_text(subject, "description"),
        actor=_part(subject, "creator") or _part(payload, "sender"),
        url=next(filter(None, (_text(subject, n) for n in ("log_url", "target_url", "environment_url"))), ""),
        details={
            **_kept(parent, "environment", "ref", "sha", "task"),
            **_kept(subject, "environment", "state"),
            "deployment": parent.get("id"),
        },
    )


def release(payload: Payload, place: str, raw: str) -> Item:
    """Return a release that was made, published, edited or taken back.

    `created_at` of a release is its commit's time, so it comes last; an edit needs a time of its own.
    """
    subject, action = _part(payload, "release"), _text(payload, "action") or "published"
    is_first = action in ("created", "published", "released", "prereleased")
    times = ("published_at", "updated_at", "created_at") if is_first else ("updated_at",)
    occurred_at = _instant(subject, *times)
    tag, name = _text(subject, "tag_name"), _text(subject, "name")
    label = f"{name} ({tag})" if name and tag not in name else name or tag
    return _item(
        payload,
        place,
        raw,
        kind="release",
        key=f"release:{_id(subject)}:{action}",
        occurred_at=occurred_at,
        title=f"Release {label} {action} in {_repository(payload)}",
        body=_text(subject, "body"),
        actor=_part(payload, "sender") or _part(subject, "author"),
        url=_text(subject, "html_url"),
        details={
            **_kept(subject, "tag_name", "target_commitish", "draft", "prerelease"),
            "action": action,
        },
    )


def push(payload: Payload, place: str, raw: str) -> Item:
    """Return a push, once, with its commits in `details["commits"]`.

    Its time is the repository's `pushed_at`; only without one the last commit's, which may be older.
    """
    repository, head = _part(payload, "repository"), _part(payload, "head_commit")
    at = _epoch(repository.get("pushed_at")) or _instant(repository, "pushed_at", else_from=head)
    ref = _text(payload, "ref")
    commits = [c for c in _list(payload, "commits") if isinstance(c, dict)]
    first_lines = [_text(c, "message").partition("\n")[0] for c in commits]
    shown = [f"- {line}" for line in first_lines[:_COMMITS_SHOWN] if line]
    if len(commits) > _COMMITS_SHOWN:
        shown.append(f"- and {len(commits) - _COMMITS_SHOWN} more")
    pusher = _part(payload, "pusher")
    return _item(
        payload,
        place,
        raw,
        kind="push",
        key=f"push:{_id(repository)}:{ref}:{_text(payload, 'before')}:{_text(payload, 'after')}",
        occurred_at=at,
        title=_push_title(payload, ref, len(commits)),
        body="\n".join(shown),
        actor=_part(payload, "sender") or {"login": _text(pusher, "name")},
        url=_text(payload, "compare"),
        details={
            **_kept(payload, "ref", "before", "after", "forced", "created", "deleted"),
            "commits": [
                {
                    "sha": _text(commit, "id"),
                    "message": line,
                    "author": _text(_part(commit, "author"), "username", "name"),
                    "at": _text(commit, "timestamp"),
                    "url": _text(commit, "url"),
                }
                for commit, line in zip(commits, first_lines, strict=True)
            ],
        },
    )


def workflow_run(payload: Payload, place: str, raw: str) -> Item:
    """Return a step in the life of a workflow run: requested, in_progress, completed."""
    subject, action = _part(payload, "workflow_run"), _text(payload, "action") or "requested"
    times = ("run_started_at", "created_at") if action == "requested" else ("updated_at", "run_started_at")
    name = _text(subject, "name") or _text(_part(payload, "workflow"), "name") or _text(subject, "path")
    attempt = subject.get("run_attempt") or 1
    outcome = _text(subject, "conclusion") if action == "completed" else ""
    branch = _text(subject, "head_branch")
    return _item(
        payload,
        place,
        raw,
        kind="workflow_run",
        key=f"workflow_run:{_id(subject)}:{attempt}:{action}",
        occurred_at=_instant(subject, *times),
        title=f'Workflow "{name}"{" on " + branch if branch else ""} in {_repository(payload)}: '
        + (outcome or action).replace("_", " "),
        body=_text(subject, "display_title"),
        actor=_part(subject, "triggering_actor") or _part(subject, "actor") or _part(payload, "sender"),
        url=_text(subject, "html_url"),
        details={
            **_kept(subject, "status", "conclusion", "event", "head_branch", "head_sha", "run_number"),
            "action": action,
            "run_attempt": attempt,
        },
    )


EVENTS: Mapping[str, Callable[[Payload, str, str], Item]] = {
    "deployment": deployment,
    "deployment_status": deployment_status,
    "release": release,
    "push": push,
    "workflow_run": workflow_run,
}


def _item(
    payload: Payload,
    place: str,
    raw: str,
    *,
    kind: str,
    key: str,
    occurred_at: datetime,
    title: str,
    body: str,
    actor: Payload,
    url: str,
    details: Mapping[str, object],
) -> Item:
    login = _text(actor, "login")
    return Item(
        key=f"github:{key}:{occurred_at:%Y%m%dT%H%M%SZ}",
        kind=kind,
        occurred_at=occurred_at,
        text=f"{title}\n{body}" if body else title,
        place=place,
        raw=raw,
        channel=_repository(payload),
        author_id=login,
        author_name=login,
        is_bot=_text(actor, "type") == "Bot" or login.endswith("[bot]"),
        url=url,
        title=title,
        details={name: value for name, value in details.items() if value not in (None, "")},
    )


def _push_title(payload: Payload, ref: str, count: int) -> str:
    kind, _, short = ref.removeprefix("refs/").partition("/")
    name = f"tag {short}" if kind == "tags" else short or ref
    where = f"{name} in {_repository(payload)}"
    if payload.get("deleted") is True:
        return f"Deleted {where}"
    if kind == "tags":
        return f"Pushed {where}"
    how = "Forced push" if payload.get("forced") is True else "Push"
    return f"{how} to {where}: {count} commit{'' if count == 1 else 's'}"


def _what(subject: Payload) -> str:
    ref, sha = _text(subject, "ref"), _text(subject, "sha")
    if not ref or sha.startswith(ref):
        return sha[:_SHORT] or "something"
    return f"{ref} ({sha[:_SHORT]})" if sha else ref


def _commit_page(payload: Payload, subject: Payload) -> str:
    home, sha = _text(_part(payload, "repository"), "html_url"), _text(subject, "sha")
    return f"{home}/commit/{sha}" if home and sha else ""


def _repository(payload: Payload) -> str:
    return _text(_part(payload, "repository"), "full_name", "name") or "a repository without a name"


def _part(payload: Payload, name: str) -> Payload:
    value = payload.get(name)
    return value if isinstance(value, dict) else {}


def _list(payload: Payload, name: str) -> list[object]:
    value = payload.get(name)
    return value if isinstance(value, list) else []


def _text(payload: Payload, *names: str) -> str:
    return next(
        (value for name in names if isinstance(value := payload.get(name), str) and value), ""
    ).strip()


def _kept(payload: Payload, *names: str) -> dict[str, object]:
    return {name: payload.get(name) for name in names if isinstance(payload.get(name), str | int)}


def _id(subject: Payload) -> object:
    value = subject.get("id")
    if not isinstance(value, int | str) or value == "":
        raise Unusable("no id", "expected the subject's id")
    return value


def _instant(subject: Payload, *names: str, else_from: Payload | None = None) -> datetime:
    """Return the first of the times that is there; those of GitHub are ISO 8601 with a zone."""
    found = [_text(subject, name) for name in names]
    if else_from is not None:
        found.append(_text(else_from, "timestamp"))
    for text in filter(None, found):
        try:
            at = datetime.fromisoformat(text)
        except ValueError:
            raise Unusable("time not understood", f"{text[:80]!r}; expected ISO 8601")
        if at.tzinfo is None:
            raise Unusable("time not understood", f"{text[:80]!r} has no zone")
        return at.astimezone(UTC)
    raise Unusable("no time", f"expected {' or '.join(names)}")


def _epoch(value: object) -> datetime | None:
    try:
        return datetime.fromtimestamp(value, UTC) if type(value) is int else None
    except (OverflowError, ValueError, OSError):
        return None
