"""Reads GitLab's webhooks and answers of its REST API, told apart by their shape."""

from collections.abc import Callable, Iterator, Mapping

from secondsight.integrations.gitlab import records
from secondsight.record.json_reader import JsonReader
from secondsight.record.rules.evidence import Item, LeftOut, ReadOptions
from secondsight.record.rules.payload import Payload, Unusable, part, text

_Make = Callable[[Payload, str, str], Iterator[Item]]
_EVENTS: Mapping[str, _Make] = {
    "push": records.push,
    "tag_push": records.push,
    "deployment": records.deployment,
    "release": records.release,
    "pipeline": records.pipeline,
    "build": records.job,
    "merge_request": records.merge_request,
}
_ABOUT_PROJECTS = ("project", "project_id", "repository", "group", "group_id")


class GitLabRecords(JsonReader):
    """The reader of GitLab's webhooks and of its lists of deployments, releases and pipelines."""

    format = "gitlab"
    title = "GitLab webhooks and API answers (JSON)"
    noun = "a GitLab record"
    about = """\
The bodies of GitLab's webhooks, one a line or in a list (*Settings, Webhooks, Recent events* shows them).
Or answers of the REST API: `/projects/:id/deployments`, `/releases` and `/pipelines`, saved as they come.
Read: pushes, tags, deployments, releases, pipelines, jobs that ran, and merge requests when they were merged.
A record is known by GitLab's own id and its state, so that webhooks and answers merge.
A push has the time of its last commit, for GitLab tells no other.
Left out, each with its reason: events of other kinds, jobs that wait, and what has no time.
"""

    def claims(self, payload: Payload, around: Payload) -> bool:
        """Return whether this is an event, or an element of one of the lists."""
        return bool(_event(payload) or _listed(payload))

    def items(
        self, payload: Payload, around: Payload, place: str, raw: str, options: ReadOptions
    ) -> Iterator[Item | LeftOut]:
        """Return what a record tells of."""
        event = _event(payload)
        make = _EVENTS.get(event) if event else _listed(payload)
        if make is None:
            raise Unusable("a GitLab event that is not read", event)
        yield from make(payload, place, raw)


def _event(payload: Payload) -> str:
    if not any(name in payload for name in _ABOUT_PROJECTS):
        return ""
    # Hooks of a whole instance name only the event; of theirs, pushes tell of changes.
    named = text(payload, "event_name")
    return text(payload, "object_kind") or (named if named in ("push", "tag_push") else "")


def _listed(payload: Payload) -> _Make | None:
    if {"deployable", "environment", "status", "sha"} <= payload.keys() and part(payload, "environment"):
        return records.listed_deployment
    if {"tag_name", "released_at"} <= payload.keys():
        return records.release
    if {"project_id", "sha", "status"} <= payload.keys() and "/pipelines/" in text(payload, "web_url"):
        return records.pipeline
    return None


READERS = (GitLabRecords(),)
