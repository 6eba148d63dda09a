"""Finding small incidents that belong together, and opening one review over them (R1.2, R1.4)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from secondsight.base import journal
from secondsight.base.errors import Refused
from secondsight.base.transaction import write
from secondsight.inquiry.actions.reviews import MOST_INCIDENTS, open_review
from secondsight.inquiry.models import Review, ReviewIncident
from secondsight.organisation.models import Account, Tier
from secondsight.programme.models import DeclinedReview, Pattern, PatternMember
from secondsight.programme.queries.facts import shared_keys
from secondsight.programme.queries.triggers import agreed_triggers
from secondsight.programme.rules.patterns import Found, Small, find_patterns
from secondsight.programme.rules.qualifying import Setting, Trigger
from secondsight.record.models import Incident

TOPIC = "programme:queue"
LOOKED_BACK = timedelta(days=400)  # beyond this, small incidents are history


def reckon_patterns_of(incident_id: str, *, at: datetime) -> None:
    """Look for the patterns that an incident is in, was in, or joins by now."""
    found = Incident.objects.filter(pk=incident_id).prefetch_related("services").first()
    keys = set(shared_keys(found)) if found else set()
    for pattern in Pattern.objects.waiting().filter(members__incident=incident_id):
        keys |= set(pattern.keys)
    if keys:
        _reckon(keys, at)


def reckon_patterns_of_review(review_id: str, *, at: datetime) -> None:
    """Look again at the patterns of the incidents that a review covers: it has answered for them."""
    covered = ReviewIncident.objects.filter(review=review_id).values("incident")
    waiting = Pattern.objects.waiting().filter(members__incident__in=covered).distinct()
    if keys := {key for pattern in waiting for key in pattern.keys}:
        _reckon(keys, at)


def reckon_all_patterns(*, at: datetime) -> None:
    """Look for all patterns again, for the policy has changed, or for what time has made of them."""
    _reckon(None, at)


def review_pattern(pattern: Pattern, *, title: str = "", by: Account, at: datetime) -> Review:
    """Open one review over all incidents of a pattern and return it; asked again, return the same (R1.2).

    Raises Refused for a pattern that holds no more or was declined, InvalidInput.
    """
    with write():
        pattern = Pattern.objects.select_related("review", "tier").get(pk=pattern.pk)
        if pattern.review is not None:
            return pattern.review
        if pattern.lapsed_at or DeclinedReview.objects.filter(pattern=pattern, undone_at=None).exists():
            raise Refused(
                "This pattern was declined, or holds no more. Open a review by hand, if one is needed."
            )
        incidents = list(_members(pattern).order_by("-listed_at", "-id")[:MOST_INCIDENTS])
        review = open_review(
            title=title or f"{len(incidents)} small incidents: {pattern.shared}"[:300],
            incidents=list(reversed(incidents)),
            tier=pattern.tier,
            by=by,
            at=at,
        )
        Pattern.objects.filter(pk=pattern.pk).update(review=review)
        journal.record(
            "pattern_reviewed",
            by=by,
            subject=pattern,
            at=at,
            topic=TOPIC,
            what=pattern.shared,
            review=review.pk,
        )
    return review


def _members(pattern: Pattern) -> QuerySet[Incident]:
    rows = Incident.objects.filter(pattern_members__pattern=pattern, is_restricted=False)
    return rows.select_related("severity__tier")


def _reckon(keys: set[str] | None, at: datetime) -> None:
    agreed = agreed_triggers()[Trigger.PATTERN]
    with write():
        waiting = list(Pattern.objects.waiting().prefetch_related("members"))
        if keys is not None:
            keys = _closed(keys, waiting)
            waiting = [one for one in waiting if keys & set(one.keys)]
        smalls, said = _smalls(agreed, keys, waiting, at)
        found = (
            find_patterns(
                smalls,
                least=agreed.threshold,
                window=timedelta(days=agreed.window_days),
                settled=_settled(smalls),
            )
            if agreed.is_on and agreed.tier
            else []
        )
        for one in found:
            there = _same(one, waiting)
            if there is not None:
                waiting.remove(there)
            _keep(there, one, agreed, said, at)
        for pattern in waiting:
            Pattern.objects.filter(pk=pattern.pk).update(lapsed_at=at)
            journal.record(
                "pattern_lapsed", by=None, subject=pattern, at=at, topic=TOPIC, what=pattern.shared
            )


def _closed(keys: set[str], waiting: list[Pattern]) -> set[str]:
    """Return the keys with all that patterns tie to them: a pattern by two keys is looked at by both."""
    while True:
        more = keys.union(*(one.keys for one in waiting if keys & set(one.keys)))
        if more == keys:
            return keys
        keys = more


def _smalls(
    agreed: Setting, keys: set[str] | None, waiting: list[Pattern], at: datetime
) -> tuple[list[Small], dict[str, str]]:
    """Return the small incidents that may belong together, and the words of what they share.

    Those of long ago count only where a pattern of theirs still waits: it is not forgotten (R1.5).
    """
    there = {member.incident_id for one in waiting for member in one.members.all()}
    rows = Incident.objects.filter(is_restricted=False, severity__rank__gte=agreed.rank).filter(
        Q(listed_at__gte=at - LOOKED_BACK) | Q(pk__in=there)
    )
    if keys is not None:
        services = [key.partition(":")[2] for key in keys if key.startswith("service:")]
        is_named = any(key.startswith("failure:") for key in keys)
        rows = rows.filter(Q(services__in=services) | (~Q(failure_mode="") if is_named else Q(pk__in=[])))
    smalls, said = [], {}
    for row in rows.distinct().prefetch_related("services"):
        words = shared_keys(row)
        said.update(words)
        wanted = tuple(key for key in words if keys is None or key in keys)
        smalls.append(Small(row.pk, row.listed_at, wanted))
    return smalls, said


def _settled(smalls: list[Small]) -> dict[str, frozenset[str]]:
    """Return which incidents are answered, by key: by a review of them, or for a pattern of that key."""
    reviewed = frozenset(ReviewIncident.objects.values_list("incident_id", flat=True))
    settled: dict[str, frozenset[str]] = defaultdict(
        lambda: reviewed, {key: reviewed for small in smalls for key in small.keys}
    )
    for pattern in Pattern.objects.answered().prefetch_related("members"):
        for key in pattern.keys:
            settled[key] |= {member.incident_id for member in pattern.members.all()}
    return settled


def _same(found: Found, waiting: Iterable[Pattern]) -> Pattern | None:
    """Return the pattern that waits already and that this one has become."""
    ids = set(found.incidents)

    def shared(one: Pattern) -> int:
        return len(ids & {member.incident_id for member in one.members.all()})

    alike = [one for one in waiting if set(one.keys) & set(found.keys) and shared(one)]
    return max(alike, key=shared, default=None)


def _keep(there: Pattern | None, found: Found, agreed: Setting, said: dict[str, str], at: datetime) -> None:
    facts: dict[str, Any] = {
        "keys": list(found.keys),
        "shared": " and ".join(said[key] for key in found.keys)[:400],
        "tier": Tier.objects.get(slug=agreed.tier.slug if agreed.tier else ""),
        "least": agreed.threshold,
        "window_days": agreed.window_days,
    }
    before = {member.incident_id for member in there.members.all()} if there else set()
    if there is None:
        there = Pattern.objects.create(**facts, recorded_at=at)
    else:
        Pattern.objects.filter(pk=there.pk).update(**facts)
    wanted = set(found.incidents)
    if wanted == before:
        return
    PatternMember.objects.filter(pattern=there).exclude(incident__in=wanted).delete()
    PatternMember.objects.bulk_create(
        PatternMember(pattern=there, incident_id=id) for id in found.incidents if id not in before
    )
    verb = "pattern_changed" if before else "pattern_found"
    journal.record(
        verb, by=None, subject=there, at=at, topic=TOPIC, what=facts["shared"], incidents=len(wanted)
    )
