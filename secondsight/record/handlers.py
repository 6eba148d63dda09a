"""What the record answers for: who may listen to an incident's changes."""

from typing import Any

from secondsight.base import journal
from secondsight.base.live.access import guards
from secondsight.organisation.backend import also_ask
from secondsight.record.actions import forgetting, imports, taking_in  # noqa: F401  so that the worker knows the jobs
from secondsight.record.actions.people import appearances_of
from secondsight.record.actions.proposing import propose_for
from secondsight.record.queries.hooks import may_see_hook
from secondsight.record.queries.imports import may_see_import
from secondsight.record.queries.incidents import may_see
from secondsight.record.queries.veil import is_any_open

also_ask("is_any_reconstruction_open", is_any_open)


@guards("incident")
def may_listen_to_incident(viewer: Any, id: str) -> bool:
    """Return whether the viewer may be told that something of an incident changed."""
    return may_see(viewer, id)


@guards("import")
def may_listen_to_import(viewer: Any, id: str) -> bool:
    """Return whether the viewer may be told how an import goes."""
    return may_see_import(viewer, id)


@guards("hook")
def may_listen_to_hook(viewer: Any, id: str) -> bool:
    """Return whether the viewer may be told what a hook takes in."""
    return may_see_hook(viewer, id)


@journal.on("evidence_added")
def count_who_appears(entry: Any) -> None:
    """Count anew who appears in an incident's evidence."""
    appearances_of(entry.subject)


@journal.on("clock_corrected")
def move_candidates(entry: Any) -> None:
    """Let candidates follow a clock that was put right."""
    if entry.topic.startswith("incident:"):
        propose_for(entry.topic.removeprefix("incident:"), at=entry.at)
        appearances_of(entry.topic.removeprefix("incident:"))


@journal.on("evidence_added")
def propose_from_new_evidence(entry: Any) -> None:
    """Propose events from what an incident was given; run twice, it proposes nothing twice (R3.7)."""
    propose_for(entry.subject, at=entry.at)
