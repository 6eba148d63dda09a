"""What the templates of an edition draw: every time said, every group made, nothing left to decide there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from secondsight.publication.rules.edition import (
    Chapter,
    Choice,
    Finding,
    Incident,
    Moment,
    Point,
    Telling,
    chapters,
    grouped,
)
from secondsight.publication.rules.times import clock, day, day_of, instant
from secondsight.publication.rules.wording import (
    choice_lists,
    knower_words,
    made_line,
    reached_words,
    review_line,
    risk_line,
    stage_line,
)
from secondsight.record.queries.figures import StoryPart
from secondsight.record.rules.lengths import spoken

MARKS = {"Known": "known", "Believed": "believed", "Had": "unknown"}
LONG_GAP = 600  # seconds without a moment that are worth a word


@dataclass(frozen=True)
class Said:
    """An instant with its words."""

    iso: str
    words: str
    full: str


@dataclass(frozen=True)
class Entry:
    """A moment as a row of the timeline."""

    moment: Moment
    time: Said | None
    gap: str
    knew: list[str]
    versions: list[tuple[str, str, str]]
    quotes: list[tuple[str, str, str]]


def article(
    told: Telling, *, icons: str, figures: Sequence[str] = (), story: Sequence[StoryPart] = ()
) -> dict[str, Any]:
    """Return what `publication/_article.html` draws; `icons` is the address of the file of shapes.

    `figures` are drawn timelines (`_figures.on_page`), `story` is the narrative with its own figures.
    """
    return {
        "told": told,
        "icons": icons,
        "figures": figures,
        "cover_line": review_line(told).split(" · "),
        "glances": [_glance(incident, told) for incident in told.incidents],
        "story": story,
        "chapters": _chapters(told),
        "choices": [_choice(choice, told) for choice in told.choices],
        "learning_points": _groups(told.learning_points, told),
        "factors": _groups(told.factors, told),
        "strengths": [_finding(one, told) for one in told.strengths],
        "promises": [_promise(one, told) for one in told.promises],
        "put_right": [
            {"row": one, "on": day_of(one.done_on) if one.done_on else ""} for one in told.put_right
        ],
        "has_commitments": bool(told.promises) or told.nothing_to_commit is not None,
        "risks": [{"what": risk.what, "line": risk_line(risk)} for risk in told.risks],
        "held": made_line(told),
        "is_many": len(told.incidents) > 1,
        "contents": _contents(told),
    }


def _contents(told: Telling) -> list[tuple[str, str]]:
    sections = [
        ("glance", "At a glance", True),
        ("story", "What happened", bool(told.narrative.strip())),
        ("timeline", "Timeline", bool(told.moments)),
        ("decisions", "Decisions, and what was known then", bool(told.choices)),
        ("understood", "What we understand now", bool(told.learning_points)),
        ("contributed", "What contributed", bool(told.factors)),
        ("worked", "What worked, and why it could", bool(told.strengths)),
        ("put-right", "Put right already", bool(told.put_right)),
        ("commitments", "What we committed to", bool(told.promises) or told.nothing_to_commit is not None),
        ("risks", "Known risks", bool(told.risks)),
        ("let-go", "Let go, and why", bool(told.let_go)),
        ("undecided", "Not decided about", bool(told.undecided)),
        ("made", "How this review was done", True),
    ]
    return [(name, words) for name, words, is_there in sections if is_there]


def _glance(incident: Incident, told: Telling) -> dict[str, Any]:
    facts = [("Services", ", ".join(incident.services)), ("Teams", ", ".join(incident.teams))]
    return {
        "incident": incident,
        "facts": [(label, words) for label, words in facts if words],
        "day": day(incident.started_at, told.zone),
        "points": [(point.label, _point(point, incident, told), point.lag) for point in incident.points],
        "lengths": [(one.label, one.words) for one in incident.lengths],
        "people": [(one.name, ", ".join(one.parts), one.team) for one in incident.people],
    }


def _point(point: Point, incident: Incident, told: Telling) -> Said:
    said = _said(point.at, told, point.precision)
    on = day(point.at, told.zone)
    return said if on == day(incident.started_at, told.zone) else replace(said, words=f"{on}, {said.words}")


def _chapters(told: Telling) -> list[dict[str, Any]]:
    titles = {incident.id: incident.title for incident in told.incidents}
    made: list[dict[str, Any]] = []
    incident, phase, before = "", "", None
    for chapter in chapters(told):
        is_new = chapter.incident != incident
        entries = []
        for moment in chapter.moments:
            entries.append(_entry(moment, told, None if is_new and not entries else before))
            before = moment.at or before
        made.append(
            {
                "incident": titles[chapter.incident] if is_new else "",
                "phase": chapter.phase if is_new or chapter.phase != phase else "",
                "day": chapter.day,
                "length": _length(chapter),
                "entries": entries,
            }
        )
        incident, phase = chapter.incident, chapter.phase
    return made


def _length(chapter: Chapter) -> str:
    times = [moment.at for moment in chapter.moments if moment.at]
    return spoken(times[-1] - times[0]) if len(times) > 1 and times[-1] > times[0] else ""


def _entry(moment: Moment, told: Telling, before: datetime | None) -> Entry:
    quiet = (moment.at - before) if moment.at and before else None
    return Entry(
        moment=moment,
        time=_said(moment.at, told, moment.precision) if moment.at else None,
        gap=spoken(quiet) if quiet and quiet.total_seconds() >= LONG_GAP else "",
        knew=[knower_words(knower, told.zone) for knower in moment.knowers],
        versions=[
            (one.witness, one.what, clock(one.at, told.zone) if one.at else "") for one in moment.versions
        ],
        quotes=[
            (one.text, one.who, " · ".join(filter(None, (clock(one.at, told.zone), one.where))))
            for one in moment.quotes
        ],
    )


def _choice(choice: Choice, told: Telling) -> dict[str, Any]:
    return {
        "entry": _entry(choice.moment, told, None),
        "told": choice.told,
        "lists": [
            (
                mark,
                heading,
                [
                    (one, _said(one.at, told, one.precision), reached_words(choice, one, told.zone))
                    for one in moments
                    if one.at
                ],
            )
            for heading, moments in choice_lists(choice)
            for mark in [MARKS[heading.split()[0]]]
        ],
    }


def _groups(found: Any, told: Telling) -> list[tuple[str, list[dict[str, Any]]]]:
    return [(kind, [_finding(one, told) for one in ones]) for kind, ones in grouped(found)]


def _finding(finding: Finding, told: Telling) -> dict[str, Any]:
    moments = [(one, _said(one.at, told, one.precision) if one.at else None) for one in finding.moments]
    return {"row": finding, "moments": moments}


def _promise(promise: Any, told: Telling) -> dict[str, Any]:
    lines = [stage_line(stage, told.zone) for stage in promise.stages if stage.note or stage.url]
    return {"row": promise, "due": day_of(promise.due_on), "lines": [*promise.moved, *lines]}


def _said(at: datetime, told: Telling, precision: str = "second") -> Said:
    return Said(
        at.isoformat(),
        clock(at, told.zone, precision, has_zone=False),
        f"{day(at, told.zone)}, {clock(at, told.zone, precision)} · {instant(at, UTC)}",
    )
