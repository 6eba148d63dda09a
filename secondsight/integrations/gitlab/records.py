"""Each GitLab record that is evidence, from a webhook or an answer of the API, as the same items."""

import re
from collections.abc import Iterator

from secondsight.integrations.gitlab.fields import made_item, moment, project_of
from secondsight.record.rules.evidence import Item
from secondsight.record.rules.payload import Payload, Unusable, identity, kept, part, parts, text

_SHORT = 8
_COMMITS_SHOWN = 20
_NO_COMMIT = "0" * 40
# "canceled" is how GitLab spells it.
_ENDED = frozenset({"success", "failed", "canceled", "skipped"})
_WAITING = frozenset(
    {"created", "pending", "preparing", "waiting_for_resource", "scheduled", "manual", "blocked"}
)


def push(payload: Payload, place: str, raw: str) -> Iterator[Item]:
    """Return a push, once, with its commits; its time is its last commit's, for GitLab tells no other."""
    project = project_of(payload)
    ref, before, after = (text(payload, name) for name in ("ref", "before", "after"))
    commits = parts(payload, "commits")
    if not commits:
        raise Unusable("no time", "a push without commits has none")
    count = payload.get("total_commits_count")
    total = count if type(count) is int and count >= len(commits) else len(commits)
    lines = [(text(each, "title") or text(each, "message").partition("\n")[0]) for each in commits]
    shown = [f"- {line}" for line in lines[:_COMMITS_SHOWN] if line]
    if total > len(shown):
        shown.append(f"- and {total - len(shown)} more")
    kind, _, short = ref.removeprefix("refs/").partition("/")
    home = text(part(payload, "project"), "web_url", "homepage")
    if kind == "tags":
        title = f"Pushed tag {short} in {project}"
    else:
        title = f"Push to {short or ref} in {project}: {total} commit{'' if total == 1 else 's'}"
    yield made_item(
        place,
        raw,
        kind="push",
        key=f"push:{identity(payload, 'project_id')}:{ref}:{before}:{after}",
        occurred_at=max(moment(each, "timestamp") for each in commits),
        project=project,
        title=title,
        actor={
            "username": text(payload, "user_username"),
            "name": text(payload, "user_name"),
            "email": text(payload, "user_email"),
        },
        body="\n".join(shown),
        url=f"{home}/-/compare/{before}...{after}" if home and before != _NO_COMMIT else home,
        details={
            **kept(payload, "ref", "before", "after"),
            "time_of": "the last commit",
            "commits": [
                {
                    "sha": text(each, "id"),
                    "message": line,
                    "author": text(part(each, "author"), "name"),
                    "author_email": text(part(each, "author"), "email"),
                    "at": text(each, "timestamp"),
                    "url": text(each, "url"),
                }
                for each, line in zip(commits, lines, strict=True)
            ],
        },
    )


def deployment(payload: Payload, place: str, raw: str) -> Iterator[Item]:
    """Return what became of a deployment, from a webhook."""
    environment = text(payload, "environment") or "an environment without a name"
    yield _deployment_status(
        place,
        raw,
        number=identity(payload, "deployment_id"),
        state=text(payload, "status") or "unknown",
        occurred_at_from=(payload, ("status_changed_at",)),
        environment=environment,
        what=_what(text(payload, "ref"), text(payload, "short_sha")),
        project=project_of(payload, text(payload, "commit_url"), text(payload, "deployable_url")),
        actor=part(payload, "user"),
        url=text(payload, "deployable_url", "commit_url"),
        body=text(payload, "commit_title"),
        details={
            **kept(payload, "ref", "environment_tier"),
            "sha": text(payload, "commit_url").rpartition("/")[2] or text(payload, "short_sha"),
        },
    )


def listed_deployment(record: Payload, place: str, raw: str) -> Iterator[Item]:
    """Return that a deployment was asked for, and what became of it, from an answer of the API."""
    job = part(record, "deployable")
    number, state = identity(record), text(record, "status") or "created"
    environment = text(part(record, "environment"), "name") or "an environment without a name"
    url = text(job, "web_url") or text(part(job, "pipeline"), "web_url")
    project = project_of(record, url, text(part(job, "commit"), "web_url"))
    what = _what(text(record, "ref"), text(record, "sha"))
    actor = part(record, "user") or part(job, "user")
    details = {**kept(record, "ref", "sha"), "deployment": number}
    yield made_item(
        place,
        raw,
        kind="deployment",
        key=f"deployment:{number}",
        occurred_at=moment(record, "created_at"),
        project=project,
        title=f"Deploy {what} to {environment} in {project}",
        actor=actor,
        url=url,
        details={**details, "environment": environment},
    )
    if state != "created":
        times = ("finished_at",) if state in _ENDED and job.get("finished_at") else ("started_at",)
        source = job if job.get(times[0]) else record
        yield _deployment_status(
            place,
            raw,
            number=number,
            state=state,
            occurred_at_from=(source, (*times, "updated_at", "created_at")),
            environment=environment,
            what=what,
            project=project,
            actor=actor,
            url=url,
            body=text(part(job, "commit"), "title"),
            details=details,
        )


