"""What people made of evidence: tags and where they are set, questions, hypotheses (C12)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from secondsight.base.errors import NotFound
from secondsight.organisation.models import Account
from secondsight.record.models import (
    Event,
    EventItem,
    Hypothesis,
    HypothesisStep,
    Incident,
    IncidentItem,
    ItemQuestion,
    ItemTag,
    Tag,
)
from secondsight.record.queries.incidents import is_name
from secondsight.record.rules.hypotheses import HypothesisState, Step, places_in_order, state_after

ITEM_TAG_ORDER = ("occurred_at", "item_id", "id")
QUESTION_ORDER = ("occurred_at", "id")
# When the item happened as the incident's clocks have it; they may be put right later.
_AT = Subquery(
    IncidentItem.objects.filter(incident=OuterRef("incident"), item=OuterRef("item")).values("occurred_at")[
        :1
    ]
)
HYPOTHESIS_ORDER = ("recorded_at", "id")


def tags(viewer: Account, *, is_retired: bool | None = False) -> QuerySet[Tag]:
    """Return the organisation's tags in their order; None returns the retired ones too."""
    if not viewer.is_active:
        return Tag.objects.none()
    rows = Tag.objects.order_by("position", "recorded_at", "id")
    return rows if is_retired is None else rows.filter(retired_at__isnull=not is_retired)


def tag(viewer: Account, id: str) -> Tag:
    """Return one tag, retired or not. Raises NotFound."""
    return _found(tags(viewer, is_retired=None), id, "There is no such tag here.")


def item_tags(viewer: Account, incident: Incident) -> QuerySet[ItemTag]:
    """Return the tags that are set in an incident that the viewer has found, for `page(ITEM_TAG_ORDER)`."""
    rows = ItemTag.objects.filter(incident=incident, unset_at=None)
    return rows.annotate(occurred_at=_AT).select_related("tag", "set_by")


def item_tag(viewer: Account, id: str) -> ItemTag:
    """Return one setting of a tag, taken off or not. Raises NotFound."""
    rows = ItemTag.objects.filter(incident__in=Incident.objects.visible_to(viewer)).annotate(occurred_at=_AT)
    return _found(rows.select_related("incident", "tag", "set_by"), id, "There is no such tag here.")


def questions(viewer: Account, incident: Incident, *, state: str = "all") -> QuerySet[ItemQuestion]:
    """Return an incident's questions for `page(..., order=QUESTION_ORDER)`; `state` is all, open or settled.

    The caller has found the incident for this viewer.
    """
    rows = ItemQuestion.objects.filter(incident=incident).annotate(occurred_at=_AT)
    if state != "all":
        rows = rows.filter(settled_at__isnull=state == "open")
    return rows.select_related("item", "asked_by", "of_account", "settled_by").defer("item__raw")


def question(viewer: Account, id: str) -> ItemQuestion:
    """Return one question with its incident and item. Raises NotFound."""
    rows = ItemQuestion.objects.filter(incident__in=Incident.objects.visible_to(viewer))
    rows = rows.annotate(occurred_at=_AT)
    loaded = rows.select_related("incident", "item", "asked_by", "of_account", "settled_by")
    return _found(loaded, id, "There is no such question here.")


def state_of(question: ItemQuestion) -> str:
    """Return how a question stands: open, answered or closed."""
    if question.settled_at is None:
        return "open"
    return "answered" if question.answer else "closed"


def open_questions(viewer: Account, incidents: Sequence[Incident]) -> dict[str, list[ItemQuestion]]:
    """Return the questions that wait for an answer, by whom they are for; the interview guide and the meeting
    ask them (R3.7a).

    A person with an account goes by its name. Incidents that the viewer may not see are left out.
    """
    seen = Incident.objects.visible_to(viewer).filter(pk__in=[incident.pk for incident in incidents])
    rows = ItemQuestion.objects.filter(incident__in=seen, settled_at=None).annotate(occurred_at=_AT)
    found: defaultdict[str, list[ItemQuestion]] = defaultdict(list)
    for row in rows.select_related("item", "of_account", "incident").order_by(*QUESTION_ORDER):
        found[row.of_account.name if row.of_account else row.of_name].append(row)
    return dict(found)


