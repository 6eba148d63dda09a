"""What a person sees before publishing (R8.4)."""

from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from secondsight.inquiry.models import Review
from secondsight.publication.models import Edition
from secondsight.publication.queries.editions import is_publisher, past_editions, standing_edition
from secondsight.publication.queries.telling import telling
from secondsight.publication.rules.edition import Telling
from secondsight.publication.rules.sharing import Named, Note, named_people, unsettled


@dataclass(frozen=True)
class Sharing:
    """What would be published, who is named in it, what is unsettled, and what was published before."""

    telling: Telling
    notes: list[Note]
    named: list[Named]
    audience: list[str]  # of a restricted review: who alone sees the edition too
    edition: Edition | None
    past: list[Edition]
    is_publisher: bool


def sharing(viewer: Any, review: Review, zone: tzinfo | None = None) -> Sharing:
    """Return everything that the page before publishing shows of a review that `queries.review` found."""
    told = telling(viewer, review, zone)
    return Sharing(
        telling=told,
        notes=unsettled(told, open_candidates=review.candidate_count),
        named=named_people(told),
        audience=_audience(review) if review.is_restricted else [],
        edition=standing_edition(review),
        past=past_editions(review),
        is_publisher=is_publisher(viewer, review),
    )


def _audience(review: Review) -> list[str]:
    seats = review.audience.select_related("account", "team")
    return [seat.account.name if seat.account else f"all of {seat.team.name}" for seat in seats]
