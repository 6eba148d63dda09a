"""From one Markdown document to what was recognised in it (R10.5).

Post-mortems have no standard: names of sections, notations of time and shapes of actions differ by team.
What is recognised keeps its line; all the rest stays text. Nothing here guesses what is not told: an
action without an owner has none, and a time that cannot be read is kept in its own words.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from secondsight.inquiry.rules.archive import (
    KeptText,
    NotAReview,
    ReadAs,
    RecognisedAction,
    RecognisedEntry,
    RecognisedMilestone,
    RecognisedPoint,
    RecognisedReview,
)
from secondsight.integrations.postmortem.action_items import read_actions, state_in
from secondsight.integrations.postmortem.blocks import (
    PSEUDO,
    Block,
    Section,
    Words,
    read_sections,
    without_comments,
)
from secondsight.integrations.postmortem.dating import Calendar, default_zone
from secondsight.integrations.postmortem.entries import Timeline, is_timeline
from secondsight.integrations.postmortem.fields import (
    Field,
    front_matter,
    read_fields,
    severity_in_title,
    severity_of,
)
from secondsight.integrations.postmortem.headings import Part, part_of, plain_heading
from secondsight.integrations.postmortem.placeholders import (
    is_empty,
    is_left_over,
    is_sample,
    is_sample_stamp,
)
from secondsight.integrations.postmortem.points import read_points
from secondsight.integrations.postmortem.stamps import Stamp, find_dates, read_stamp
from secondsight.integrations.postmortem.zones import Zone, zone_of, zone_stated
from secondsight.record.rules.vocabulary import MilestoneKind

TITLE = 300
_PLAIN = (None, Part.TEXT, Part.FACTS, Part.SUMMARY)  # parts that hold prose and are no list of anything
_ABOUT_AN_INCIDENT = re.compile(
    r"\b(?:post-?\s?mortem|incident|outage|downtime|degrad(?:ed|ation)|went down|was down)\b", re.IGNORECASE
)
_BESIDE = re.compile(
    r"(?:readme|licen[cs]e|index|contributing|changelog|template|code_of_conduct)\b", re.IGNORECASE
)
_CLOCK = re.compile(r"\b\d{1,2}:[0-5]\d\b")
SHORTEST_PROSE = 400  # characters; shorter ones are notes and lists of links
_GENERIC = re.compile(
    r"(?:(?:incident|outage|postmortem|post mortem|post incident|service|internal|public|official"
    r"|blameless|after action)\s*)*"
    r"(?:post ?mortems?|incidents?|reports?|reviews?|rca|analysis|retrospective|document|title"
    r"|summary|outage)(?: report| review| template)?",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"^(?:(?:incident )?post-?\s?mortem(?: report)?|incident(?: report| review)?|rca"
    r"|pir)\s*(?:[:–—|]|\s-)\s*(?=\S)",
    re.IGNORECASE,
)
_GRADE = re.compile(r"^[\[(]\s*(?:sev(?:erity)?[\s:#_-]*|p)[0-5]\s*[\])]\s*(?=\S)", re.IGNORECASE)
_FILE_DATE = re.compile(
    r"(?<!\d)(?P<year>20\d\d)[-_.]?(?P<month>0[1-9]|1[0-2])[-_.]?(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
_MARKED = (
    (MilestoneKind.IMPACT_START, r"(?:outage|impact|incident|problem) (?:begins?|began|starts?|started)"),
    (MilestoneKind.DETECTED, r"detect(?:ion|ed)|discover(?:y|ed)"),
    (MilestoneKind.MITIGATED, r"mitigat(?:ion|ed)(?: complete)?"),
    (
        MilestoneKind.RESOLVED,
        r"resolved|resolution|(?:outage|impact|incident|problem) (?:ends?|ended|over|resolved)",
    ),
    (MilestoneKind.FULLY_RECOVERED, r"recover(?:y|ed)|fully recovered"),
)


@dataclass(slots=True)
class _Placed:
    """A section, with the part it belongs to and the heading that groups its points."""

    section: Section
    part: Part | None
    group: str = ""
    is_first: bool = False  # whether its own heading says which part it is
    above: tuple[str, ...] = ()  # the headings it stands under, the nearest first


@dataclass(slots=True)
class _Found:
    """What was gathered so far."""

    factors: list[RecognisedPoint] = field(default_factory=list)
    worked: list[RecognisedPoint] = field(default_factory=list)
    lessons: list[RecognisedPoint] = field(default_factory=list)
    actions: list[RecognisedAction] = field(default_factory=list)
    texts: list[KeptText] = field(default_factory=list)


def recognise(text: str, *, name: str, read_as: ReadAs = ReadAs()) -> RecognisedReview | NotAReview:  # noqa: B008
    """Return what was recognised in a document, or why it is no post-mortem; `name` is its file's.

    Never raises for any text: what cannot be read stays in the document.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    fields, taken = front_matter(text)
    source = text.split("\n")
    body = without_comments("\n".join(source[taken:]))
    sections = read_sections(body, first_line=taken + 1)
    title, title_at = _title(sections, fields, name)
    placed = _place(sections, title_at)
    for one in placed:
        if one.part in (None, Part.TEXT, Part.FACTS, Part.SUMMARY):
            for block in one.section.blocks:
                fields += read_fields(block)
    for one in placed[1:]:  # “**Status:** resolved” may also be read as a heading with its text
        if one.part in (None, Part.TEXT) and one.section.blocks and one.section.blocks[0].lines:
            fields.append(_as_field(one.section))
    if not title:
        title = next((one.value for one in fields if one.name == "title" and not is_sample(one.value)), "")
    calendar = _calendar(sections, placed, fields, title, name, read_as)
    timeline, blocks_taken = _timeline(placed, calendar)
    for one in placed:
        if one.section.heading.line == title_at:
            one.section.heading = Words("", title_at)  # what stands under the title has no name of its own
    found = _gather(placed, calendar, source, blocks_taken)
    _keep_the_rest(placed, timeline, source, found)
    severity, severity_words = _severity(fields, title)
    entries = tuple(timeline.entries)
    result = RecognisedReview(
        title=_fit_title(title, name),
        line=title_at,
        severity=severity,
        severity_words=severity_words,
        happened_on=_happened_on(entries, calendar),
        zone=(calendar.named or calendar.used).name,
        zone_words=calendar.named.words if calendar.named else "",
        summary=_summary(placed),
        milestones=_milestones(fields, entries, calendar),
        entries=entries,
        factors=tuple(found.factors),
        worked=tuple(found.worked),
        lessons=tuple(found.lessons),
        actions=tuple(found.actions),
        texts=tuple(found.texts),
        notes=tuple(_notes(calendar, timeline, entries, read_as)),
    )
    return _unless_it_is_none(result, placed, source, name, title)


