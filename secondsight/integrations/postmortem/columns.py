"""What the columns of a table hold, by their names and, where these say nothing, by their cells."""

import re
from collections.abc import Mapping

from secondsight.integrations.postmortem.blocks import Table
from secondsight.integrations.postmortem.stamps import read_stamp

ENTRY_NAMES: dict[str, str] = {
    "time": r".*\b(?:time ?stamp|time|when|clock)\b.*|start(?:ed)?|at|(?:utc|gmt|cet|cest|[pecm][sd]?t)|hour",
    "date": r"date\b.*",
    "day": r"day\b.*",
    "what": r"(?:key |main )?(?:events?|what|what happened|descriptions?|actions?|activit(?:y|ies)|details?"
    r"|entry|updates?"
    r"|summary|occurrences?|happening|event description|description of events?|incident|step)\b.*",
    "actor": r"who|actors?|owner|persons?|by|users?|teams?|responders?|source|names?|author|system|whom|role",
}
ACTION_NAMES: dict[str, str] = {
    "status": r"(?:current )?(?:status|state|progress|done\??|completed?\??|closed|resolution|finished\??|✓)",
    "due": r"(?:(?:due|target|deadline|expected|planned|completion|estimated|end)(?: completion)?"
    r"(?: date| on| by| time)?|date|deadline"
    r"|eta|by(?: when)?|when|target|due date.*|time ?line|time ?frame)",
    "owner": r"(?:.*\b)?(?:owners?|assignees?|assigned(?: to)?|responsible(?: (?:person|party|team))?"
    r"|dri|who|lead|person|poc|contact)",
    "ticket": r"(?:.*\b)?(?:tickets?|issues?|bugs?|links?|jira|tracking|tracker|reference|ref|urls?"
    r"|work items?|prs?|github"
    r"|issue link|story|card)(?: (?:id|link|number|url|no\.?|#))?|pull request",
    "what": r"(?:.*\b)?(?:actions?|items?|tasks?|descriptions?|what|to ?do|remediation|measures?"
    r"|follow ?ups?|recommendations?"
    r"|improvements?|summary|title|activity|details?|steps?)(?: \w+)?",
    "id": r"(?:#|id|no\.?|number|nr\.?|s\.? ?no\.?)",
}


def columns_of(table: Table, names: Mapping[str, str], *, has_times: bool = False) -> dict[str, int]:
    """Return the number of the column for each name; a column has one name, the first that fits.

    `has_times` looks for times in the cells where no column is called so.
    """
    found: dict[str, int] = {}
    header = [re.sub(r"[*_`:()\[\]]", " ", words.text).strip().lower() for words in table.header]
    for name, pattern in names.items():
        for number, words in enumerate(header):
            if number not in found.values() and re.fullmatch(pattern, " ".join(words.split())):
                found[name] = number
                break
    if has_times and "time" not in found and (timed := _timed_column(table)) is not None:
        found = {name: number for name, number in found.items() if number != timed} | {"time": timed}
    if "what" not in found and (longest := _longest(table, set(found.values()))) is not None:
        found["what"] = longest
    return found


def timed_share(table: Table, column: int) -> float:
    """Return which share of a column's cells reads as a time or a date."""
    cells = [row[column].text for row in table.rows if column < len(row) and row[column].text]
    return sum(read_stamp(cell, is_column=True) is not None for cell in cells) / max(len(cells), 1)


def _timed_column(table: Table) -> int | None:
    shares = [(timed_share(table, number), -number) for number in range(len(table.header))]
    best = max(shares, default=(0.0, 0))
    return -best[1] if best[0] >= 0.5 else None


def _longest(table: Table, taken: set[int]) -> int | None:
    lengths = {
        number: sum(len(row[number].text) for row in table.rows if number < len(row))
        for number in range(len(table.header))
        if number not in taken
    }
    return max(lengths, key=lambda number: lengths[number], default=None)
