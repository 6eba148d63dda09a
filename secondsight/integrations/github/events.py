"""Each GitHub event that is evidence, as an item: when it happened, who did it, what it says."""

from collections.abc import Callable, Mapping
from datetime import datetime

from secondsight.record.rules.evidence import Item
from secondsight.record.rules.payload import Payload, filled, identity, instant, kept, part, parts, text

_SUBJECTS = ("repository", "organization", "sender", "installation", "enterprise")
_SHORT = 7
_COMMITS_SHOWN = 20


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
    subject = part(payload, "deployment")
    where = text(subject, "environment") or "an environment without a name"
    return _item(
        payload,
        place,
        raw,
        kind="deployment",
        key=f"deployment:{identity(subject)}",
        occurred_at=instant(subject, "created_at"),
        title=f"Deploy {_what(subject)} to {where} in {_repository(payload)}",
        body=text(subject, "description"),
        actor=part(subject, "creator") or part(payload, "sender"),
        url=text(part(payload, "workflow_run"), "html_url") or _commit_page(payload, subject),
        details=kept(subject, "environment", "ref", "sha", "task", "production_environment"),
    )


def deployment_status(payload: Payload, place: str, raw: str) -> Item:
    """Return what became of a deployment: queued, in_progress, success, failure, error, inactive."""
    subject, parent = part(payload, "deployment_status"), part(payload, "deployment")
    where = text(subject, "environment") or text(parent, "environment") or "an environment without a name"
    state = text(subject, "state") or "unknown"
    return _item(
        payload,
        place,
        raw,
        kind="deployment_status",
        key=f"deployment_status:{identity(subject)}",
        occurred_at=instant(subject, "created_at", "updated_at"),
        title=f"Deployment of {_what(parent)} to {where} in {_repository(payload)}: "
        + state.replace("_", " "),
        body=text(subject, "description"),
        actor=part(subject, "creator") or part(payload, "sender"),
        url=next(filter(None, (text(subject, n) for n in ("log_url", "target_url", "environment_url"))), ""),
        details={
            **kept(parent, "environment", "ref", "sha", "task"),
            **kept(subject, "environment", "state"),
            "deployment": parent.get("id"),
        },
    )


def release(payload: Payload, place: str, raw: str) -> Item:
    """Return a release that was made, published, edited or taken back.

    `created_at` of a release is its commit's time, so it comes last; an edit needs a time of its own.
    """
    subject, action = part(payload, "release"), text(payload, "action") or "published"
    is_first = action in ("created", "published", "released", "prereleased")
    times = ("published_at", "updated_at", "created_at") if is_first else ("updated_at",)
    occurred_at = instant(subject, *times)
    tag, name = text(subject, "tag_name"), text(subject, "name")
    label = f"{name} ({tag})" if name and tag not in name else name or tag
    return _item(
        payload,
        place,
        raw,
        kind="release",
        key=f"release:{identity(subject)}:{action}",
        occurred_at=occurred_at,
        title=f"Release {label} {action} in {_repository(payload)}",
        body=text(subject, "body"),
        actor=part(payload, "sender") or part(subject, "author"),
        url=text(subject, "html_url"),
        details={
            **kept(subject, "tag_name", "target_commitish", "draft", "prerelease"),
            "action": action,
        },
    )


def push(payload: Payload, place: str, raw: str) -> Item:
    """Return a push, once, with its commits in `details["commits"]`.

    Its time is the repository's `pushed_at`; only without one the last commit's, which may be older.
    """
    repository, head = part(payload, "repository"), part(payload, "head_commit")
    is_told = isinstance(repository.get("pushed_at"), int | str) and bool(repository.get("pushed_at"))
    at = instant(repository, "pushed_at") if is_told else instant(head, "timestamp")
    ref = text(payload, "ref")
    commits = parts(payload, "commits")
    first_lines = [text(c, "message").partition("\n")[0] for c in commits]
    shown = [f"- {line}" for line in first_lines[:_COMMITS_SHOWN] if line]
    if len(commits) > _COMMITS_SHOWN:
        shown.append(f"- and {len(commits) - _COMMITS_SHOWN} more")
    pusher = part(payload, "pusher")
    return _item(
        payload,
        place,
        raw,
        kind="push",
        key=f"push:{identity(repository)}:{ref}:{text(payload, 'before')}:{text(payload, 'after')}",
        occurred_at=at,
        title=_push_title(payload, ref, len(commits)),
        body="\n".join(shown),
        actor=part(payload, "sender") or {"login": text(pusher, "name")},
        url=text(payload, "compare"),
        details={
            **kept(payload, "ref", "before", "after", "forced", "created", "deleted"),
            "commits": [
                {
                    "sha": text(commit, "id"),
                    "message": line,
                    "author": text(part(commit, "author"), "username", "name"),
                    "at": text(commit, "timestamp"),
                    "url": text(commit, "url"),
                }
                for commit, line in zip(commits, first_lines, strict=True)
            ],
        },
    )


def workflow_run(payload: Payload, place: str, raw: str) -> Item:
    """Return a step in the life of a workflow run: requested, in_progress, completed."""
    subject, action = part(payload, "workflow_run"), text(payload, "action") or "requested"
    times = ("run_started_at", "created_at") if action == "requested" else ("updated_at", "run_started_at")
    name = text(subject, "name") or text(part(payload, "workflow"), "name") or text(subject, "path")
    attempt = subject.get("run_attempt") or 1
    outcome = text(subject, "conclusion") if action == "completed" else ""
    branch = text(subject, "head_branch")
    return _item(
        payload,
        place,
        raw,
        kind="workflow_run",
        key=f"workflow_run:{identity(subject)}:{attempt}:{action}",
        occurred_at=instant(subject, *times),
        title=f'Workflow "{name}"{" on " + branch if branch else ""} in {_repository(payload)}: '
        + (outcome or action).replace("_", " "),
        body=text(subject, "display_title"),
        actor=part(subject, "triggering_actor") or part(subject, "actor") or part(payload, "sender"),
        url=text(subject, "html_url"),
        details={
            **kept(subject, "status", "conclusion", "event", "head_branch", "head_sha", "run_number"),
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
    login = text(actor, "login")
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
        is_bot=text(actor, "type") == "Bot" or login.endswith("[bot]"),
        url=url,
        title=title,
        details=filled(details),
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
    ref, sha = text(subject, "ref"), text(subject, "sha")
    if not ref or sha.startswith(ref):
        return sha[:_SHORT] or "something"
    return f"{ref} ({sha[:_SHORT]})" if sha else ref


def _commit_page(payload: Payload, subject: Payload) -> str:
    home, sha = text(part(payload, "repository"), "html_url"), text(subject, "sha")
    return f"{home}/commit/{sha}" if home and sha else ""


def _repository(payload: Payload) -> str:
    return text(part(payload, "repository"), "full_name", "name") or "a repository without a name"
