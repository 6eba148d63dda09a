"""What changes about tags: the organisation's words, and where people put them (R3.7a)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Max

from secondsight.base import journal, words
from secondsight.base.errors import InvalidInput, Refused
from secondsight.base.transaction import write
from secondsight.organisation.models import Account
from secondsight.organisation.rules.duties import must_set_policy
from secondsight.record.models import EvidenceItem, Incident, ItemTag, Tag
from secondsight.record.rules.tagging import check_key

TOPIC = "organisation:tags"


def create_tag(name: str, *, key: str = "", meaning: str = "", by: Account | None, at: datetime) -> Tag:
    """Give the organisation another tag and return it; a retired one of that name is offered again.

    Raises Forbidden, InvalidInput.
    """
    must_set_policy(by)
    facts = _fit(name, key, meaning)
    with write():
        tag = Tag.objects.filter(name=facts["name"]).first()
        if tag and tag.retired_at is None:
            raise InvalidInput("A tag of that name is here already.", field="name")
        tag = tag or Tag(position=(Tag.objects.aggregate(last=Max("position"))["last"] or 0) + 1)
        _check_free(facts["key"], tag)
        tag.retired_at = None
        _store(tag, facts)
        journal.record("tag_created", by=by, subject=tag, at=at, topic=TOPIC, what=tag.name)
    return tag


def change_tag(tag: Tag, *, name: str, key: str, meaning: str, by: Account | None, at: datetime) -> Tag:
    """Change a tag's name, key and meaning wherever it is set, and return it. Raises as `create_tag`."""
    must_set_policy(by)
    facts = _fit(name, key, meaning)
    with write():
        tag = Tag.objects.get(pk=tag.pk)
        before = tag.name
        if Tag.objects.filter(name=facts["name"]).exclude(pk=tag.pk).exists():
            raise InvalidInput("A tag of that name is here already.", field="name")
        if tag.retired_at is None:
            _check_free(facts["key"], tag)
        _store(tag, facts)
        journal.record("tag_changed", by=by, subject=tag, at=at, topic=TOPIC, what=tag.name, before=before)
    return tag


def retire_tag(tag: Tag, *, by: Account | None, at: datetime) -> Tag:
    """Offer a tag no more, and return it; where it was set, it stays. Its key is free again."""
    must_set_policy(by)
    with write():
        tag = Tag.objects.get(pk=tag.pk)
        if tag.retired_at is None:
            tag.retired_at = at
            tag.save(update_fields=["retired_at"])
            journal.record("tag_retired", by=by, subject=tag, at=at, topic=TOPIC, what=tag.name)
    return tag


def tag_items(
    incident: Incident, items: Iterable[EvidenceItem], tag: Tag, *, by: Account, at: datetime
) -> list[ItemTag]:
    """Put a tag on items of an incident and return what is set now, in the order of the items.

    `items` belong to the incident: the caller has found them there. Where the tag is set already,
    nothing changes. Raises Refused for a retired tag.
    """
    if tag.retired_at is not None:
        raise Refused(f"“{tag.name}” was retired. Choose another tag, or offer it again.")
    rows = []
    with write():
        for item in items:
            row, is_new = ItemTag.objects.get_or_create(
                incident=incident,
                item=item,
                tag=tag,
                unset_at=None,
                defaults={"set_by": by, "recorded_at": at},
            )
            rows.append(row)
            if is_new:
                _tell("item_tagged", row, by=by, at=at)
    return rows


def untag_item(item_tag: ItemTag, *, by: Account, at: datetime) -> ItemTag:
    """Take a tag off an item and return the row, which is kept."""
    with write():
        row = ItemTag.objects.select_related("incident", "tag").get(pk=item_tag.pk)
        if row.unset_at is None:
            row.unset_at, row.unset_by = at, by
            row.save(update_fields=["unset_at", "unset_by"])
            _tell("item_untagged", row, by=by, at=at)
    return row


def _fit(name: str, key: str, meaning: str) -> dict[str, str]:
    return {
        "name": words.line(name, field="name", most=40),
        "key": check_key(key),
        "meaning": words.line(meaning, field="meaning", most=200, is_required=False),
    }


def _check_free(key: str, tag: Tag) -> None:
    other = Tag.objects.filter(key=key, retired_at=None).exclude(pk=tag.pk).first() if key else None
    if other:
        raise InvalidInput(f"“{key}” sets “{other.name}” already. Choose another key.", field="key")


def _store(tag: Tag, facts: dict[str, str]) -> None:
    for name, value in facts.items():
        setattr(tag, name, value)
    tag.save()


def _tell(verb: str, row: ItemTag, **more: Any) -> None:
    journal.record(verb, subject=row, topic=row.incident.topic, what=row.tag.name, item=row.item_id, **more)