def _deployment_status(
    place: str,
    raw: str,
    *,
    number: str,
    state: str,
    occurred_at_from: tuple[Payload, tuple[str, ...]],
    environment: str,
    what: str,
    project: str,
    actor: Payload,
    url: str,
    body: str,
    details: dict[str, object],
) -> Item:
    return made_item(
        place,
        raw,
        kind="deployment_status",
        key=f"deployment:{number}:{state}",
        occurred_at=moment(occurred_at_from[0], *occurred_at_from[1]),
        project=project,
        title=f"Deployment of {what} to {environment} in {project}: {state}",
        actor=actor,
        url=url,
        body=body,
        details={**details, "deployment": number, "environment": environment, "state": state},
    )


def release(payload: Payload, place: str, raw: str) -> Iterator[Item]:
    """Return a release that was made, changed or taken back; one in a list was made."""
    action = {"create": "published", "update": "edited", "delete": "deleted"}.get(
        text(payload, "action") or "create", text(payload, "action")
    )
    url = text(payload, "url") or text(part(payload, "_links"), "self")
    project = project_of(payload, url, text(payload, "commit_path"), text(payload, "tag_path"))
    tag, name = identity(payload, "tag", "tag_name"), text(payload, "name")
    if action != "published":
        # No field tells when a release was edited or deleted.
        raise Unusable("no time", f"release {tag} was {action}")
    label = f"{name} ({tag})" if name and tag not in name else name or tag
    yield made_item(
        place,
        raw,
        kind="release",
        key=f"release:{project}:{tag}:{action}",
        occurred_at=moment(payload, "released_at", "created_at"),
        project=project,
        title=f"Release {label} {action} in {project}",
        actor=part(payload, "author"),
        body=text(payload, "description"),
        url=url,
        details={"tag_name": tag, "sha": text(part(payload, "commit"), "id"), "action": action},
    )


def pipeline(payload: Payload, place: str, raw: str) -> Iterator[Item]:
    """Return a step in the life of a pipeline, from a webhook or an answer of the API."""
    subject = part(payload, "object_attributes") or payload
    state = text(subject, "status") or "unknown"
    url = text(subject, "url", "web_url")
    project, ref, name = project_of(payload, url), text(subject, "ref"), text(subject, "name")
    label = f'Pipeline "{name}"' if name else "Pipeline"
    starts = [text(each, "started_at") for each in parts(payload, "builds") if text(each, "started_at")]
    if state in _ENDED:
        occurred_at = moment(subject, "finished_at", "updated_at", "created_at")
    elif state in _WAITING:
        occurred_at = moment(subject, "created_at")
    elif starts:
        occurred_at = min(moment({"at": each}, "at") for each in starts)
    else:
        occurred_at = moment(subject, "started_at", "updated_at", "created_at")
    yield made_item(
        place,
        raw,
        kind="workflow_run",
        key=f"pipeline:{identity(subject)}:{state}",
        occurred_at=occurred_at,
        project=project,
        title=f"{label}{' on ' + ref if ref else ''} in {project}: {state}",
        actor=part(payload, "user") or part(subject, "user"),
        body=text(part(payload, "commit"), "title"),
        url=url,
        details={
            **kept(subject, "ref", "sha", "source", "status"),
            "conclusion": state if state in _ENDED else "",
            "failed_jobs": [text(b, "name") for b in parts(payload, "builds") if b.get("status") == "failed"],
        },
    )


def job(payload: Payload, place: str, raw: str) -> Iterator[Item]:
    """Return that a job of a pipeline started or ended."""
    state, name = text(payload, "build_status") or "unknown", text(payload, "build_name")
    if state in _WAITING:
        raise Unusable("a job that has not started", f"{name}: {state}")
    times = ("build_finished_at",) if state in _ENDED else ("build_started_at", "build_created_at")
    project, ref = project_of(payload), text(payload, "ref")
    why = text(payload, "build_failure_reason").replace("_", " ")
    yield made_item(
        place,
        raw,
        kind="workflow_run",
        key=f"job:{identity(payload, 'build_id')}:{state}",
        occurred_at=moment(payload, *times),
        project=project,
        title=f'Job "{name}"{" on " + ref if ref else ""} in {project}: {state}',
        actor=part(payload, "user"),
        body=why if state == "failed" and why != "unknown failure" else "",
        details={
            **kept(payload, "ref", "sha", "build_stage", "pipeline_id"),
            "status": state,
            "conclusion": state if state in _ENDED else "",
        },
    )


def merge_request(payload: Payload, place: str, raw: str) -> Iterator[Item]:
    """Return that a change was merged; other news of merge requests is not evidence."""
    subject = part(payload, "object_attributes")
    if text(subject, "action") != "merge":
        raise Unusable("news of a merge request before it is merged", text(subject, "action"))
    project, target = project_of(payload, text(subject, "url")), text(subject, "target_branch")
    title = f"Merged !{subject.get('iid')} into {target} in {project}: {text(subject, 'title')}"
    yield made_item(
        place,
        raw,
        kind="change",
        key=f"merge_request:{identity(subject)}:merged",
        occurred_at=moment(subject, "merged_at", "updated_at"),
        project=project,
        title=title,
        actor=part(payload, "user"),
        body=text(subject, "description"),
        url=text(subject, "url"),
        details={**kept(subject, "source_branch", "target_branch", "merge_commit_sha"), "state": "merged"},
    )


def _what(ref: str, sha: str) -> str:
    if not ref or re.fullmatch(r"[0-9a-f]{8,40}", ref):
        return (ref or sha)[:_SHORT] or "something"
    return f"{ref} ({sha[:_SHORT]})" if sha else ref
