"""Labels with a value: front matter, “**Severity:** SEV-2”, a table of two columns."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from secondsight.integrations.postmortem.blocks import Block, Item, Words
from secondsight.record.rules.vocabulary import MilestoneKind

_LABEL = re.compile(
    r"\*{0,2}(?P<label>[A-Za-z][\w /&()’'-]{1,50}?)\*{0,2}\s*(?::|\s=|\s[–—-]\s)\s*(?P<value>\S.*)", re.DOTALL
)
_FRONT = re.compile(
    r"\A\ufeff?(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<body>.*?)\r?\n(?P=fence)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_KEY = re.compile(r"(?P<label>[A-Za-z][\w .-]{0,60}?)\s*[:=]\s*(?P<value>.*)")

_NAMES: tuple[tuple[str, str], ...] = (
    ("title", r"(?:incident |post ?mortem )?(?:title|name|incident|subject)"),
    (
        "severity",
        (r"(?:incident )?(?:severity|sev|priority|prio|criticality|classification)(?: level| class"
        r"| rating)?|impact level"),
    ),
    ("date", (r"(?:incident )?(?:date|day|when|occurred(?: on| at)?"
        r"|date of (?:the )?(?:incident|outage|event)|incident date time|date time|incident on"
        r"|dates|period)")),
    ("zone", r"time ?zone|tz"),
    (MilestoneKind.IMPACT_START, (r"(?:incident |outage |impact |issue |event )?(?:start(?:ed|s)?"
        r"|began|begin|beginning)(?: time| at| date| on| of impact)?|time started"
        r"|start of (?:the )?(?:incident|outage|impact)|start time|impact start(?:ed)?"
        r"|time of (?:incident|outage)")),
    (MilestoneKind.DETECTED, (r"(?:incident |issue )?(?:detected|discovered|identified"
        r"|noticed)(?: at| on)?|time (?:detected|of detection|discovered)|detection time|detection date")),
    (MilestoneKind.DECLARED, r"(?:incident )?declared(?: at| on)?|time declared"),
    (MilestoneKind.MITIGATED, (r"(?:incident |impact )?mitigated(?: at| on)?|time (?:mitigated"
        r"|of mitigation)|mitigation time")),
    (MilestoneKind.RESOLVED, (r"(?:incident |outage |issue |impact )?(?:end(?:ed|s)?|resolved"
        r"|restored|fixed)(?: time| at| date| on)?|time (?:resolved|of resolution|ended|restored)"
        r"|resolution time|end time|resolution date")),
    (MilestoneKind.FULLY_RECOVERED, r"(?:fully )?recovered(?: at| on)?|recovery (?:at|date)"),
)  # fmt: skip
_FIELDS = tuple((name, re.compile(f"(?:{pattern})", re.IGNORECASE)) for name, pattern in _NAMES)
_SEVERITY = re.compile(
    r"\b(?:sev(?:erity)?|prio(?:rity)?|p|s|level|tier)[\s:#_-]*(?P<number>[0-5])\b|^\W*(?P<alone>[0-5])\b",
    re.IGNORECASE,
)
_IN_TITLE = re.compile(r"[\[(]?\b(?:sev(?:erity)?[\s:#_-]*|p)(?P<number>[0-5])\b[\])]?", re.IGNORECASE)
_WORDS = (
    ("near-miss", r"near[ -]?miss"),
    ("1", r"critical|blocker|catastrophic|emergency|highest"),
    ("2", r"high|major|severe|urgent|serious"),
    ("3", r"medium|moderate|normal|minor|low(?:est)?|trivial|informational"),
)


@dataclass(frozen=True, slots=True)
class Field:
    """A label with its value, as the document has them."""

    label: str
    value: str
    line: int
    name: str = ""  # what it is for us, empty for whatever else a team notes


def front_matter(text: str) -> tuple[list[Field], int]:
    """Return the fields before the document proper, one a line, and how many lines they take."""
    match = _FRONT.match(text)
    if match is None:
        return [], 0
    fields = []
    for number, line in enumerate(match["body"].splitlines(), start=2):
        if found := _KEY.fullmatch(line.rstrip()):
            value = found["value"].split(" #")[0].strip().strip("\"'[]").strip()
            if value:
                fields.append(_field(found["label"].replace("_", " ").replace("-", " "), value, number))
    return fields, match[0].count("\n")


def read_fields(block: Block) -> Iterator[Field]:
    """Yield the fields of a paragraph, a list or a table of two columns."""
    if block.table is not None:
        rows = (block.table.header, *block.table.rows)
        if len(block.table.header) == 2:
            for row in rows:
                if row[0].text and row[1].text:
                    yield _field(row[0].text.rstrip(" :"), row[1].text, row[0].line)
        return
    for words in (*block.lines, *_lines(block.items)):
        if match := _LABEL.fullmatch(words.text):
            yield _field(match["label"], match["value"], words.line)


def severity_of(words: str) -> str:
    """Return "1" to "5" or "near-miss" for the words of a severity, empty for words that tell none.

    A zero is the worst that some teams have, and read as 1.
    """
    if match := _SEVERITY.search(words):
        return str(max(1, int(match["number"] or match["alone"])))
    for severity, pattern in _WORDS:
        if re.search(rf"\b(?:{pattern})\b", words, re.IGNORECASE):
            return severity
    return ""


def severity_in_title(title: str) -> tuple[str, str]:
    """Return the severity that a title carries (“[SEV-1] …”) and its words, empty without one."""
    match = _IN_TITLE.search(title)
    return (str(max(1, int(match["number"]))), match[0].strip("[]()")) if match else ("", "")


def _field(label: str, value: str, line: int) -> Field:
    bare = re.sub(r"\s*\([^)]*\)", "", label).strip(" *_:").replace("/", " ")
    name = next((name for name, pattern in _FIELDS if pattern.fullmatch(" ".join(bare.split()))), "")
    return Field(label.strip(" *_:"), value.strip(" *_"), line, str(name))


def _lines(items: Iterable[Item]) -> Iterator[Words]:
    for item in items:
        if item.lines:
            first = item.lines[0]
            yield Words(item.text, first.line, first.links, first.bold)
        yield from _lines(item.children)