def _title(sections: list[Section], fields: list[Field], name: str) -> tuple[str, int]:
    told = [one for one in fields if one.name == "title" and one.line]
    headed = [section for section in sections if section.heading.text]
    if headed:
        first = headed[0]
        is_above = len(headed) > 1 and headed[1].level > first.level and first.level < PSEUDO
        is_named = part_of(first.heading.text) is None or (is_above and first.level == 1)
        if is_named and not _is_generic(first.heading.text) and read_stamp(first.heading.text) is None:
            return first.heading.text, first.heading.line
        if is_named and told:
            return told[0].value, told[0].line
    return (told[0].value, told[0].line) if told else ("", 0)


def _is_generic(title: str) -> bool:
    return bool(_GENERIC.fullmatch(plain_heading(title)) or is_left_over(title) or is_empty(title))


def _fit_title(title: str, name: str) -> str:
    stem = name.rsplit("/", 1)[-1]
    stem = re.sub(r"\.(?:md|markdown|mdown|mkd|txt)$", "", stem, flags=re.IGNORECASE)
    spelt = stem if " " in stem else re.sub(r"[_-]+", " ", _FILE_DATE.sub("", stem)).strip(" -_") or stem
    plain = _PREFIX.sub("", _GRADE.sub("", " ".join((title or spelt).split())))
    return (plain or spelt or "Untitled")[:TITLE]


