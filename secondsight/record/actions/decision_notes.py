"""What people say of a decision: everybody their own words, theirs alone to change or take back (R3.4)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from secondsight.base.errors import Forbidden, InvalidInput, Refused
from secondsight.base.ids import new_id
from secondsight.base.transaction import write
from secondsight.organisation.models import Account
from secondsight.record.actions.decisions import newest, tell
from secondsight.record.actions.words import fit, fit_id, fit_term
from secondsight.record.models import DecisionNote, DecisionOption, DecisionPoint, Event
from secondsight.record.rules.decisions.vocabulary import (
    OF_EVENTS,
    OF_OPTIONS,
    SWEEP_OF,
    ConstraintKind,
    Probe,
    Sweep,
)

MOST = 5000  # characters of a note


@dataclass(frozen=True)
class Saying:
    """What somebody says: to which probe, in which sweep, and what it points at.

    Without a sweep, the probe's usual one. `option` belongs to what spoke for or against, `event` to
    signals and to information that had not reached them, `constraint_kind` to constraints.
    """

    probe: str
    words: str = ""
    sweep: str = ""
    option: DecisionOption | None = None
    event: Event | None = None
    constraint_kind: str = ""


def add_note(
    decision: DecisionPoint, saying: Saying, *, by: Account, at: datetime, once: str = ""
) -> DecisionNote:
    """Keep what somebody says of a decision, under their own name, and return it (R3.4).

    The same saying of the same person is there once; so is the same form sent twice (`once`).
    Raises InvalidInput naming the field; Refused for a decision that was taken back.
    """
    once = fit_id(once)
    told = _fit(saying)
    with write():
        decision = newest(decision)
        if decision.removed_at is not None:
            raise Refused("This was taken back as a decision. Put it back before more is told of it.")
        _check_place(decision, saying)
        if once and (there := DecisionNote.objects.filter(pk=once).first()):
            if there.decision_id != decision.pk:
                raise InvalidInput("This form was used before. Load the page again.", field="once")
            return there
        mine = decision.notes.filter(speaker=by, withdrawn_at=None)
        if same := mine.filter(**told, option=saying.option, event=saying.event).first():
            return same
        note = DecisionNote.objects.create(
            id=once or new_id(),
            decision=decision,
            speaker=by,
            option=saying.option,
            event=saying.event,
            recorded_at=at,
            **told,
        )
        tell("decision_note_added", decision, by=by, at=at, **_said(note))
    return note


def edit_note(note: DecisionNote, *, words: str, by: Account, at: datetime) -> DecisionNote:
    """Put one's own words differently, and return the note; the history keeps what stood there before.

    Raises Forbidden for anybody else's words, InvalidInput; Refused for a note that was taken back.
    """
    with write():
        note = _own(note, by)
        if note.withdrawn_at is not None:
            raise Refused("You took this note back. Say it again as a new one.")
        fresh = fit(
            words, field="words", most=MOST, is_needed=note.event_id is None and not note.constraint_kind
        )
        if fresh != note.words:
            before, note.words, note.edited_at = note.words, fresh, at
            note.save(update_fields=["words", "edited_at"])
            told = {**_said(note), "changes": {"words": [before, fresh]}}
            tell("decision_note_edited", note.decision, by=by, at=at, **told)
    return note


def withdraw_note(note: DecisionNote, *, by: Account, at: datetime) -> DecisionNote:
    """Take one's own note back and return it; it is kept and not shown. Raises Forbidden for another's."""
    with write():
        note = _own(note, by)
        if note.withdrawn_at is None:
            note.withdrawn_at = at
            note.save(update_fields=["withdrawn_at"])
            tell("decision_note_withdrawn", note.decision, by=by, at=at, probe=note.probe)
    return note


def _own(note: DecisionNote, by: Account) -> DecisionNote:
    found: DecisionNote = DecisionNote.objects.select_related("decision__event").get(pk=note.pk)
    if found.speaker_id != by.pk:
        raise Forbidden(
            "These are somebody else's words, so only they change them. Add your own beside them."
        )
    return found


def _fit(saying: Saying) -> dict[str, Any]:
    probe = fit_term(Probe, saying.probe, field="probe")
    kind = saying.constraint_kind
    if kind and probe is not Probe.CONSTRAINT:
        raise InvalidInput("Only a constraint has a kind.", field="constraint_kind")
    points = (probe in OF_EVENTS and saying.event is not None) or bool(kind)
    return {
        "probe": probe,
        "sweep": fit_term(Sweep, saying.sweep, field="sweep") if saying.sweep else SWEEP_OF[probe],
        "words": fit(saying.words, field="words", most=MOST, is_needed=not points),
        "constraint_kind": fit_term(ConstraintKind, kind, field="constraint_kind") if kind else "",
    }


def _check_place(decision: DecisionPoint, saying: Saying) -> None:
    probe = Probe(saying.probe)
    if (probe in OF_OPTIONS) != (saying.option is not None):
        words = (
            "Say of which option this spoke for or against."
            if probe in OF_OPTIONS
            else "Only what spoke for or against is said of an option."
        )
        raise InvalidInput(words, field="option")
    if saying.option is not None and (
        saying.option.decision_id != decision.pk or saying.option.removed_at is not None
    ):
        raise InvalidInput("That is not an option of this decision.", field="option")
    if saying.event is not None and probe not in OF_EVENTS:
        raise InvalidInput("Only a signal, or what had not reached them, points at an event.", field="event")
    if saying.event is not None and saying.event.incident_id != decision.event.incident_id:
        raise InvalidInput("That event is on the timeline of another incident.", field="event")


def _said(note: DecisionNote) -> dict[str, Any]:
    return {"probe": note.probe, "sweep": note.sweep, "words": note.words}
