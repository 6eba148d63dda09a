"""How well an event is established: on whose word, and what was settled when (R3.5)."""

from typing import Any

import pytest

from secondsight.base.errors import Refused
from secondsight.record.actions.knowledge import add_version, corroborate_event, settle_dispute
from secondsight.record.actions.timeline import add_event
from secondsight.record.models import Event
from secondsight.record.queries.timeline import standing_history
from tests.cast import after, make_account, make_incident, make_item

pytestmark = pytest.mark.django_db


def make_seen_by(*authors: str) -> Event:
    incident = make_incident(make_account("Noor Haddad"))
    items = [make_item(incident, author_name=name) for name in authors]
    told: dict[str, Any] = {"kind": "observation", "items": items, "by": None, "at": after(60)}
    return add_event(incident, what="The pool is full", occurred_at=after(5), **told)


def test_corroborated_says_on_whose_word() -> None:
    ines = make_account("Ines Calloway")
    event = make_seen_by("Ilse Brandvik", "Bo Lind")

    corroborated = corroborate_event(event, by=ines, at=after(70))
    [change] = standing_history(ines, event)

    assert corroborated.standing == "corroborated"
    assert change.witnesses == ["Bo Lind", "Ilse Brandvik"]
    assert change.words == "Ines Calloway called it corroborated"


def test_one_source_does_not_corroborate_itself() -> None:
    ines = make_account("Ines Calloway")

    with pytest.raises(Refused, match="one source"):
        corroborate_event(make_seen_by("Ilse Brandvik", "Ilse Brandvik"), by=ines, at=after(70))


def test_a_disputed_event_is_settled_first() -> None:
    ines = make_account("Ines Calloway")
    event = make_seen_by("Ilse Brandvik", "Bo Lind")
    add_version(event, witness="Hana", what="It was half full", by=ines, at=after(65))

    with pytest.raises(Refused, match="Settle what holds"):
        corroborate_event(event, by=ines, at=after(70))


def test_settling_keeps_who_said_what_before_and_why(signed_in: Any) -> None:
    ines = make_account("Ines Calloway")
    event = make_seen_by("Ilse Brandvik", "Bo Lind")
    version = add_version(event, witness="Hana", what="It was half full", by=ines, at=after(65))
    settle_dispute(event, version=version, reason="The graph shows it", by=ines, at=after(70))

    disputed, settled = standing_history(ines, event)
    page = signed_in(ines).get(f"/events/{event.pk}/").content.decode()

    assert disputed.words == "Hana tells it differently: “It was half full”"
    assert (settled.before, settled.reason) == ("The pool is full", "The graph shows it")
    assert "The graph shows it" in page
    assert "before: “The pool is full”" in page