def _place(sections: list[Section], title_at: int) -> list[_Placed]:
    placed: list[_Placed] = []
    parts: list[tuple[int, Part | None, str]] = []  # the headings above, the outermost first
    for section in sections:
        level, heading = section.level, section.heading.text
        while parts and parts[-1][0] >= level:
            parts.pop()
        above = parts[-1][1] if parts else None
        named = None if section.heading.line == title_at or not heading else part_of(heading)
        if above is Part.TIMELINE and read_stamp(heading) is not None:
            named = None  # an hour or a day of the timeline, whatever its words
        is_inside = above not in _PLAIN and (
            named in (None, Part.FACTS, Part.SUMMARY) or (named is Part.TEXT and above is not Part.FACTORS)
        )
        part = above if is_inside else named
        if part is None and named is None and above is Part.TEXT:
            part = Part.TEXT
        headings = tuple(text for _, _, text in reversed(parts))
        is_first = named is part and named is not None
        placed.append(_Placed(section, part, heading if is_inside else "", is_first, headings))
        parts.append((level, part, heading))
    return placed


def _as_field(section: Section) -> Field:
    words = section.blocks[0].lines[0]
    block = Block(words.line, words.line, lines=(Words(f"{section.heading.text}: {words.text}", words.line),))
    return next(read_fields(block), Field("", "", 0))


def _calendar(
    sections: list[Section],
    placed: list[_Placed],
    fields: list[Field],
    title: str,
    name: str,
    read_as: ReadAs,
) -> Calendar:
    day_first = read_as.day_first if read_as.day_first is not None else _day_first(sections)
    zone = next((zone for one in fields if one.name == "zone" and (zone := zone_of(one.value))), None)
    calendar = Calendar(
        day=None, zone=zone or _stated(placed), default=default_zone(read_as.zone), day_first=day_first
    )
    starts = (MilestoneKind.IMPACT_START, MilestoneKind.DETECTED, "date")
    told = [one.value for wanted in starts for one in fields if one.name == wanted]
    told += [title]
    for text in told:
        days = [day for stamp in find_dates(text) if (day := calendar.day_of(stamp))]
        if days:
            calendar.document_day = calendar.day = days[0]
            return calendar
    if (match := _FILE_DATE.search(name.rsplit("/", 1)[-1])) and (day := _date_of(match)):
        calendar.document_day = calendar.day = day
        return calendar
    for one in placed:
        if one.part in (None, Part.SUMMARY, Part.TEXT, Part.TIMELINE):
            for words in (
                one.section.heading,
                *(words for block in one.section.blocks for words in block.lines),
            ):
                for stamp in find_dates(words.text):
                    if day := calendar.day_of(stamp):
                        calendar.document_day = calendar.day = day
                        return calendar
    calendar.notes.clear()
    return calendar


def _stated(placed: list[_Placed]) -> Zone | None:
    for one in placed:
        for block in one.section.blocks:
            for words in block.lines:
                if zone := zone_stated(words.text):
                    return zone
    return None


