"""One review, what it covers, and what it has come to."""

from typing import Any

from django.db.models import F, Func, IntegerField, OuterRef, QuerySet, Subquery

from secondsight.base.errors import InvalidInput, NotFound
from secondsight.base.ids import ALPHABET, LENGTH
from secondsight.inquiry.models import Factor, Idea, LearningPoint, Review, RoleHolder, Strength
from secondsight.inquiry.rules.vocabulary import Role
from secondsight.organisation.models import Account, Tier
from secondsight.record.models import Candidate, DecisionPoint, Event, Incident

LEADING = (Role.FACILITATOR, Role.SCRIBE, Role.OWNER)
NOT_THERE = "There is no review here that you may see."


def is_id(text: str) -> bool:
    """Return whether a text has the shape of an id; nothing else needs to be looked for."""
    return len(text) == LENGTH and all(letter in ALPHABET for letter in text)


def reviews(viewer: Any) -> QuerySet[Review]:
    """Return the reviews that the viewer may see, in no order."""
    return Review.objects.visible_to(viewer)


def review(viewer: Any, review_id: str) -> Review:
    """Return a review with its tier and the counts that its rail shows. One statement.

    Raises NotFound.
    """
    found = (
        reviews(viewer)
        .select_related("tier", "opened_by", "met_by")
        .annotate(
            event_count=_covered(Event, removed_at=None),
            candidate_count=_covered(Candidate, answer=None, is_kept_back=False),
            decision_count=_count(
                DecisionPoint.objects.filter(
                    event__incident__review_incidents__review=OuterRef("pk"),
                    event__removed_at=None,
                    removed_at=None,
                )
            ),
            factor_count=_noted(Factor),
            strength_count=_noted(Strength),
            learning_point_count=_noted(LearningPoint),
            idea_count=_noted(Idea),
        )
        .filter(pk=review_id)
        .first()
        if is_id(review_id)
        else None
    )
    if found is None:
        raise NotFound(NOT_THERE)
    return found


def reviews_of(viewer: Any, incident: Incident) -> QuerySet[Review]:
    """Return the reviews of an incident that the viewer may see, the newest first, each with its tier."""
    found = reviews(viewer).filter(incidents=incident).select_related("tier")
    return found.order_by("-recorded_at", "-id")


def can_see(viewer: Any, review_id: str) -> bool:
    """Return whether a review is one that the viewer may see."""
    return is_id(review_id) and reviews(viewer).filter(pk=review_id).exists()


def incidents_of(viewer: Any, review: Review) -> list[Incident]:
    """Return the incidents of a review that the viewer may see, oldest first."""
    found = Incident.objects.visible_to(viewer).filter(review_incidents__review=review)
    return list(found.select_related("severity", "severity__tier").order_by("listed_at", "id"))


def review_topics(viewer: Any, review: Review) -> list[str]:
    """Return what the pages of a review listen to: the review itself and its incidents."""
    seen = Incident.objects.visible_to(viewer).filter(review_incidents__review=review)
    return [review.topic, *(f"incident:{pk}" for pk in seen.values_list("pk", flat=True)[:15])]


def may_lead(account: Any, review: Review) -> bool:
    """Return whether somebody may change what a review covers, who does what in it and who sees it.

    That is who opened it, its facilitator, scribe and owner, and the programme owner.
    """
    if review.opened_by_id == account.pk or account.is_programme_owner:
        return True
    return RoleHolder.objects.filter(review=review, account=account, role__in=LEADING).exists()


def find_incidents(viewer: Any, words: str = "", *, most: int = 20) -> list[Incident]:
    """Return the newest incidents whose title holds all the words, to choose from."""
    found = Incident.objects.visible_to(viewer).select_related("severity")
    for word in words.replace("\0", "").split()[:6]:
        found = found.filter(title__icontains=word)
    return list(found.order_by("-listed_at", "-id")[:most])


def incidents_by_id(viewer: Any, ids: list[str]) -> list[Incident]:
    """Return incidents by their ids, in the order given. Raises InvalidInput for one that is not there."""
    wanted = list(dict.fromkeys(ids))
    if len(wanted) > 100:
        raise InvalidInput("A review covers at most 100 incidents.", field="incidents")
    usable = [pk for pk in wanted if is_id(pk)]
    visible = Incident.objects.visible_to(viewer).select_related("severity", "severity__tier")
    there = visible.in_bulk(usable) if usable else {}
    if missing := [pk for pk in wanted if pk not in there]:
        raise InvalidInput(f"There is no incident “{missing[0][:20]}” that you may see.", field="incidents")
    return [there[pk] for pk in wanted]


def tiers() -> list[Tier]:
    """Return the tiers in their order."""
    return list(Tier.objects.all())


def tier(key: str) -> Tier:
    """Return a tier by its slug or id. Raises InvalidInput for one that does not exist."""
    for one in tiers():
        if key in (one.slug, one.pk):
            return one
    raise InvalidInput("There is no such tier.", field="tier")


def people() -> list[Account]:
    """Return those who can be given something to do, by name: at most 1,000, as suggestions."""
    return list(Account.objects.filter(is_active=True).only("id", "name", "email")[:1000])


def person(words: str, *, field: str = "person") -> Account:
    """Return who is meant by an e-mail address, a full name or an id.

    Raises InvalidInput when nobody is, or more than one.
    """
    words = words.replace("\0", "").strip()
    active = Account.objects.filter(is_active=True)
    found = list(active.filter(email__iexact=words)[:1]) or list(active.filter(name__iexact=words)[:2])
    if not found and is_id(words):
        found = list(active.filter(pk=words))
    if len(found) == 1:
        return found[0]
    if found:
        raise InvalidInput(f"Several people are called {words}; give the e-mail address.", field=field)
    raise InvalidInput("Nobody here has that name or e-mail address.", field=field)


def rail_facts(review: Review) -> dict[str, str]:
    """Return short words for the stages of a review that `review` returned: {"timeline": "61 events"}."""
    left = review.candidate_count
    events = _number(review.event_count, "event")
    return {
        "prepare": "held" if review.met_at else "",
        "timeline": f"{events}, {left} to read" if left else events if review.event_count else "",
        "decisions": _number(review.decision_count, "decision") if review.decision_count else "",
        "understand": _number(review.factor_count, "factor") if review.factor_count else "",
        "ideas": _number(review.idea_count, "idea") if review.idea_count else "",
    }


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _noted(model: Any) -> Subquery:
    return _count(model.objects.filter(review=OuterRef("pk"), removed_at=None))


def _covered(model: Any, **only: Any) -> Subquery:
    return _count(model.objects.filter(incident__review_incidents__review=OuterRef("pk"), **only))


def _count(rows: QuerySet[Any]) -> Subquery:
    number = Func(F("pk"), function="Count", output_field=IntegerField())
    return Subquery(rows.order_by().annotate(n=number).values("n"))
