"""What changes about a review: what it covers, what it says, who sees it, that it was held."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from secondsight.base import journal
from secondsight.base.errors import InvalidInput, Refused, StaleEdit
from secondsight.base.ids import new_id
from secondsight.base.models import JournalEntry
from secondsight.base.transaction import write
from secondsight.inquiry.actions.shared_texts import put_words
from secondsight.inquiry.models import Review, ReviewIncident, ReviewSeat, SharedText
from secondsight.inquiry.queries.reviews import may_lead
from secondsight.inquiry.queries.veil import keep_veiled
from secondsight.inquiry.rules.tiers import Graded, propose_tier
from secondsight.inquiry.rules.vocabulary import MeetingMode, TextKind
from secondsight.organisation.models import Account, Team, Tier
from secondsight.record.actions.incidents import restrict_incident
from secondsight.record.actions.words import fit, fit_id, fit_term
from secondsight.record.models import Incident

MOST_INCIDENTS = 100
NARRATIVE = 100_000
CLOCK_SLIP = timedelta(minutes=5)  # how far a browser's clock may be ahead of ours
LOOK_AGAIN_AFTER = timedelta(hours=1)
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)


def open_review(
    *,
    title: str,
    incidents: Iterable[Incident],
    by: Account,
    at: datetime,
    tier: Tier | None = None,
    is_restricted: bool = False,
    accounts: Iterable[Account] = (),
    teams: Iterable[Team] = (),
    once: str = "",
) -> Review:
    """Open a review of one or more incidents and return it (R1.2).

    Without a tier it gets the one that the worst severity asks for (R1.3). A restricted review restricts
    its incidents to the same audience; whoever opens it is in it. `once` is an id that a form was given:
    the same form sent twice opens one review.
    Raises InvalidInput, Refused.
    """
    covered = _fit_incidents(incidents)
    title = fit(title, field="title", most=300, is_needed=True)
    once = fit_id(once)
    with write():
        if once and (there := Review.objects.filter(pk=once, opened_by=by).first()):
            return there
        if once and Review.objects.filter(pk=once).exists():
            raise InvalidInput("This form was used before. Load the page again.", field="once")
        if not is_restricted:
            _check_open_incidents(covered)
        review = Review.objects.create(
            id=once or new_id(),
            title=title,
            tier=tier or _worst(covered),
            opened_by=by,
            recorded_at=at,
        )
        ReviewIncident.objects.bulk_create(
            ReviewIncident(review=review, incident=incident) for incident in covered
        )
        said = [incident.title for incident in covered]
        _tell("review_opened", review, by=by, at=at, incidents=said, tier=review.tier.name)
        if is_restricted:
            restrict_review(review, accounts=accounts, teams=teams, by=by, at=at)
            review.is_restricted = True
    return review


def edit_review(
    review: Review,
    *,
    by: Account,
    at: datetime,
    edition: int | None = None,
    title: str | None = None,
    tier: Tier | None = None,
    narrative: str | None = None,
) -> Review:
    """Change a review's title, tier or narrative and return it; what is None stays.

    Everybody who sees a review may write on its narrative; title and tier are for those who lead it.
    `edition` is the one that was read; without it, the newest is changed.
    Raises StaleEdit when somebody changed it since, InvalidInput, Refused.
    """
    if narrative is not None:
        keep_veiled(by, review)
    with write():
        now = Review.objects.select_related("tier").get(pk=review.pk)
        if edition is not None and edition != now.edition:
            raise StaleEdit(
                "Somebody changed this review while you wrote. Your words are kept here: look at theirs, "
                "then save again.",
                newer=now,
            )
        changes: dict[str, Any] = {}
        if title is not None and (fitted := fit(title, field="title", most=300, is_needed=True)) != now.title:
            changes["title"] = [now.title, fitted]
            now.title = fitted
        if tier is not None and tier.pk != now.tier_id:
            changes["tier"] = [now.tier.name, tier.name]
            now.tier = tier
        if changes:
            check_leads(now, by)
        if narrative is not None:
            words = fit(narrative, field="narrative", most=NARRATIVE)
            if words != now.narrative:
                before = now.narrative
                # Those who have it open write in it at the same time: what they write is merged.
                if text := SharedText.objects.filter(review=now, kind=TextKind.NARRATIVE).first():
                    text.review = now
                    put_words(text, words, by=by, at=at)
                now.narrative = words
                changes["narrative"] = [before, words]
        if not changes:
            return now
        now.edition += 1
        now.save(update_fields=["title", "tier", "narrative", "edition"])
        _tell("review_edited", now, by=by, at=at, changes=changes, **_first(changes))
    return now


def add_incident(review: Review, incident: Incident, *, by: Account, at: datetime) -> None:
    """Let a review cover one more incident; one that it covers already stays (R1.2).

    In a restricted review the incident becomes restricted to the same audience.
    Raises Refused.
    """
    with write():
        review = _locked(review)
        check_leads(review, by)
        if ReviewIncident.objects.filter(review=review).count() >= MOST_INCIDENTS:
            raise Refused(f"A review covers at most {MOST_INCIDENTS} incidents; nothing was changed.")
        if not review.is_restricted:
            _check_open_incidents([incident])
        _, is_new = ReviewIncident.objects.get_or_create(review=review, incident=incident)
        if is_new:
            if review.is_restricted:
                accounts, teams = _audience(review)
                restrict_incident(incident, accounts=accounts, teams=teams, by=by, at=at)
            _tell("review_incident_added", review, by=by, at=at, incident=incident.title)


def remove_incident(review: Review, incident: Incident, *, by: Account, at: datetime) -> None:
    """Let a review no longer cover an incident; the incident and its timeline stay as they are.

    Moments of it stay tied to what was found and are no longer shown. Raises Refused for the last one.
    """
    with write():
        review = _locked(review)
        check_leads(review, by)
        covered = ReviewIncident.objects.filter(review=review)
        if not covered.filter(incident=incident).exists():
            return
        if covered.count() == 1:
            raise Refused("A review covers at least one incident. Add the other one first.")
        covered.filter(incident=incident).delete()
        _tell("review_incident_removed", review, by=by, at=at, incident=incident.title)


def restrict_review(
    review: Review, *, accounts: Iterable[Account], teams: Iterable[Team], by: Account, at: datetime
) -> Review:
    """Let only some people and teams know of a review and of its incidents, and return it (R11.4).

    Whoever opened it, whoever restricts it and everybody with a role in it keep their seats.
    Raises Refused.
    """
    with write():
        review = _locked(review)
        check_leads(review, by)
        seated = {account.pk: account for account in accounts}
        seated[by.pk] = by
        if review.opened_by is not None:
            seated[review.opened_by.pk] = review.opened_by
        for holder in review.role_holders.select_related("account"):
            seated[holder.account.pk] = holder.account
        chosen = {team.pk: team for team in teams}
        ReviewSeat.objects.filter(review=review).delete()
        ReviewSeat.objects.bulk_create(
            [
                *(ReviewSeat(review=review, account=one, given_by=by) for one in seated.values()),
                *(ReviewSeat(review=review, team=one, given_by=by) for one in chosen.values()),
            ]
        )
        review.is_restricted = True
        review.save(update_fields=["is_restricted"])
        for incident in Incident.objects.filter(review_incidents__review=review):
            restrict_incident(incident, accounts=seated.values(), teams=chosen.values(), by=by, at=at)
        audience = sorted(one.name for one in (*seated.values(), *chosen.values()))
        _tell("review_restricted", review, by=by, at=at, audience=audience)
    return review


def open_to_all(review: Review, *, by: Account, at: datetime) -> Review:
    """Let everybody in the organisation know of a review, and return it.

    Its incidents have to be open to all before. Raises Refused.
    """
    with write():
        review = _locked(review)
        check_leads(review, by)
        if not review.is_restricted:
            return review
        _check_open_incidents(Incident.objects.filter(review_incidents__review=review))
        review.is_restricted = False
        review.save(update_fields=["is_restricted"])
        ReviewSeat.objects.filter(review=review).delete()
        _tell("review_opened_to_all", review, by=by, at=at)
    return review


def record_meeting(
    review: Review,
    *,
    met_at: datetime,
    by: Account,
    at: datetime,
    mode: MeetingMode | str = MeetingMode.MEETING,
) -> Review:
    """Say when the meeting, or the round in writing, ended, and return the review (R4.7).

    From then on its ideas soak (R6.1). Saying it again corrects it. Raises InvalidInput, Refused.
    """
    mode = fit_term(MeetingMode, mode, field="mode")
    if met_at.tzinfo is None:
        raise InvalidInput("This time has no zone: 2026-03-11T14:02:00+01:00 has one.", field="met_at")
    if met_at > at + CLOCK_SLIP:
        raise InvalidInput(
            "This lies ahead. Say when it ended once it has; the soak begins then.", field="met_at"
        )
    if met_at < EARLIEST:
        raise InvalidInput("This is before the year 2000; look at the date again.", field="met_at")
    with write():
        review = _locked(review)
        check_leads(review, by)
        before = review.met_at
        if (before, review.met_mode) == (met_at, mode):
            return review
        review.met_at, review.met_by, review.met_mode = met_at.astimezone(UTC), by, mode
        review.save(update_fields=["met_at", "met_by", "met_mode"])
        _tell(
            "review_held",
            review,
            by=by,
            at=at,
            mode=mode.value,
            before=before.isoformat() if before else "",
            after=review.met_at.isoformat(),
        )
    return review


def look_at_review(review: Review, *, by: Account, at: datetime) -> None:
    """Write down that somebody looked at a restricted review, at most once a person and hour (R11.4).

    Without a topic: a look is for the audit trail, and changes nothing on any page.
    """
    if not review.is_restricted:
        return
    looks = JournalEntry.objects.filter(
        subject_kind="review", subject=review.pk, verb="restricted_review_viewed", actor=by.pk
    )
    if looks.filter(at__gt=at - LOOK_AGAIN_AFTER).exists():
        return
    with write():
        journal.record("restricted_review_viewed", by=by, subject=review, at=at, what=review.title)


def check_leads(review: Review, account: Account) -> None:
    """Let those pass who lead a review. Raises Refused for anybody else."""
    if not may_lead(account, review):
        raise Refused(
            "This is for those who lead the review: who opened it, its facilitator, scribe and owner, and "
            "the programme owner. Nothing was changed; ask one of them."
        )


def _fit_incidents(incidents: Iterable[Incident]) -> list[Incident]:
    covered = list({incident.pk: incident for incident in incidents}.values())
    if not covered:
        raise InvalidInput("Choose at least one incident; near misses count.", field="incidents")
    if len(covered) > MOST_INCIDENTS:
        raise InvalidInput(f"A review covers at most {MOST_INCIDENTS} incidents.", field="incidents")
    return covered


def _check_open_incidents(incidents: Iterable[Incident]) -> None:
    if shut := [incident.title for incident in incidents if incident.is_restricted]:
        raise Refused(
            f"“{shut[0]}” is restricted, so a review of it has to be restricted too. Nothing was changed: "
            "restrict the review, or open the incident to everybody first."
        )


def _worst(incidents: list[Incident]) -> Tier:
    proposal = propose_tier(
        Graded(one.severity.rank, one.severity.name, one.severity.tier_id) for one in incidents
    )
    return Tier.objects.get(pk=proposal.tier if proposal else "")


def _audience(review: Review) -> tuple[list[Account], list[Team]]:
    seats = list(review.audience.select_related("account", "team"))
    return [s.account for s in seats if s.account], [s.team for s in seats if s.team]


def _locked(review: Review) -> Review:
    return Review.objects.select_related("tier", "opened_by").get(pk=review.pk)


def _first(changes: dict[str, list[str]]) -> dict[str, str]:
    """A history line shows one change; the entry itself has them all."""
    before, after = next(iter(changes.values()))
    return {"before": str(before)[:300], "after": str(after)[:300]}


def _tell(verb: str, review: Review, *, by: Account, at: datetime, **particulars: Any) -> None:
    particulars.setdefault("what", review.title)
    journal.record(verb, by=by, subject=review, at=at, topic=review.topic, **particulars)
