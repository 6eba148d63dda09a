"""Changes: deployments, releases, pushes, settings, and what an orchestrator noted by itself."""

import re

from secondsight.record.rules.candidates.facts import EvidenceFact, shorten
from secondsight.record.rules.candidates.reports.report import (
    Report,
    ReportKind,
    field_of,
    first_line,
    state_of,
    version_in,
)

DEPLOYED = frozenset({"success", "succeeded", "failure", "failed", "error", "deployed", "synced", "healthy"})
_FAILED = frozenset({"failure", "failed", "timed_out", "startup_failure", "error", "degraded"})
_MAIN_BRANCHES = frozenset(
    {"refs/heads/main", "refs/heads/master", "refs/heads/trunk", "refs/heads/production"}
)
_NOT_YET = frozenset(
    {"queued", "pending", "waiting", "requested", "running", "created", "scheduled", "manual"}
)
GOING_BACK = re.compile(
    r"\b(?:roll(?:ed|ing|s)?[ -]?back|rollback|revert(?:ed|ing|s)?|undo)\b", re.IGNORECASE
)


def read_deployment(fact: EvidenceFact) -> Report | None:
    """Return a deployment, or a step of one."""
    state = state_of(fact) if fact.kind != "deployment" else ""
    if state == "inactive":
        return None
    title = fact.title or first_line(fact)
    return Report(
        ReportKind.DEPLOYMENT,
        fact,
        system_of(fact),
        shorten(title),
        state in DEPLOYED or (fact.kind == "record" and state not in _NOT_YET),
        state.replace("_", " "),
        fact.author_name,
        version_in(f"{field_of(fact, 'ref', 'version', 'revision', 'tag', 'image')} {title}"),
        is_going_back=_goes_back(fact, title),
    )


def read_release(fact: EvidenceFact) -> Report | None:
    """Return a release that was published."""
    if field_of(fact, "action") not in ("", "published", "released", "prereleased"):
        return None
    title = fact.title or first_line(fact)
    return Report(ReportKind.RELEASE, fact, title, shorten(title), actor=fact.author_name)


def read_push(fact: EvidenceFact) -> Report | None:
    """Return a push to a main branch, told by its commits."""
    if field_of(fact, "ref") not in _MAIN_BRANCHES or fact.details.get("deleted") is True:
        return None
    title = fact.title or first_line(fact)
    lines = fact.text.removeprefix(title).splitlines()
    commits = "; ".join(line.removeprefix("- ") for line in lines if line.strip())
    said = shorten(commits or title)
    return Report(
        ReportKind.PUSH, fact, title, said, actor=fact.author_name, is_going_back=_goes_back(fact, said)
    )


def read_workflow_run(fact: EvidenceFact) -> Report | None:
    """Return a run that did not succeed."""
    state = field_of(fact, "conclusion") or state_of(fact)
    if state not in _FAILED:
        return None
    title = fact.title or first_line(fact)
    return Report(ReportKind.FAILED_RUN, fact, title, shorten(title), actor=fact.author_name)


def read_change(fact: EvidenceFact) -> Report | None:
    """Return a flag, setting, commit or rollout; with a system and a version it is a deployment."""
    state, title = state_of(fact), fact.title or first_line(fact)
    version = version_in(f"{field_of(fact, 'version', 'revision', 'ref', 'tag', 'image')} {title}")
    if version and state in DEPLOYED and field_of(fact, "service", "application", "app"):
        return read_deployment(fact)
    if state in _NOT_YET or not title:
        return None
    return Report(
        ReportKind.CHANGE,
        fact,
        shorten(title, 80),
        shorten(title),
        state=state.replace("_", " "),
        actor=fact.author_name,
        version=version,
        service=system_of(fact),
        is_going_back=_goes_back(fact, title),
    )


def read_cluster_event(fact: EvidenceFact) -> Report | None:
    """Return a warning of an orchestrator; what it notes of its normal work is left alone."""
    rated = field_of(fact, "type", "level", "severity") or state_of(fact)
    reason = field_of(fact, "reason") or fact.title
    if rated.casefold() != "warning" or not reason:
        return None
    return Report(
        ReportKind.CLUSTER,
        fact,
        reason,
        shorten(fact.title or first_line(fact)),
        actor=fact.author_name,
        service=field_of(fact, "namespace") or fact.channel,
    )


def system_of(fact: EvidenceFact) -> str:
    """Return which system a change altered, in small letters: a service, or the last part of a repository."""
    named = field_of(fact, "service", "application", "app", "component", "project", "repository", "repo")
    return (named or fact.channel).rstrip("/").rsplit("/", 1)[-1].casefold()


def _goes_back(fact: EvidenceFact, title: str) -> bool:
    return GOING_BACK.search(f"{field_of(fact, 'task', 'description', 'action', 'type')} {title}") is not None
