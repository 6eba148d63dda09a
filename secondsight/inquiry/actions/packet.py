"""What changes about a review's packet: asked for, not needed, at hand; and the checklist itself (R2.4)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.text import slugify

from secondsight.base import journal
from secondsight.base.errors import InvalidInput, Refused
from secondsight.base.ids import new_id
from secondsight.base.transaction import write
from secondsight.inquiry.actions.reviews import check_leads
from secondsight.inquiry.models import PacketAnswer, PacketPart, PacketRequest, Review
from secondsight.inquiry.queries.packet import arrived
from secondsight.inquiry.queries.reviews import can_see
from secondsight.organisation.models import Account, Tier
from secondsight.organisation.rules.duties import must_set_policy
from secondsight.record.actions.words import fit

TOPIC = "organisation:packet"
MOST_PARTS = 40
MOST_ASKED = 100
VERDICTS = tuple(verdict for verdict, _ in PacketAnswer.VERDICTS)


def ask_for_part(
    review: Review, part: PacketPart, account: Account, *, by: Account, at: datetime, note: str = ""
) -> PacketRequest:
    """Ask somebody to bring a part of the packet and return the request; the same one is asked once.

    Raises InvalidInput, Refused.
    """
    note = fit(note, field="note", most=500)
    with write():
        check_leads(review, by)
        if not can_see(account, review.pk):
            raise InvalidInput(
                f"{account.name} may not see this restricted review. Add them to its audience first.",
                field="person",
            )
        waiting = PacketRequest.objects.filter(review=review, taken_back_at=None, arrived_at=None)
        if there := waiting.filter(part=part, account=account).first():
            return there
        if waiting.count() >= MOST_ASKED:
            raise Refused(f"{MOST_ASKED} requests wait already; nobody else was asked.")
        request = PacketRequest.objects.create(
            review=review, part=part, account=account, asked_by=by, note=note, recorded_at=at
        )
        _tell("packet_asked", request, by=by, at=at, what=f"{part.name}: {account.name}")
    return request


def take_back_packet_request(request: PacketRequest, *, by: Account, at: datetime) -> PacketRequest:
    """Ask no more, and return the request. Who leads the review may, and who is asked. Raises Refused."""
    with write():
        now = PacketRequest.objects.select_related("review", "part", "account").get(pk=request.pk)
        if now.account_id != by.pk:
            check_leads(now.review, by)
        if now.taken_back_at is None and now.arrived_at is None:
            now.taken_back_at = at
            now.save(update_fields=["taken_back_at"])
            _tell("packet_no_longer_asked", now, by=by, at=at, what=f"{now.part.name}: {now.account.name}")
    return now


def answer_part(
    review: Review, part: PacketPart, *, verdict: str, reason: str, by: Account, at: datetime
) -> PacketAnswer:
    """Say that a part does not apply, or where it is at hand, with the words for it; return that.

    Raises InvalidInput, Refused.
    """
    if verdict not in VERDICTS:
        raise InvalidInput(f"A part is one of: {', '.join(VERDICTS)}.", field="verdict")
    reason = fit(reason, field="reason", most=500, is_needed=True)
    with write():
        check_leads(review, by)
        told: dict[str, Any] = {"verdict": verdict, "reason": reason}
        there = PacketAnswer.objects.filter(review=review, part=part).first()
        if there and (there.verdict, there.reason) == (verdict, reason):
            return there
        answer = there or PacketAnswer(review=review, part=part)
        answer.verdict, answer.reason, answer.given_by, answer.recorded_at = verdict, reason, by, at
        answer.save()
        _tell("packet_answered", answer, by=by, at=at, what=part.name, **told)
    return answer


def take_back_answer(review: Review, part: PacketPart, *, by: Account, at: datetime) -> None:
    """Take back what was said of a part. Raises Refused."""
    with write():
        check_leads(review, by)
        answer = PacketAnswer.objects.filter(review=review, part=part).first()
        if answer is not None:
            _tell("packet_answer_taken_back", answer, by=by, at=at, what=part.name)
            answer.delete()


def note_arrivals(incident_id: str, *, at: datetime) -> int:
    """Note that what was asked for in an incident's reviews has come; return how many requests that ends."""
    with write():
        found = arrived(incident_id)
        for request in found:
            request.arrived_at = at
            request.save(update_fields=["arrived_at"])
            _tell("packet_arrived", request, by=None, at=at, what=request.part.name)
    return len(found)


def save_part(
    part: PacketPart | None,
    *,
    name: str,
    hint: str = "",
    words: Sequence[str] = (),
    not_for: Sequence[str] = (),
    is_customer_facing: bool = False,
    by: Account | None,
    at: datetime,
) -> PacketPart:
    """Change a part of the organisation's checklist, or add one, and return it.

    `not_for` are slugs of tiers. Raises Forbidden, InvalidInput.
    """
    must_set_policy(by)
    name = fit(name, field="name", most=100, is_needed=True)
    hint = fit(hint, field="hint", most=300)
    fitted = [fit(word, field="words", most=60) for word in words]
    with write():
        rows = PacketPart.objects.all()
        there = rows.filter(name__iexact=name).exclude(pk=part.pk if part else "").first()
        if there and (part or there.retired_at is None):
            raise InvalidInput("A part of that name is on the checklist already.", field="name")
        slugs = set(Tier.objects.values_list("slug", flat=True))
        if unknown := sorted(set(not_for) - slugs):
            raise InvalidInput(f"There is no tier “{unknown[0][:40]}”.", field="not_for")
        now = rows.get(pk=part.pk) if part else there or _new_part(name)
        verb = "packet_part_changed" if part else "packet_part_added"
        now.name, now.hint, now.retired_at = name, hint, None
        now.words = list(dict.fromkeys(word for word in fitted if word))[:20]
        now.not_for, now.is_customer_facing = sorted(set(not_for)), is_customer_facing
        now.save()
        journal.record(verb, by=by, subject=now, at=at, topic=TOPIC, what=now.name)
    return now


def retire_part(part: PacketPart, *, by: Account | None, at: datetime) -> PacketPart:
    """Ask for a part no more, and return it; what was said of it stays. Raises Forbidden."""
    must_set_policy(by)
    with write():
        now = PacketPart.objects.get(pk=part.pk)
        if now.retired_at is None:
            now.retired_at = at
            now.save(update_fields=["retired_at"])
            journal.record("packet_part_retired", by=by, subject=now, at=at, topic=TOPIC, what=now.name)
    return now


def _new_part(name: str) -> PacketPart:
    rows = PacketPart.objects.all()
    if rows.filter(retired_at=None).count() >= MOST_PARTS:
        raise Refused(f"{MOST_PARTS} parts are more than anybody brings; nothing was added.")
    slug = slugify(name)[:40] or "part"
    if rows.filter(slug=slug).exists():
        slug = f"{slug[:33]}-{new_id()[-6:]}"
    return PacketPart(slug=slug, place=(rows.aggregate(last=Max("place"))["last"] or 0) + 1)


def _tell(verb: str, row: Any, *, by: Account | None, at: datetime, **particulars: Any) -> None:
    journal.record(verb, by=by, subject=row, at=at, topic=row.review.topic, **particulars)
