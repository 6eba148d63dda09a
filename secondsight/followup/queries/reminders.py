"""What the reminders of the day are about (R7.2, R7.3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import OuterRef, Q, Subquery

from secondsight.base.models import Mail
from secondsight.followup.models import Commitment, KnownRisk, Step
from secondsight.followup.queries.agreed import Agreed, agreed
from secondsight.followup.rules.commitment import OPEN_STATES
from secondsight.followup.rules.reminders import CommitmentFact, Reminder, reminders_due
from secondsight.followup.rules.vocabulary import CommitmentState
from secondsight.inquiry.models import Review, RoleHolder
from secondsight.inquiry.rules.vocabulary import Role
from secondsight.organisation.models import Account

BATCH = 500
AHEAD = timedelta(days=61)  # further than any policy reminds ahead


@dataclass(frozen=True)
class Letter:
    """One reminder with what its mail needs."""

    key: str
    to: Account
    sentence: str
    subject: str
    review: str  # its title
    place: str  # "commitment" or "risk"
    row: str  # the id of it


def letters_due(now: datetime) -> Iterator[Letter]:
    """Yield the reminders that are due and were not posted yet, a few statements a batch of 500.

    Nobody is reminded who has left, or who may no longer see the review.
    """
    terms = agreed()
    yield from _letters(_commitment_facts(terms, now), "commitment", terms, now)
    yield from _letters(_risk_facts(terms, now), "risk", terms, now)


def _letters(
    facts: Iterator[tuple[CommitmentFact, Review]], place: str, terms: Agreed, now: datetime
) -> Iterator[Letter]:
    for batch in _batches(facts):
        reviews = {fact.id: review for fact, review in batch}
        due = reminders_due([fact for fact, _ in batch], now, terms.reminder_policy())
        posted = set(Mail.objects.filter(once__in=[one.key for one in due]).values_list("once", flat=True))
        waiting = [one for one in due if one.key not in posted]
        people = Account.objects.filter(is_active=True).in_bulk({one.recipient for one in waiting})
        for one in waiting:
            to, review = people.get(one.recipient), reviews[one.commitment_id]
            if to is not None and _may_see(to, review):
                yield _letter(one, to, review, place)


def _letter(one: Reminder, to: Account, review: Review, place: str) -> Letter:
    return Letter(one.key, to, one.sentence, one.kind.label, review.title, place, one.commitment_id)


def _may_see(account: Account, review: Review) -> bool:
    if not review.is_restricted:
        return True
    return Review.objects.visible_to(account).filter(pk=review.pk).exists()


def _commitment_facts(terms: Agreed, now: datetime) -> Iterator[tuple[CommitmentFact, Review]]:
    today = terms.today(now)
    since = Step.objects.filter(commitment=OuterRef("pk")).order_by("-recorded_at", "-id")
    rows = (
        Commitment.objects.filter(state__in=OPEN_STATES)
        .filter(~Q(state=CommitmentState.ACCEPTED) | Q(due_on__lte=today + AHEAD))
        .select_related("review")
        .annotate(since_at=Subquery(since.values("recorded_at")[:1]), review_owner=_review_owner())
        .order_by("id")
    )
    for row in rows.iterator(BATCH):
        yield (
            CommitmentFact(
                id=row.pk,
                title=row.what,
                state=CommitmentState(row.state),
                owner=row.owner_id,
                review_owner=row.review_owner or row.review.opened_by_id or "",
                since_at=row.since_at or row.recorded_at,
                due_on=row.due_on,
            ),
            row.review,
        )


def _risk_facts(terms: Agreed, now: datetime) -> Iterator[tuple[CommitmentFact, Review]]:
    rows = (
        KnownRisk.objects.filter(closed_at=None, look_again_on__lte=terms.today(now))
        .select_related("review")
        .annotate(review_owner=_review_owner())
        .order_by("id")
    )
    for row in rows.iterator(BATCH):
        asked = row.review_owner or row.accepted_by_id or row.review.opened_by_id or ""
        yield (
            CommitmentFact(
                id=row.pk,
                title=row.what,
                state=CommitmentState.KNOWN_RISK,
                owner=asked,
                review_owner=asked,
                since_at=row.recorded_at,
                look_again_on=row.look_again_on,
            ),
            row.review,
        )


def _review_owner() -> Subquery:
    owner = RoleHolder.objects.filter(review=OuterRef("review_id"), role=Role.OWNER)
    return Subquery(owner.values("account")[:1])


def _batches(
    facts: Iterator[tuple[CommitmentFact, Review]],
) -> Iterator[list[tuple[CommitmentFact, Review]]]:
    batch: list[tuple[CommitmentFact, Review]] = []
    for fact in facts:
        batch.append(fact)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