def hypotheses(viewer: Account, incident: Incident) -> QuerySet[Hypothesis]:
    """Return an incident's hypotheses, each with what `told` reads of it, for `page(HYPOTHESIS_ORDER)`."""
    return _with_steps(Hypothesis.objects.filter(incident=incident))


def hypothesis(viewer: Account, id: str) -> Hypothesis:
    """Return one hypothesis with its incident and steps. Raises NotFound."""
    rows = Hypothesis.objects.filter(incident__in=Incident.objects.visible_to(viewer))
    return _found(_with_steps(rows.select_related("incident")), id, "There is no such hypothesis here.")


def step(viewer: Account, id: str) -> HypothesisStep:
    """Return one step of a hypothesis. Raises NotFound."""
    rows = HypothesisStep.objects.filter(hypothesis__incident__in=Incident.objects.visible_to(viewer))
    return _found(rows.select_related("hypothesis__incident"), id, "There is no such step here.")


def steps_of(viewer: Account, event: Event) -> list[HypothesisStep]:
    """Return the steps of hypotheses that an event which the viewer has found tells of."""
    rows = HypothesisStep.objects.filter(event=event, withdrawn_at=None).select_related("hypothesis")
    return list(rows.order_by("occurred_at", "id"))


@dataclass(frozen=True)
class Life:
    """A hypothesis and what became of it; `steps` as they happened."""

    hypothesis: Hypothesis
    state: HypothesisState
    steps: list[HypothesisStep]

    @property
    def raised(self) -> HypothesisStep:
        """The step that it began with."""
        return next(s for s in self.steps if s.state == HypothesisState.RAISED)


def life(hypothesis: Hypothesis) -> Life:
    """Return a hypothesis that a query here has loaded, as its steps tell it."""
    noted: list[HypothesisStep] = hypothesis.noted  # type: ignore[attr-defined]
    facts = [_fact(row) for row in noted]
    return Life(hypothesis, state_after(facts), [noted[place] for place in places_in_order(facts)])


@dataclass
class Findings:
    """What people made of one item: its tags, the events that rest on it, questions, hypotheses."""

    tags: list[ItemTag] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    questions: list[ItemQuestion] = field(default_factory=list)
    steps: list[HypothesisStep] = field(default_factory=list)


def findings(incident: Incident, ids: Sequence[int] | None) -> dict[int, Findings]:
    """Return what people made of some items of an incident, or of all (None); four statements."""
    found: defaultdict[int, Findings] = defaultdict(Findings)
    only: dict[str, Any] = {} if ids is None else {"item__in": ids}
    for row in ItemTag.objects.filter(incident=incident, unset_at=None, **only).select_related("tag"):
        found[row.item_id].tags.append(row)
    links = EventItem.objects.filter(event__incident=incident, event__removed_at=None, **only)
    for link in links.select_related("event").order_by("event__occurred_at", "event_id"):
        found[link.item_id].events.append(link.event)
    for question in ItemQuestion.objects.filter(incident=incident, **only).order_by("recorded_at", "id"):
        found[question.item_id].questions.append(question)
    steps = HypothesisStep.objects.filter(
        hypothesis__incident=incident, withdrawn_at=None, item__isnull=False, **only
    )
    for step in steps.select_related("hypothesis"):
        found[step.item_id].steps.append(step)  # type: ignore[index]
    for each in found.values():
        each.tags.sort(key=lambda row: (row.tag.position, row.tag.name))
    return dict(found)


def _with_steps(rows: QuerySet[Hypothesis]) -> QuerySet[Hypothesis]:
    steps = HypothesisStep.objects.filter(withdrawn_at=None).select_related("item", "noted_by", "team")
    ordered = steps.order_by("recorded_at", "id").defer("item__raw")
    return rows.select_related("noted_by").prefetch_related(
        Prefetch("steps", ordered, to_attr="noted"), "signals"
    )


def _fact(row: HypothesisStep) -> Step:
    return Step(HypothesisState(row.state), row.occurred_at)


def _found(rows: QuerySet[Any], id: str, missing: str) -> Any:
    row = rows.filter(pk=id).first() if is_name(id) else None
    if row is None:
        raise NotFound(missing)
    return row
