"""Search follows the journal: what changed is found by its new words."""

from typing import Any

from secondsight.base.journal import on, on_subjects
from secondsight.programme.actions import index_archived, index_one, index_some, reindex
from secondsight.programme.queries.kinds import IDEA, INCIDENT, Kind, kinds, register


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
