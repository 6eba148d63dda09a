"""What to ask in a talk: openings, this incident's own moments, what was asked at the reading desk (R2.5)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from secondsight.confidence.models import Interview
from secondsight.inquiry.queries.reviews import incidents_of
from secondsight.language.asking import openings, probes, questions
from secondsight.record.models import DecisionPoint, Event, EvidenceItem, Incident, ItemQuestion
from secondsight.record.queries.presence import present
from secondsight.record.rules.masking import find_secrets, mask
from secondsight.record.rules.vocabulary import EventKind

MOST_MOMENTS, MOST_ITEMS, MOST_QUESTIONS = 8, 5, 12
LOOKED_THROUGH = 300  # items of theirs
OF_KIND = {
    EventKind.DECISION: "What did you see just then that made this the way to go, and what else was in view?",
    EventKind.ACTION: "What were you looking at when you did this, and what did you expect to happen?",
    EventKind.CHANGE: "What was this meant to do, and how do you usually tell that it went well?",
    EventKind.ESCALATION: "What made this the moment to ask, and how did you know whom?",
    EventKind.HYPOTHESIS: "What made you think so, and what would have told you otherwise?",
}
ELSE = "How did it look from where you were, and what did you take it for?"


@dataclass(frozen=True)
class Prompt:
    """Something to ask: the question, what it is about in the incident's own words, and its moment if any."""

    ask: str
    about: str = ""
    event: Event | None = None


@dataclass(frozen=True)
class Guide:
    """Everything to ask in a talk, by where it comes from."""

    openings: list[Prompt]
    moments: list[Prompt]
    written: list[Prompt]
    asked: list[Prompt]
    probes: list[Prompt]


def guide(viewer: Any, of: Interview) -> Guide:
    """Return what to ask the interviewee of a talk that the viewer has found.

    Only what both of the two may see goes into it; nothing of the talk itself does.
    """
    incidents = incidents_of(of.interviewer, of.review)
    seen = {one.pk for one in incidents_of(of.interviewee, of.review)}
    incidents = [one for one in incidents if one.pk in seen]
    return Guide(
        [Prompt(words) for words in openings()],
        _moments(of, incidents),
        _written(of, incidents),
        _asked(of, incidents),
        [Prompt(words) for words in probes()],
    )


def _moments(of: Interview, incidents: list[Incident]) -> list[Prompt]:
    """Their own moments on the timeline, decisions first, in the order in which they happened."""
    decided = DecisionPoint.objects.filter(account=of.interviewee, removed_at=None).values("event")
    mine = Event.objects.filter(incident__in=incidents, removed_at=None, occurred_at__isnull=False)
    mine = mine.filter(account=of.interviewee) | mine.filter(pk__in=decided)
    rows = sorted(mine, key=lambda one: (one.kind != EventKind.DECISION, one.occurred_at))[:MOST_MOMENTS]
    rows.sort(key=lambda one: one.occurred_at)
    return [Prompt(_question(one.what) or OF_KIND.get(one.kind, ELSE), one.what, one) for one in rows]


def _written(of: Interview, incidents: list[Incident]) -> list[Prompt]:
    """What they wrote at the time and that raises a question; secrets in it are masked."""
    names = {
        (name.source, name.author)
        for incident in incidents[:5]
        for one in present(incident)
        if one.person and one.person.account_id == of.interviewee_id
        for name in one.names
    }
    if not names:
        return []
    authors = {author for _, author in names}
    theirs = Q(author_id__in=authors) | Q(author_id="", author_name__in=authors)
    rows = EvidenceItem.objects.filter(theirs, incident_items__incident__in=incidents).exclude(text="")
    found: list[Prompt] = []
    for item in rows.order_by("occurred_at", "id").distinct()[:LOOKED_THROUGH]:
        if (item.source, item.author_id or item.author_name) not in names:
            continue
        text = mask(item.text, find_secrets(item.text))
        if ask := _question(text):
            found.append(Prompt(ask, text[:300]))
    return found[:MOST_ITEMS]


def _asked(of: Interview, incidents: list[Incident]) -> list[Prompt]:
    rows = ItemQuestion.objects.filter(incident__in=incidents, settled_at=None)
    rows = rows.filter(of_account=of.interviewee) | rows.filter(of_name__iexact=of.interviewee.name)
    asked = rows.select_related("item").order_by("recorded_at", "id")[:MOST_QUESTIONS]
    return [Prompt(one.words, mask(one.item.text, find_secrets(one.item.text))[:300]) for one in asked]


def _question(words: str) -> str:
    found = next(questions(words.splitlines()), None)
    return found.ask if found else ""
