"""A review as a PDF that was set for paper: cover, contents, timeline as a figure, page numbers, tagged."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import typst

from secondsight.publication.exports._figures import on_paper, story_on_paper
from secondsight.publication.queries import telling
from secondsight.publication.rules.deciding import Way, voice_line, way_lines
from secondsight.publication.rules.edition import (
    Choice,
    Finding,
    Incident,
    Moment,
    Promise,
    Quote,
    Telling,
    grouped,
    milestone,
)
from secondsight.publication.rules.edition import chapters as chapters_of
from secondsight.publication.rules.prose import read_prose
from secondsight.publication.rules.times import clock, day_of, instant
from secondsight.publication.rules.wording import (
    choice_line,
    choice_lists,
    knower_words,
    known_line,
    made_line,
    moment_facts,
    review_line,
    risk_line,
    stage_line,
)

LABEL = "PDF"
HINT = "For paper and for people outside."
SUFFIX = "pdf"
MEDIA_TYPE = "application/pdf"

TEMPLATE = Path(__file__).with_name("edition.typ")
EMPTY: Mapping[str, tuple[str, str]] = MappingProxyType({})


def render(viewer: Any, review: Any, *, at: datetime) -> bytes:
    """Return the file."""
    told = telling(viewer, review)
    return write(told, at, on_paper(viewer, review, told), story_on_paper(viewer, told))


def write(
    told: Telling,
    at: datetime,
    figures: Sequence[str] = (),
    drawn: Mapping[str, tuple[str, str]] = EMPTY,
) -> bytes:
    """Return a telling as PDF. Nothing is fetched: the template loads no package and no outside file.

    `figures` are the timelines as SVG; `drawn` the figures in the narrative, by address, with their words.
    """
    said = json.dumps(_said(told, at, figures) | {"drawn": dict(drawn)}, ensure_ascii=False)
    return typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        format="pdf",
        sys_inputs={"told": said},
        timestamp=int(at.timestamp()),
    )


def _said(told: Telling, at: datetime, figures: Sequence[str]) -> dict[str, Any]:
    return {
        "title": told.title,
        "cover": review_line(told).split(" · "),
        "lede": told.lede,
        "zone": told.zone_name,
        "made": f"Written by Secondsight on {instant(at, told.zone)}.",
        "glances": [_glance(incident, told) for incident in told.incidents],
        "story": [asdict(node) for node in read_prose(told.narrative)],
        "figures": [
            {
                "svg": svg,
                "title": f"Timeline of {one.title}",
                "words": f"The timeline of {one.title} as a picture.",
            }
            for svg, one in zip(figures, told.incidents, strict=False)
        ],
        "chapters": _chapters(told),
        "choices": [_choice(choice, told) for choice in told.choices],
        "learning-points": _groups(told.learning_points, told),
        "factors": _groups(told.factors, told),
        "strengths": _groups(told.strengths, told),
        "put-right": [
            ". ".join(part for part in (one.what, one.note, one.url) if part) for one in told.put_right
        ],
        "has-commitments": bool(told.promises) or told.nothing_to_commit is not None,
        "nothing": told.nothing_to_commit or "",
        "promises": [_promise(promise, told) for promise in told.promises],
        "risks": [f"{risk.what}. {risk_line(risk)}" for risk in told.risks],
        "let-go": [": ".join(part for part in (one.what, one.reason) if part) for one in told.let_go],
        "undecided": [one.what for one in told.undecided],
        "held": f"{made_line(told)}. {told.tier}.",
        "parts": [
            {
                "said": f"{part.role}: {part.name}" + (f", for {part.section}" if part.section else ""),
                "notes": [*part.objections, f"Why nevertheless: {part.reason}"] if part.reason else [],
            }
            for part in told.parts
        ],
        "sources": [[one.name, str(one.moments), one.digest] for one in told.sources],
    }


def _glance(incident: Incident, told: Telling) -> dict[str, Any]:
    flags = ", near miss" * incident.is_near_miss + ", felt by customers" * incident.is_customer_facing
    rows = [
        ["Severity", incident.severity + flags],
        ["Services", ", ".join(incident.services)],
        ["Teams", ", ".join(incident.teams)],
        *([point.label, milestone(point, told.zone)] for point in incident.points),
        *([one.label, one.words] for one in incident.lengths),
    ]
    people = [
        f"{one.name} ({', '.join([*one.parts, *([one.team] if one.team else [])])})"
        for one in incident.people
    ]
    return {
        "title": incident.title,
        "summary": incident.summary,
        "rows": [row for row in rows if row[1]],
        "people": people,
    }


def _chapters(told: Telling) -> list[dict[str, Any]]:
    titles = {incident.id: incident.title for incident in told.incidents}
    made, incident, phase = [], "", ""
    for chapter in chapters_of(told):
        is_new = chapter.incident != incident
        head = chapter.phase if is_new or chapter.phase != phase else ""
        made.append(
            {
                "incident": titles[chapter.incident] if is_new else "",
                "head": ", ".join(part for part in (head, chapter.day) if part),
                "entries": [_entry(moment, told) for moment in chapter.moments],
            }
        )
        incident, phase = chapter.incident, chapter.phase
    return made


def _entry(moment: Moment, told: Telling) -> dict[str, Any]:
    return {
        "time": clock(moment.at, told.zone, moment.precision),
        "what": moment.what,
        "is-decision": moment.kind == "decision",
        "facts": moment_facts(moment),
        "context": moment.context,
        "versions": [
            {"what": one.what, "who": one.witness + (f", {clock(one.at, told.zone)}" if one.at else "")}
            for one in moment.versions
        ],
        "quotes": [_quote(quote, told) for quote in moment.quotes],
        "knew": "; ".join(knower_words(knower, told.zone) for knower in moment.knowers),
    }


def _quote(quote: Quote, told: Telling) -> dict[str, str]:
    return {
        "text": quote.text,
        "who": ", ".join(filter(None, (quote.who, clock(quote.at, told.zone), quote.where))),
    }


def _choice(choice: Choice, told: Telling) -> dict[str, Any]:
    moment = choice.moment
    facts = (clock(moment.at, told.zone, moment.precision), moment.who, moment.team)
    return {
        "what": moment.what,
        "facts": ", ".join(part for part in facts if part),
        "context": moment.context,
        "quotes": [_quote(quote, told) for quote in moment.quotes],
        "lists": [
            {"heading": heading, "moments": [choice_line(choice, one, told.zone) for one in moments]}
            for heading, moments in choice_lists(choice)
        ],
        "question": choice.told.question if choice.told else "",
        "ways": [_way(way) for way in (choice.told.ways if choice.told else ())],
        "said": [
            {"asked": asked, "voices": [voice_line(one) for one in voices]}
            for asked, voices in (choice.told.said if choice.told else ())
        ],
    }


def _way(way: Way) -> dict[str, Any]:
    lines = [f"{side}: {line}" for side, line in way_lines(way)]
    return {"what": f"{way.what} (the way they went)" if way.is_taken else way.what, "lines": lines}


def _groups(found: Sequence[Finding], told: Telling) -> list[dict[str, Any]]:
    return [
        {
            "kind": kind,
            "findings": [
                {
                    "what": one.what,
                    "context": one.context,
                    "moments": [known_line(moment, told.zone) for moment in one.moments],
                }
                for one in ones
            ],
        }
        for kind, ones in grouped(found)
    ]


def _promise(promise: Promise, told: Telling) -> dict[str, Any]:
    rows = [
        ["Owner", promise.owner],
        ["By", day_of(promise.due_on)],
        ["Done means", promise.done_means],
        ["Meant to", promise.outcome],
        ["State", promise.state_label],
        ["Addresses", "; ".join(promise.factors)],
        ["Tracked at", promise.tracker_url],
        ["One more, because", promise.beyond_reason],
    ]
    stages = [stage_line(stage, told.zone) for stage in promise.stages if stage.note or stage.url]
    return {
        "what": promise.what,
        "rows": [row for row in rows if row[1]],
        "lines": [*promise.moved, *stages],
    }
