"""What is noted while a review understands: factors, what worked, learning points, ideas (R5, S4)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from secondsight.base import journal
from secondsight.base.errors import InvalidInput, Refused, StaleEdit
from secondsight.base.ids import new_id
from secondsight.base.transaction import write
from secondsight.inquiry.models import Factor, Idea, IdeaComment, LearningPoint, Review, Strength
from secondsight.inquiry.queries.categories import categories
from secondsight.inquiry.queries.found import MODELS, Finding
from secondsight.inquiry.queries.reviews import may_lead
from secondsight.inquiry.rules.findings import FindingKind
from secondsight.inquiry.rules.vocabulary import LearningSubject
from secondsight.organisation.models import Account
from secondsight.record.actions.words import fit, fit_id, fit_term
from secondsight.record.models import Event

WHAT = 500
CONTEXT = 20_000
MOST_OF_A_KIND = 500
KINDS = {model: kind for kind, model in MODELS.items()}


def add_factor(
    review: Review,
    *,
    what: str,
    category: str,
    by: Account,
    at: datetime,
    context: str = "",
    moments: Iterable[Event] = (),
    once: str = "",
) -> Factor:
    """Note something that contributed, of a category, tied to moments, and return it (R5.1).

    Raises InvalidInput.
    """
    said = {"category": fit_category(category), "context": context}
    added: Factor = _add(review, FindingKind.FACTOR, what, said, moments, by=by, at=at, once=once)
    return added


def add_strength(
    review: Review,
    *,
    what: str,
    by: Account,
    at: datetime,
    why_it_could: str = "",
    moments: Iterable[Event] = (),
    once: str = "",
) -> Strength:
    """Note what worked and why it could, tied to moments, and return it (R5.3). Raises InvalidInput."""
    said = {"why_it_could": why_it_could}
    added: Strength = _add(review, FindingKind.STRENGTH, what, said, moments, by=by, at=at, once=once)
    return added


def add_learning_point(
    review: Review,
    *,
    what: str,
    subject: str,
    by: Account,
    at: datetime,
    context: str = "",
    moments: Iterable[Event] = (),
    once: str = "",
) -> LearningPoint:
    """Note what is understood now that was not before, and return it (R5.4). Raises InvalidInput."""
    said = {"subject": fit_term(LearningSubject, subject, field="subject"), "context": context}
    kind = FindingKind.LEARNING_POINT
    added: LearningPoint = _add(review, kind, what, said, moments, by=by, at=at, once=once)
    return added


def add_idea(
    review: Review,
    *,
    what: str,
    by: Account,
    at: datetime,
    context: str = "",
    moment: Event | None = None,
    once: str = "",
) -> Idea:
    """Note what could be done, tied to the moment that raised it, and return it: no owner, no date (S4).

    Raises InvalidInput.
    """
    moments = [moment] if moment else []
    added: Idea = _add(review, FindingKind.IDEA, what, {"context": context}, moments, by=by, at=at, once=once)
    return added


def edit_finding(
    finding: Finding, *, by: Account, at: datetime, edition: int | None = None, **said: str
) -> Any:
    """Change the words of a finding and return it; what is not named stays.

    `said`: what, and by kind category and context, why_it_could, subject and context, or context.
    `edition` is the one that was read; without it, the newest is changed.
    Raises StaleEdit when somebody changed it since, InvalidInput, Refused for a removed one.
    """
    kind = KINDS[type(finding)]
    fitted = _fit(kind, said)
    with write():
        now = _there(finding)
        if edition is not None and edition != now.edition:
            raise StaleEdit(
                "Somebody changed this while you wrote. Your words are kept here: look at theirs, then save "
                "again.",
                newer=now,
            )
        changes = {name: [getattr(now, name), words] for name, words in fitted.items()}
        changes = {name: both for name, both in changes.items() if both[0] != both[1]}
        if not changes:
            return now
        for name, (_, after) in changes.items():
            setattr(now, name, after)
        now.edition += 1
        now.save(update_fields=[*changes, "edition"])
        _tell(f"{kind.value}_edited", now, by=by, at=at, changes=changes, **_first(changes))
    return now


def remove_finding(finding: Finding, *, by: Account, at: datetime) -> None:
    """Take a finding out of the review; its row and its words stay in the history.

    For who noted it and for those who lead the review. An idea that something was decided about stays.
    Raises Refused.
    """
    kind = KINDS[type(finding)]
    with write():
        now = MODELS[kind].objects.select_related("review").get(pk=finding.pk)
        if now.removed_at is not None:
            return
        if now.added_by_id != by.pk and not may_lead(by, now.review):
            raise Refused(
                "Who noted it and those who lead the review can take it out. Nothing was changed; you may "
                "edit it, and the history keeps both."
            )
        if kind is FindingKind.IDEA and any(
            hasattr(now, later) for later in ("decision", "commitment", "known_risk")
        ):
            raise Refused("This idea was decided about, so it stays where people will look for it.")
        now.removed_at = at
        now.save(update_fields=["removed_at"])
        _tell(f"{kind.value}_removed", now, by=by, at=at)


def tie_moment(finding: Finding, event: Event, *, by: Account, at: datetime) -> Any:
    """Tie a finding to a moment of the review's incidents and return it; an idea has one at most.

    Raises InvalidInput for a moment of another incident, Refused for a removed finding.
    """
    kind = KINDS[type(finding)]
    with write():
        now = _there(finding)
        _check_moments(now.review, [event])
        if isinstance(now, Idea):
            if now.moment_id == event.pk:
                return now
            now.moment = event
            now.save(update_fields=["moment"])
        elif now.moments.filter(pk=event.pk).exists():
            return now
        else:
            now.moments.add(event)
        _tell(f"{kind.value}_tied", now, by=by, at=at, moment=event.what, after=event.what)
    return now


def untie_moment(finding: Finding, event: Event, *, by: Account, at: datetime) -> Any:
    """Untie a finding from a moment and return it. Raises Refused for a removed finding."""
    kind = KINDS[type(finding)]
    with write():
        now = _there(finding)
        if isinstance(now, Idea):
            if now.moment_id != event.pk:
                return now
            now.moment = None
            now.save(update_fields=["moment"])
        elif not now.moments.filter(pk=event.pk).exists():
            return now
        else:
            now.moments.remove(event)
        _tell(f"{kind.value}_untied", now, by=by, at=at, moment=event.what, after=event.what)
    return now


def comment_on_idea(idea: Idea, *, text: str, by: Account, at: datetime, once: str = "") -> IdeaComment:
    """Add something to an idea, during the soak and after, and return it (R6.1).

    Raises InvalidInput, Refused for a removed idea.
    """
    text = fit(text, field="text", most=CONTEXT, is_needed=True)
    once = fit_id(once)
    with write():
        if once and (there := IdeaComment.objects.filter(pk=once, idea=idea, added_by=by).first()):
            return there
        idea = _there(idea)
        comment = IdeaComment.objects.create(
            id=_unused(IdeaComment, once), idea=idea, text=text, added_by=by, recorded_at=at
        )
        journal.record(
            "idea_commented",
            by=by,
            subject=comment,
            at=at,
            topic=idea.review.topic,
            what=idea.what,
            text=text,
        )
    return comment


def fit_category(category: str) -> str:
    """Return a category of factors that the organisation has. Raises InvalidInput."""
    known = dict(categories())
    if category not in known:
        raise InvalidInput(
            f"“{category[:40]}” is not a category here; choose one of: {', '.join(known)}.", field="category"
        )
    return category


def _add(
    review: Review,
    kind: FindingKind,
    what: str,
    said: dict[str, str],
    moments: Iterable[Event],
    *,
    by: Account,
    at: datetime,
    once: str,
) -> Any:
    model = MODELS[kind]
    fitted = _fit(kind, {"what": what, **said})
    once = fit_id(once)
    tied = list(moments)
    with write():
        if once and (there := model.objects.filter(pk=once, review=review, added_by=by).first()):
            return there
        _check_moments(review, tied)
        if model.objects.filter(review=review, removed_at=None).count() >= MOST_OF_A_KIND:
            raise Refused(f"{MOST_OF_A_KIND} are enough for one review; nothing was added.")
        if kind is FindingKind.IDEA:
            fitted["moment"] = tied[0] if tied else None
        row = model.objects.create(
            id=_unused(model, once), review=review, added_by=by, recorded_at=at, **fitted
        )
        if kind is not FindingKind.IDEA:
            row.moments.set(tied)
        _tell(f"{kind.value}_added", row, by=by, at=at, moments=[event.what for event in tied])
    return row


def _fit(kind: FindingKind, said: dict[str, Any]) -> dict[str, Any]:
    fits: dict[str, Any] = {
        "what": lambda text: fit(text, field="what", most=WHAT, is_needed=True),
        "context": lambda text: fit(text, field="context", most=CONTEXT),
        "why_it_could": lambda text: fit(text, field="why_it_could", most=CONTEXT),
        "category": fit_category,
        "subject": lambda text: fit_term(LearningSubject, text, field="subject"),
    }
    has = {field.name for field in MODELS[kind]._meta.get_fields()}
    if strange := [name for name in said if name not in fits or name not in has]:
        raise InvalidInput(f"A {kind.label.lower()} has no “{strange[0]}”.", field=strange[0])
    return {name: fits[name](text) for name, text in said.items()}


def _check_moments(review: Review, moments: list[Event]) -> None:
    covered = set(review.review_incidents.values_list("incident", flat=True)) if moments else set()
    for event in moments:
        if event.incident_id not in covered or event.removed_at is not None:
            raise InvalidInput(
                "This moment is not on the timeline of an incident of this review.", field="moments"
            )


def _there(finding: Any) -> Any:
    now = MODELS[KINDS[type(finding)]].objects.select_related("review").get(pk=finding.pk)
    if now.removed_at is not None:
        raise Refused("Somebody took this out of the review in the meantime. Its words are in the history.")
    return now


def _unused(model: Any, once: str) -> str:
    if once and model.objects.filter(pk=once).exists():
        raise InvalidInput("This form was used before. Load the page again.", field="once")
    return once or new_id()


def _first(changes: dict[str, list[str]]) -> dict[str, str]:
    """A history line shows one change; the entry itself has them all."""
    before, after = next(iter(changes.values()))
    return {"before": str(before)[:300], "after": str(after)[:300]}


def _tell(verb: str, row: Any, *, by: Account, at: datetime, **particulars: Any) -> None:
    journal.record(verb, by=by, subject=row, at=at, topic=row.review.topic, what=row.what, **particulars)
