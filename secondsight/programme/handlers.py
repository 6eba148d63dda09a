"""Search and the queue of reviews follow the journal; letters and what nobody brought up, the hours."""

from datetime import timedelta
from typing import Any

from secondsight.base.clock import now
from secondsight.base.jobs import every, job
from secondsight.base.journal import on, on_subjects
from secondsight.base.live.access import guards
from secondsight.programme.actions import index_archived, index_one, index_some, reindex
from secondsight.programme.actions.patterns import (
    TOPIC,
    reckon_all_patterns,
    reckon_patterns_of,
    reckon_patterns_of_review,
)
from secondsight.programme.actions.qualifying import (
    all_incidents,
    reckon_incident,
    reckon_incidents,
    reckon_those_never_looked_at,
)
from secondsight.programme.actions.reminding import remind_of_reviews
from secondsight.programme.queries import veil as veil  # so that what is veiled is, wherever it is read
from secondsight.programme.queries.kinds import IDEA, INCIDENT, Kind, kinds, register

PAGES = {"queue", "policy"}
BATCH = 200


def search_in(kind: Kind) -> None:
    """Let search know of a later room's kind, and follow it."""
    register(kind)
    on_subjects(kind.subject)(follow)


def follow(entry: Any) -> None:
    """Index again what an entry is about."""
    for kind in kinds():
        if kind.subject == entry.subject_kind:
            index_one(kind, entry.subject)


@on("idea_commented")
def follow_comment(entry: Any) -> None:
    """Find an idea by what was said about it."""
    index_some(IDEA, comments=entry.subject)


@on("service_changed", "team_renamed")
def follow_names(entry: Any) -> None:
    """Find incidents by the names that their services and teams go by now."""
    reindex([INCIDENT.name])


@on("review_archived", "archived_review_updated", "archived_version_kept")
def follow_archive(entry: Any) -> None:
    """Find what an old post-mortem brought: its moments and findings have no entries of their own."""
    index_archived(entry.subject)


on_subjects(*(kind.subject for kind in kinds()))(follow)


@on_subjects("incident")
def follow_incident(entry: Any) -> None:
    """Look again at an incident that changed, and at those that it belongs together with."""
    reckon_incident(entry.subject, at=now())
    reckon_patterns_of(entry.subject, at=now())


@on(
    "review_opened", "review_incident_added", "review_incident_removed", "review_declined", "review_due_again"
)
def follow_answers(entry: Any) -> None:
    """Look again at the patterns that a review, or a decision against one, has answered for."""
    if entry.subject_kind == "review":
        reckon_patterns_of_review(entry.subject, at=now())
    elif entry.topic == TOPIC:
        reckon_all_patterns(at=now())


@on("trigger_set", "severity_changed", "tier_changed", "team_renamed")
def follow_policy(entry: Any) -> None:
    """Look at everything with the new policy, a batch at a time: what else waits gets its turn."""
    ids = all_incidents()
    for first in range(0, len(ids), BATCH):
        look_again.enqueue(ids[first : first + BATCH])
    reckon_all_patterns(at=now())


@job()
def look_again(ids: list[str]) -> None:
    """Look at some incidents with the policy as it is by now."""
    reckon_incidents(ids, at=now())


@every(timedelta(hours=1))
@job()
def look_after_the_queue() -> None:
    """Look at what nobody's change brought up, and tell the programme owners what has passed."""
    if reckon_those_never_looked_at(at=now()):
        reckon_all_patterns(at=now())
    remind_of_reviews(at=now())


@guards("programme")
def may_hear_of_the_programme(viewer: object, name: str) -> bool:
    """Return whether somebody may follow queue and policy: everybody who is in the organisation."""
    return bool(getattr(viewer, "is_active", False)) and name in PAGES
