"""A review as Markdown: plain text that reads well by itself and on any forge or wiki."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from secondsight.publication.queries import telling
from secondsight.publication.rules.deciding import Deciding, Way, voice_line, way_lines
from secondsight.publication.rules.edition import (
    Choice,
    Finding,
    Incident,
    Moment,
    Promise,
    Telling,
    chapters,
    grouped,
    milestone,
)
from secondsight.publication.rules.prose import Node, read_prose
from secondsight.publication.rules.times import clock, day, day_of, instant
from secondsight.publication.rules.wording import (
    choice_line,
    choice_lists,
    knower_words,
    known_line,
    moment_facts,
    review_line,
    risk_line,
    stage_line,
)

LABEL = "Markdown"
HINT = "For a wiki, a repository or an editor."
SUFFIX = "md"
MEDIA_TYPE = "text/markdown; charset=utf-8"

# What means something to a reader of Markdown wherever it stands; "_" only at the edge of a word, ":" only
# around an emoji's name, "&" only before an entity. Everything else stays as it is, to read well unrendered.
_MARKS = re.compile(
    r"[\\\\`*\[\]<>|~$]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|:(?=[a-z+-][a-z0-9_+-]*:)", re.IGNORECASE
)
_LINE_START = re.compile(r"^(\s*)([-+=#]|\d+(?=[.)]))", re.MULTILINE)


def render(viewer: Any, review: Any, *, at: datetime) -> bytes:
    """Return the file in UTF-8."""
    return write(telling(viewer, review), at).encode()


def write(told: Telling, at: datetime) -> str:
    """Return a telling as Markdown; `at` is when the file is made."""
    return "\n\n".join(block for block in _document(told, at) if block) + "\n"


def escape(text: str) -> str:
    """Return text for one line so that it reads as it was written, whatever marks it holds."""
    return _line_starts(_literal(" ".join(text.split())))


def _literal(text: str) -> str:
    return _MARKS.sub(r"\\\g<0>", text)


def _line_starts(text: str) -> str:
    return _LINE_START.sub(lambda m: m[1] + (m[2] + "\\" if m[2].isdigit() else "\\" + m[2]), text)


def _document(told: Telling, at: datetime) -> Iterator[str]:
    yield f"# {escape(told.title)}"
    yield f"*{escape(review_line(told))}*"
    if told.lede:
        yield escape(told.lede)
    yield from _incidents(told)
    if told.narrative.strip():
        yield "## What happened"
        yield from _blocks(read_prose(told.narrative))
    if told.moments:
        yield "## Timeline"
        yield from _timeline(told)
    if told.choices:
        yield "## Decisions, and what was known then"
        for choice in told.choices:
            yield from _choice(choice, told)
    yield from _findings("What we understand now", told.learning_points, told)
    yield from _findings("What contributed", told.factors, told)
    yield from _findings("What worked, and why it could", told.strengths, told)
    yield from _followed(told)
    yield from _made(told, at)


def _incidents(told: Telling) -> Iterator[str]:
    yield "## At a glance"
    for incident in told.incidents:
        if len(told.incidents) > 1:
            yield f"### {escape(incident.title)}"
            yield escape(incident.summary)
        yield from _glance(incident, told)


def _glance(incident: Incident, told: Telling) -> Iterator[str]:
    rows = [("Severity", incident.severity + (", near miss" if incident.is_near_miss else ""))]
    rows += [("Customers felt it", "yes")] if incident.is_customer_facing else []
    rows += [("Services", ", ".join(incident.services))] if incident.services else []
    rows += [("Teams", ", ".join(incident.teams))] if incident.teams else []
    rows += [(point.label, milestone(point, told.zone)) for point in incident.points]
    rows += [(one.label, one.words) for one in incident.lengths]
    yield _table(("", ""), rows)
    if incident.people:
        yield "Who was there:"
        yield "\n".join(
            "- " + escape(f"{one.name}: {', '.join(one.parts)}" + (f" ({one.team})" if one.team else ""))
            for one in incident.people
        )


def _timeline(told: Telling) -> Iterator[str]:
    yield f"*{escape(f'Times in {told.zone_name}.')}*"
    titles = {incident.id: incident.title for incident in told.incidents}
    incident, phase = "", ""
    for chapter in chapters(told):
        if chapter.incident != incident and len(told.incidents) > 1:
            yield f"### {escape(titles[chapter.incident])}"
        head = ", ".join(
            part for part in (chapter.phase if chapter.phase != phase else "", chapter.day) if part
        )
        incident, phase = chapter.incident, chapter.phase
        if head:
            yield f"**{escape(head)}**"
        yield "\n".join(line for moment in chapter.moments for line in _moment(moment, told))


def _moment(moment: Moment, told: Telling) -> Iterator[str]:
    said = escape(clock(moment.at, told.zone, moment.precision))
    what = escape(moment.what)
    yield f"- {said}: " + (f"**{what}**" if moment.kind == "decision" else what)
    if facts := moment_facts(moment):
        yield f"  ({escape(facts)})"
    if moment.context:
        yield f"  {escape(moment.context)}"
    for version in moment.versions:
        yield f"  - {escape(f'{version.witness} says: {version.what}')}"
        if version.at:
            yield f"    ({escape(clock(version.at, told.zone))})"
    for quote in moment.quotes:
        yield f"  > {escape(quote.text)}"
        yield f"  > — {escape(f'{quote.who}, {clock(quote.at, told.zone)}')}"
        yield ""
    if knew := [knower_words(knower, told.zone) for knower in moment.knowers]:
        yield f"  {escape('Known to: ' + '; '.join(knew) + '.')}"


def _choice(choice: Choice, told: Telling) -> Iterator[str]:
    moment = choice.moment
    yield f"### {escape(moment.what)}"
    facts = ", ".join(part for part in (clock(moment.at, told.zone, moment.precision), moment.who) if part)
    yield escape(facts)
    if choice.told and choice.told.question:
        yield f"**{escape(choice.told.question)}**"
    yield escape(moment.context)
    for heading, moments in choice_lists(choice):
        yield f"{heading}:"
        yield "\n".join(f"- {escape(choice_line(choice, one, told.zone))}" for one in moments)
    if choice.told:
        yield from _deciding(choice.told)


def _deciding(told: Deciding) -> Iterator[str]:
    if told.ways:
        yield "Which ways were in view:"
        yield "\n".join(_way(way) for way in told.ways)
    for asked, voices in told.said:
        yield f"{asked}:"
        yield "\n".join(f"- {escape(voice_line(voice))}" for voice in voices)


def _way(way: Way) -> str:
    taken = " (the way they went)" if way.is_taken else ""
    lines = [f"    - {side}: {escape(line)}" for side, line in way_lines(way)]
    return "\n".join([f"- {escape(way.what)}{taken}", *lines])


def _findings(heading: str, found: Sequence[Finding], told: Telling) -> Iterator[str]:
    if not found:
        return
    yield f"## {heading}"
    for kind, ones in grouped(found):
        if kind:
            yield f"### {escape(kind)}"
        for one in ones:
            yield f"- **{escape(one.what)}**" + "".join(f"\n  {line}" for line in _about(one, told))


def _about(finding: Finding, told: Telling) -> Iterator[str]:
    if finding.context:
        yield escape(finding.context)
    if finding.moments:
        yield escape("Seen at: " + "; ".join(known_line(one, told.zone) for one in finding.moments) + ".")


def _followed(told: Telling) -> Iterator[str]:
    if told.put_right:
        yield "## Put right already"
        yield "\n".join(
            "- " + escape(" ".join(part for part in (f"{one.what}.", one.note, one.url) if part))
            for one in told.put_right
        )
    if told.promises or told.nothing_to_commit is not None:
        yield "## What we committed to"
    if told.nothing_to_commit is not None and not told.promises:
        yield "Nothing worth committing to; what was learnt stands above."
        yield escape(told.nothing_to_commit)
    for promise in told.promises:
        yield from _promise(promise, told)
    if told.risks:
        yield "## Known risks"
        yield "\n".join(f"- **{escape(risk.what)}** {escape(risk_line(risk))}" for risk in told.risks)
    if told.let_go:
        yield "## Let go, and why"
        yield "\n".join(
            f"- {escape(one.what)}: {escape(one.reason or 'no reason given')}" for one in told.let_go
        )
    if told.undecided:
        yield "## Ideas that are not decided about"
        yield "\n".join(f"- {escape(one.what)}" for one in told.undecided)


def _promise(promise: Promise, told: Telling) -> Iterator[str]:
    yield f"### {escape(promise.what)}"
    rows = [
        ("Owner", promise.owner),
        ("By", day_of(promise.due_on)),
        ("Done means", promise.done_means),
        ("Meant to", promise.outcome),
        ("State", promise.state_label),
    ]
    rows += [("Addresses", "; ".join(promise.factors))] if promise.factors else []
    rows += [("Tracked at", promise.tracker_url)] if promise.tracker_url else []
    rows += [("One more than the few, because", promise.beyond_reason)] if promise.beyond_reason else []
    yield _table(("", ""), rows)
    lines = [
        *promise.moved,
        *(stage_line(stage, told.zone) for stage in promise.stages if stage.note or stage.url),
    ]
    yield "\n".join(f"- {escape(line)}" for line in lines)


def _made(told: Telling, at: datetime) -> Iterator[str]:
    yield "## How this review was done"
    for part in told.parts:
        said = f"{part.role}: {part.name}" + (f", for {part.section}" if part.section else "")
        lines = [f"- {escape(said)}", *(f"  - {escape(one)}" for one in part.objections)]
        if part.reason:
            lines.append(f"  - {escape('Why nevertheless: ' + part.reason)}")
        yield "\n".join(lines)
    if told.met_at:
        yield escape(f"{told.met_mode}, {day(told.met_at, told.zone)}.")
    if told.sources:
        yield "Evidence that the timeline rests on:"
        yield _table(
            ("File", "Moments", "SHA-256 begins"),
            [(one.name, str(one.moments), one.digest) for one in told.sources],
        )
    yield f"*{escape(f'Written by Secondsight on {instant(at, told.zone)}.')}*"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    lines += [f"| {' | '.join(escape(cell) for cell in row)} |" for row in rows]
    return "\n".join(lines)


def _blocks(nodes: Sequence[Node]) -> Iterator[str]:
    """The blocks of a text; its headings stand under ours."""
    for node in nodes:
        if node.kind == "heading":
            yield f"{'#' * min(6, max(3, node.level + 1))} {_spans(node.children)}"
        elif node.kind in ("bullets", "numbers"):
            yield _list(node)
        elif node.kind == "quote":
            yield _behind("> ", "\n\n".join(_blocks(node.children)))
        elif node.kind == "code":
            fence = "`" * max(3, _longest_ticks(node.text) + 1)
            yield f"{fence}\n{node.text}\n{fence}"
        elif node.kind == "rule":
            yield "* * *"
        elif node.kind == "table":
            yield _prose_table(node)
        elif node.kind == "paragraph":
            yield _spans(node.children)
        elif node.kind == "figure":
            yield f"*{_line_starts(_literal(node.text.strip() or 'A figure of the timeline'))}*"
        else:
            yield _spans([node])


def _list(node: Node) -> str:
    lines = []
    for number, item in enumerate(node.children, node.level):
        mark = f"{number}. " if node.kind == "numbers" else "- "
        body = "\n\n".join(_blocks(item.children))
        lines.append(mark + _behind(" " * len(mark), body)[len(mark) :])
    return "\n".join(lines)


def _prose_table(node: Node) -> str:
    rows = [row for part in node.children for row in part.children]
    cells = [[_spans(cell.children) for cell in row.children] for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in cells]
    return "\n".join([lines[0], "|" + "---|" * len(cells[0]), *lines[1:]]) if cells else ""


def _behind(mark: str, text: str) -> str:
    return "\n".join(f"{mark}{line}".rstrip() if line else mark.rstrip() for line in text.split("\n"))


def _spans(nodes: Iterable[Node]) -> str:
    return _line_starts("".join(_span(node) for node in nodes).strip())


def _longest_ticks(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)


def _span(node: Node) -> str:
    inside = _literal(node.text) if node.text else "".join(_span(one) for one in node.children)
    if node.kind == "code-span":
        ticks = "`" * (_longest_ticks(node.text) + 1)
        return f"{ticks} {node.text} {ticks}" if "`" in node.text else f"`{node.text}`"
    if node.kind == "break":
        return "\\\n"
    if node.kind == "link":
        return f"[{inside}](<{node.url.replace('<', '%3C').replace('>', '%3E')}>)"
    marks = {"strong": "**", "emphasis": "*", "struck": "~~"}.get(node.kind, "")
    return f"{marks}{inside}{marks}" if inside.strip() else inside