def _date_of(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _day_first(sections: list[Section]) -> bool | None:
    """Whether the numbers of the document's dates can only be read with the day first, or the month."""
    ways = set()
    for section in sections:
        for text in _texts(section):
            for stamp in find_dates(text):
                if stamp.first > 12:
                    ways.add(True)
                elif stamp.second > 12:
                    ways.add(False)
    return ways.pop() if len(ways) == 1 else None


def _texts(section: Section) -> list[str]:
    texts = [section.heading.text]
    for block in section.blocks:
        texts += [words.text for words in block.lines]
        texts += [item.text for item in block.items]
        texts += [words.text for row in (block.table.rows if block.table else ()) for words in row]
    return texts


def _timeline(placed: list[_Placed], calendar: Calendar) -> tuple[Timeline, set[int]]:
    """Read the timeline where a heading says so, else wherever lines begin with times."""
    timeline = Timeline(calendar)
    taken: set[int] = set()
    start = calendar.day
    for one in placed:
        if one.part is Part.TIMELINE:
            if one.is_first:
                calendar.day = _day_above(one, calendar) or start
            timeline.read(one.section, is_first=one.is_first)
    if timeline.entries or timeline.left_over:
        return timeline, taken
    for one in placed:
        if one.part in (None, Part.SUMMARY, Part.TEXT, Part.FACTS):
            for block in one.section.blocks:
                if is_timeline(block):
                    taken.add(block.line)
                    timeline.read(Section(Words("", block.line), one.section.level, [block]), is_first=True)
    return timeline, taken


def _day_above(one: _Placed, calendar: Calendar) -> date | None:
    """The day that the nearest heading above a timeline names: “October 24, 2025 - Rate limiting”."""
    for heading in one.above:
        for stamp in find_dates(heading):
            if day := calendar.day_of(stamp):
                return day
    return None


def _gather(placed: list[_Placed], calendar: Calendar, source: list[str], taken: set[int]) -> _Found:
    found = _Found()

    def day_of(stamp: Stamp) -> date | None:
        return calendar.day_of(stamp)

    for one in placed:
        kept: list[Block] = []
        group = one.group
        if one.part in (Part.FACTORS, Part.POORLY):
            above = one.section.heading.text if one.part is Part.POORLY and not group else group
            points, kept = read_points(one.section, group=above, is_one=one.part is Part.FACTORS)
            found.factors += points
        elif one.part in (Part.WORKED, Part.LUCK):
            above = one.section.heading.text if one.part is Part.LUCK and not group else group
            points, kept = read_points(one.section, group=above)
            found.worked += points
        elif one.part is Part.LESSONS:
            points, kept = read_points(one.section, group=group)
            found.lessons += points
        elif one.part is Part.ACTIONS:
            state = state_in(one.section.heading.text)
            actions, kept = read_actions(one.section, day_of, group=state or group)
            found.actions += actions
        elif one.part is not Part.TIMELINE:
            kept = [block for block in one.section.blocks if block.line not in taken]
        if kept:
            found.texts.append(_kept(one, kept, source))
    return found


def _keep_the_rest(placed: list[_Placed], timeline: Timeline, source: list[str], found: _Found) -> None:
    """What stands in the timeline and is no entry stays text, under the timeline's name."""
    for one in placed:
        blocks = [block for block in one.section.blocks if block in timeline.kept]
        if one.part is Part.TIMELINE and blocks:
            found.texts.append(_kept(one, blocks, source))
    found.texts.sort(key=lambda text: text.line)


def _kept(one: _Placed, blocks: list[Block], source: list[str]) -> KeptText:
    pieces = ["\n".join(source[block.line - 1 : block.last]) for block in blocks]
    line = one.section.heading.line if one.section.heading.text else blocks[0].line
    return KeptText(one.section.heading.text, line, blocks[-1].last, "\n\n".join(pieces).strip("\n"))


def _severity(fields: list[Field], title: str) -> tuple[str, str]:
    for one in fields:
        if one.name == "severity" and not is_empty(one.value) and (severity := severity_of(one.value)):
            return severity, one.value[:100]
    return severity_in_title(title)


def _summary(placed: list[_Placed]) -> str:
    for one in placed:
        if one.part is Part.SUMMARY:
            for block in one.section.blocks:
                if block.lines and not is_timeline(block):
                    return " ".join(words.text for words in block.lines)
    return ""


def _happened_on(entries: tuple[RecognisedEntry, ...], calendar: Calendar) -> date | None:
    if calendar.document_day:
        return calendar.document_day
    return min((entry.occurred_at.date() for entry in entries if entry.occurred_at), default=None)


def _milestones(
    fields: list[Field], entries: tuple[RecognisedEntry, ...], calendar: Calendar
) -> tuple[RecognisedMilestone, ...]:
    found: dict[MilestoneKind, RecognisedMilestone] = {}
    for one in fields:
        if one.name in set(MilestoneKind) and (at := _instant(one.value, calendar)):
            found.setdefault(
                MilestoneKind(one.name), RecognisedMilestone(MilestoneKind(one.name), at, one.line)
            )
    for entry in entries:
        if entry.is_timed and entry.occurred_at and (kind := _marked(entry.what)):
            found.setdefault(kind, RecognisedMilestone(kind, entry.occurred_at, entry.line))
    return tuple(found[kind] for kind in MilestoneKind if kind in found)


def _instant(value: str, calendar: Calendar) -> datetime | None:
    stamp = read_stamp(value)
    if stamp is None or stamp.clock is None:
        return None
    here = Calendar(day=calendar.document_day, zone=calendar.zone, default=calendar.used, day_first=None)
    return here.place(stamp)[0]


def _marked(what: str) -> MilestoneKind | None:
    """The milestone of “Detection: …”, “… (resolved)” and “OUTAGE BEGINS …”."""
    for kind, pattern in _MARKED:
        if re.match(rf"(?:{pattern})\s*:", what, re.IGNORECASE):
            return kind
        if re.search(rf"\((?:{pattern})\)\W*$", what, re.IGNORECASE):
            return kind
        if (match := re.match(rf"(?:{pattern})\b", what, re.IGNORECASE)) and match[0].isupper():
            return kind
    return None


def _notes(
    calendar: Calendar, timeline: Timeline, entries: tuple[RecognisedEntry, ...], read_as: ReadAs
) -> list[str]:
    notes = list(calendar.notes)
    if calendar.is_assumed and any(entry.is_timed for entry in entries):
        used = (
            f"{default_zone(read_as.zone).words} was used, as you said" if read_as.zone else "UTC was assumed"
        )
        notes.insert(0, f"The document names no time zone; {used}.")
    if timeline.left_over:
        lines = ", ".join(str(line) for line in timeline.left_over[:10])
        notes.append(f"A row that a template had left (line {lines}) is no entry.")
    return notes


def _unless_it_is_none(
    result: RecognisedReview, placed: list[_Placed], source: list[str], name: str, title: str
) -> RecognisedReview | NotAReview:
    parts = {one.part for one in placed if one.is_first} - {Part.TEXT, Part.FACTS, None}
    points = (*result.factors, *result.worked, *result.lessons, *result.actions)
    if not any(line.strip() for line in source):
        return NotAReview("it is empty")
    said = [
        text
        for text in result.texts
        if not all(is_sample(line) for line in text.markdown.splitlines() if line.strip())
    ]
    is_sampled = any(is_sample_stamp(line) for line in source)
    calls_itself = "template" in f"{name} {title}".lower() or (
        is_sampled and (not title or is_left_over(title))
    )
    has_told = bool(result.timed) or any(not is_sample(point.what) for point in points)
    if (
        parts
        and not result.timed
        and (calls_itself or (is_sampled and not said))
        and not (has_told and not calls_itself)
    ):
        return NotAReview("an empty template", "its sections hold nothing but what was to be filled in")
    if result.timed or (parts and points) or len(parts) > 1:
        if not result.entries and not points and not said:
            return NotAReview("an empty template", "its sections are empty")
        return result
    text = "\n".join(source)
    has_times = result.milestones or (_CLOCK.search(text) and find_dates(f"{name} {text}"))
    if (
        len(text) >= SHORTEST_PROSE
        and has_times
        and _ABOUT_AN_INCIDENT.search(text)
        and not _BESIDE.match(name.rsplit("/", 1)[-1])
    ):
        return result
    return NotAReview(
        "not a post-mortem", "it has no timeline, no contributing factors, no lessons and no action items"
    )
