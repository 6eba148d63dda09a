"""What preparing a review consists of, and where each part stands in a few words (R2)."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from secondsight.inquiry.models import Agenda, CalibrationReader, Review, RoleHolder, Theme
from secondsight.inquiry.queries.packet import missing_of
from secondsight.inquiry.queries.roles import role_gaps


@dataclass(frozen=True)
class PartToPrepare:
    """One part: its name and address, where it stands, whether it is done with."""

    name: str
    url: str
    standing: str
    state: str  # as `state` is drawn: draft, waiting, ready


def parts_to_prepare(viewer: Any, review: Review, held: list[RoleHolder]) -> list[PartToPrepare]:
    """Return the parts in the order in which they are worth doing; nine statements, whatever there is."""
    return [
        _roles(review, held),
        _packet(viewer, review),
        _draft(viewer, review),
        _agenda(review),
    ]


def _roles(review: Review, held: list[RoleHolder]) -> PartToPrepare:
    gaps = len(role_gaps(held))
    words = f"{gaps} of 3 still open" if gaps else f"{len(held)} in the room"
    return _part("Roles", "review_roles", review, words, "draft" if gaps else "ready")


def _packet(viewer: Any, review: Review) -> PartToPrepare:
    missing = missing_of(viewer, review)
    if not missing:
        return _part("Packet", "review_packet", review, "everything is there", "ready")
    named = ", ".join(missing[:2]) + (f" and {len(missing) - 2} more" if len(missing) > 2 else "")
    return _part("Packet", "review_packet", review, f"missing: {named}", "draft")


def _draft(viewer: Any, review: Review) -> PartToPrepare:
    readers = list(
        CalibrationReader.objects.filter(calibration__review=review).values_list("completed_at", flat=True)
    )
    if readers:
        done = sum(one is not None for one in readers)
        words = f"{done} of {len(readers)} have been through it"
        return _part(
            "Draft", "review_calibration", review, words, "ready" if done == len(readers) else "waiting"
        )
    themes = Theme.objects.filter(review=review, removed_at=None).count()
    words = "not sent" if not themes else f"not sent; {themes} theme{'' if themes == 1 else 's'} named"
    return _part("Draft", "review_calibration", review, words, "draft")


def _agenda(review: Review) -> PartToPrepare:
    settled = Agenda.objects.filter(review=review).first()
    if settled is None:
        return _part("Agenda", "review_agenda", review, "proposed", "draft")
    length = f"{settled.minutes} minutes" if settled.minutes else "in writing"
    if settled.sent_at is None:
        return _part("Agenda", "review_agenda", review, f"{length}, not sent", "waiting")
    return _part("Agenda", "review_agenda", review, f"{length}, sent", "ready")


def _part(name: str, address: str, review: Review, standing: str, state: str) -> PartToPrepare:
    return PartToPrepare(name, reverse(address, args=[review.pk]), standing, state)
