"""Names in the evidence joined to people, and taken apart again (R2.4b)."""

from datetime import datetime

from django.db.models import Count, Max, Min, Sum
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Length

from secondsight.base import journal
from secondsight.base.errors import InvalidInput, Refused
from secondsight.base.transaction import write
from secondsight.organisation.models import Account, Person
from secondsight.record.models import Appearance, Incident, IncidentItem, KnownAs

BATCH = 500


def count_appearances(incident: Incident) -> None:
    """Count anew who appears in an incident's evidence; may run at any time, and twice."""
    rows = (
        IncidentItem.objects.filter(incident=incident)
        .exclude(item__author_id="", item__author_name="")
        .values_list("item__source", "item__author_id", "item__author_name", "item__is_bot")
        .annotate(
            first=Min("occurred_at"),
            last=Max("occurred_at"),
            count=Count("pk"),
            length=Sum(Length("item__text")),
            email=Max(KeyTextTransform("author_email", "item__details")),
        )
        .order_by("item__source", "item__author_id", "item__author_name", "item__is_bot")
    )
    found: dict[tuple[str, str], Appearance] = {}
    with write():
        for source, author_id, name, is_bot, first_at, last_at, items, characters, email in rows:
            author = author_id or name
            one = found.get((source, author))
            if one is None:
                one = found[source, author] = Appearance(
                    incident=incident,
                    source=source,
                    author=author,
                    name=name,
                    is_bot=is_bot,
                    first_at=first_at,
                    last_at=last_at,
                    items=0,
                    characters=0,
                )
            # Somebody who was renamed on the way is one name still: the last that was seen.
            one.name = name or one.name
            one.email = (email or one.email)[:254]
            one.first_at, one.last_at = min(one.first_at, first_at), max(one.last_at, last_at)
            one.items += items
            one.characters += characters or 0
        Appearance.objects.filter(incident=incident).delete()
        Appearance.objects.bulk_create(found.values(), batch_size=BATCH)


def appearances_of(incident_id: str) -> None:
    """Count anew who appears in an incident, by its id; nothing where it is gone."""
    incident = Incident.objects.filter(pk=incident_id).first()
    if incident is not None:
        count_appearances(incident)


def see_that_counted(incident: Incident) -> None:
    """Count who appears where that was never done: in what came in before anybody counted."""
    if not Appearance.objects.filter(incident=incident).exists():
        count_appearances(incident)


def join_name(
    incident: Incident, source: str, author: str, person: Person, *, by: Account, at: datetime
) -> KnownAs:
    """Say that a name in the evidence of an incident is a person, there and wherever that system has it.

    Saying it twice is saying it once. Raises InvalidInput for a name that the evidence does not have,
    Refused where it is somebody else already.
    """
    with write():
        name = _shown(incident, source, author).name
        there = KnownAs.objects.filter(source=source, author=author, is_same=True, ended_at=None)
        if (held := there.select_related("person").first()) is not None:
            if held.person_id == person.pk:
                return held
            raise Refused(
                f"{name or author} in {source} is {held.person.name} already. Take that back first."
            )
        joined = KnownAs.objects.create(
            source=source, author=author, name=name, person=person, said_by=by, recorded_at=at
        )
        _tell("name_joined", joined, by=by, at=at)
    return joined


def keep_apart(
    incident: Incident, source: str, author: str, person: Person, *, by: Account, at: datetime
) -> KnownAs:
    """Say that a name in a system is not a person: it is not suggested again. Raises InvalidInput."""
    with write():
        name = _shown(incident, source, author).name
        there = KnownAs.objects.filter(
            source=source, author=author, person=person, is_same=False, ended_at=None
        )
        if (held := there.first()) is not None:
            return held
        apart = KnownAs.objects.create(
            source=source,
            author=author,
            name=name,
            person=person,
            is_same=False,
            said_by=by,
            recorded_at=at,
        )
        _tell("name_kept_apart", apart, by=by, at=at)
    return apart


def take_back(said: KnownAs, *, by: Account, at: datetime) -> None:
    """Take back what was said of a name; the row stays, with who took it back and when."""
    with write():
        said = KnownAs.objects.select_for_update(of=("self",)).select_related("person").get(pk=said.pk)
        if said.ended_at is not None:
            return
        said.ended_at, said.ended_by = at, by
        said.save(update_fields=["ended_at", "ended_by"])
        _tell("name_taken_back", said, by=by, at=at)


def add_person_of(incident: Incident, source: str, author: str, *, by: Account, at: datetime) -> KnownAs:
    """Put somebody of the evidence whom the directory does not know into it, and join the name to them.

    Where the directory knows their e-mail address, it is that person. Raises InvalidInput, Refused.
    """
    with write():
        shown = _shown(incident, source, author)
        email = shown.email.casefold()
        person = Person.objects.filter(email=email).first() if email else None
        if person is None:
            person = Person.objects.create(name=shown.name or author, email=email, recorded_at=at)
        return join_name(incident, source, author, person, by=by, at=at)


def _shown(incident: Incident, source: str, author: str) -> Appearance:
    source, author = (name.replace("\0", "\ufffd") for name in (source, author))
    shown = Appearance.objects.filter(incident=incident, source=source, author=author).first()
    if shown is None:
        raise InvalidInput(
            f"No evidence of this incident has “{author[:60]}” in {source[:60]}.", field="author"
        )
    return shown


def _tell(verb: str, said: KnownAs, *, by: Account, at: datetime) -> None:
    journal.record(
        verb,
        by=by,
        subject=said,
        at=at,
        topic="organisation",
        what=f"{said.name or said.author} ({said.source})",
        person=said.person.name,
    )
