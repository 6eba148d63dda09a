"""What was to be done, with owner, date, status and ticket where the document tells them."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from secondsight.inquiry.rules.archive import RecognisedAction
from secondsight.integrations.postmortem.blocks import Block, Item, Section, Table, Words, outline
from secondsight.integrations.postmortem.columns import ACTION_NAMES, columns_of
from secondsight.integrations.postmortem.placeholders import is_empty, is_left_over
from secondsight.integrations.postmortem.stamps import Stamp, find_dates, read_stamp
from secondsight.integrations.postmortem.wording import fitted

DayOf = Callable[[Stamp], date | None]

_DONE = (
    r"done|completed?|fixed|resolved|closed|shipped|merged|deployed|implemented|finished"
    r"|verified|✅|✔️?|☑️?|:white_check_mark:|100 ?%"
)
_OPEN = (
    r"in[ -]progress|wip|ongoing|started|open|to[ -]?do|not (?:yet )?(?:started|done)|planned"
    r"|pending|blocked|backlog(?:ged)?"
    r"|deferred|postponed|scheduled|proposed|new|in review|under review|🚧|⏳|🔄|\d{1,2} ?%"
)
_DROPPED = r"cancell?ed|won ?[’']?t (?:do|fix)|wontfix|dropped|rejected|abandoned|declined|obsolete|❌|:x:"
_STATUS = re.compile(rf"(?:{_DONE}|{_OPEN}|{_DROPPED})", re.IGNORECASE)
_IS_DONE = re.compile(rf"(?:{_DONE})", re.IGNORECASE)
_LABELLED = re.compile(
    r"(?:^|[\s,;|(\[–—-])\s*\*{0,2}(?P<label>owners?|assignees?|assigned to|responsible|dri|who"
    r"|due(?: date| by| on)?|deadline|eta|target(?: date)?"
    r"|status|state|tickets?|issues?|jira|tracking)\*{0,2}\s*[:=]\s*\*{0,2}\s*(?P<value>[^;|)\]\n]+?)"
    r"(?=\s*(?:[;|)\]]|$|[\s,.]\s*(?:owners?|assignees?|assigned to|responsible|dri|due(?: date| by"
    r"| on)?|deadline|eta|target(?: date)?|status|state|tickets?|issues?|jira|tracking)\s*[:=]"
    r"|\s[–—-]\s))[)\]]?",
    re.IGNORECASE,
)
_DUE = re.compile(r"[(\[]?\b(?:due|by|before|until|eta|deadline|target)\b:?\s+(?=[\dA-Z])", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w/.])@[A-Za-z][\w.-]*(?:/[\w.-]+)?")
_ASIDE = re.compile(r"\s*[(\[](?P<words>[^()\[\]]{1,60})[)\]]\s*\.?$")
_SEGMENT = re.compile(
    r"^(?P<head>.+\S)\s+(?:[-–—|•]|->|→)\s+(?P<tail>(?:(?!\s[-–—|•]\s).){1,60})$", re.DOTALL
)
_BEFORE = re.compile(
    rf"(?:\[(?P<boxed>{_DONE}|{_OPEN}|{_DROPPED})\]|(?P<bare>(?-i:DONE|TODO|WIP)\b|✅|✔️?|☑️?|❌|🚧"
    rf"|⏳))\s*[:\-–—]?\s+",
    re.IGNORECASE,
)
_NAME = r"[A-Z][a-zà-öø-ÿ’'.-]+(?:\s(?:[a-z]{2,3}\s)?[A-Z][\w’'.-]*){0,2}"
_PERSON = re.compile(rf"(?:{_NAME})(?:\s?(?:,|/|&|and|\+)\s?(?:{_NAME}))*")
_CALLED_ON = re.compile(r"(?P<name>[A-Z][a-zà-öø-ÿ]+)\s+(?:to\b|will\b|calls?\b|is\b).*")
_TEAM = re.compile(r"(?:[A-Z][\w&/-]*\s){0,3}(?:[Tt]eam|SRE|DevOps|Ops|Platform|Infra)")
_TICKET = re.compile(
    r"(?<![\w-])(?!(?:UTF|SHA|ISO|AES|RFC|CVE|HTTP|TLS|IPV|MD|BASE|X|P|SEV|Q|T"
    r"|V)-)[A-Z][A-Z0-9]{1,9}-\d{1,6}\b|(?<![\w&])#\d{1,6}\b"
)
_TRACKER = re.compile(
    r"/(?:issues?|pulls?|browse|merge_requests|-/issues|commits?|tickets?|tasks?|stories|story"
    r"|work_?items|bugs?|cards?|c)/"
    r"|linear\.app|trello\.com|asana\.com|shortcut\.com|bugzilla|show_bug|phabricator|jira|youtrack",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://[^\s<>|)\]]+")
_NOT_NAMES = {
    "Added", "Done", "Optional", "Maybe", "Later", "Ongoing", "Internal", "External", "Urgent", "High",
    "Medium", "Low", "Critical", "Prevent", "Mitigate", "Detect", "Process", "Other", "Kubernetes",
    "Terraform", "Nice", "Long", "Short", "Must", "Should", "Could", "Yes", "No", "None", "See", "For",
    "If", "Also", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
}  # fmt: skip


@dataclass(slots=True)
class _Action:
    """An action while its parts are taken out of its words."""

    text: str
    line: int
    owners: list[str] = field(default_factory=list)
    due: date | None = None
    status: str = ""
    is_done: bool | None = None
    url: str = ""
    ticket: str = ""
    more: list[str] = field(default_factory=list)


def read_actions(
    section: Section, day_of: DayOf, *, group: str = ""
) -> tuple[list[RecognisedAction], list[Block]]:
    """Return the actions of a section, and the blocks of it that are none.

    `group` is the heading above them: a word of state (“Done”) holds for those under it that say none.
    """
    found: list[RecognisedAction] = []
    kept: list[Block] = []
    for block in section.blocks:
        if block.items:
            found += _of_list(block.items, day_of, group)
        elif block.table is not None:
            found += _of_table(block.table, day_of, group)
        elif block.lines and not block.lines[-1].text.rstrip().endswith(":") and _is_told(section, block):
            found += _of_prose(block, day_of, group)
        else:
            kept.append(block)
    return found, kept


def state_in(heading: str) -> str:
    """Return the word of state that a heading carries behind it, “Immediate actions (completed)”, if any."""
    match = _ASIDE.search(heading)
    return match["words"] if match and _STATUS.fullmatch(match["words"].strip()) else ""


def _is_told(section: Section, block: Block) -> bool:
    """Prose beside a list or a table of actions is about them; alone, it is what was to be done."""
    return not any(other.items or other.table for other in section.blocks)


def _of_list(items: Iterable[Item], day_of: DayOf, group: str) -> Iterator[RecognisedAction]:
    for item in items:
        if _is_group(item):
            yield from _of_list(item.children, day_of, item.text.rstrip(": ") or group)
            continue
        text = item.text
        if is_empty(text) or is_left_over(text):
            continue
        links = tuple(link for words in item.lines for link in words.links)
        action = _Action(text, item.line)
        if item.box:
            action.is_done, action.status = item.box == "x", "done" if item.box == "x" else ""
        if item.lines and all(words.is_struck for words in item.lines):
            action.is_done, action.status = True, action.status or "struck out"
        action.more += outline([child for child in item.children if not child.box])
        yield _finish(action, links, day_of, group)
        yield from _of_list([child for child in item.children if child.box], day_of, group)


def _is_group(item: Item) -> bool:
    """“Short term:” with points below it names no action itself."""
    if not item.children or item.box:
        return False
    is_label = item.text.rstrip().endswith(":")
    is_bold = bool(item.lines) and item.lines[0].bold.rstrip(": ") == item.text.rstrip(": ")
    return is_label or is_bold or any(child.box for child in item.children)


def _of_prose(block: Block, day_of: DayOf, group: str) -> Iterator[RecognisedAction]:
    text = " ".join(words.text for words in block.lines)
    if not is_empty(text) and not is_left_over(text):
        links = tuple(link for words in block.lines for link in words.links)
        yield _finish(_Action(text, block.line), links, day_of, group)


def _of_table(table: Table, day_of: DayOf, group: str) -> Iterator[RecognisedAction]:
    columns = columns_of(table, ACTION_NAMES)
    header = {number: words.text for number, words in enumerate(table.header)}
    for row in table.rows:

        def cell(name: str, row: tuple[Words, ...] = row) -> Words:
            number = columns.get(name, -1)
            return row[number] if 0 <= number < len(row) else Words("", 0)

        what = cell("what")
        if is_empty(what.text) or is_left_over(what.text):
            continue
        action = _Action(what.text, what.line)
        if not is_empty(cell("owner").text):
            action.owners = [" ".join(cell("owner").text.split())]
        state = " ".join(cell("status").text.split())
        action.status = state if _STATUS.fullmatch(state) or not is_empty(state) else ""
        due = cell("due").text
        action.due = _day(due, day_of)
        if not is_empty(due) and action.due is None:
            action.more.append(f"{header.get(columns['due'], 'Due')}: {due}")
        if not is_empty(cell("ticket").text):
            action.ticket = " ".join(cell("ticket").text.split())[:200]
            addresses = [url for _, url in cell("ticket").links]
            action.url = next((url for url in addresses if url.startswith(("http://", "https://"))), "")
        action.more += [
            f"{header.get(number, '')}: {words.text}".lstrip(": ")
            for number, words in enumerate(row)
            if number not in columns.values() and not is_empty(words.text)
        ]
        links = tuple(link for words in row for link in words.links)
        yield _finish(action, links, day_of, group)


def _finish(
    action: _Action, links: tuple[tuple[str, str], ...], day_of: DayOf, group: str
) -> RecognisedAction:
    _take_status_before(action)
    _take_links(action, links)
    _take_labelled(action, day_of)
    _take_tails(action, day_of)
    _take_due(action, day_of)
    if not action.owners:
        action.owners = list(dict.fromkeys(_HANDLE.findall(action.text)))
        bare = _HANDLE.sub("", action.text).strip(" :–—-,")
        if len(bare) > 10:
            action.text = re.sub(r"\s{2,}", " ", re.sub(r"\(\s*\)", "", bare)).strip()
    if group and not action.status and _STATUS.fullmatch(group.strip()):
        action.status = group.strip()
    elif group:
        action.more.insert(0, group)
    if action.is_done is None and action.status:
        action.is_done = bool(_IS_DONE.match(action.status)) if _STATUS.match(action.status) else None
    what, context = fitted(action.text.strip(" *_") or "…", *action.more)
    return RecognisedAction(
        what=what,
        line=action.line,
        owner=", ".join(action.owners)[:200],
        due_on=action.due,
        status=action.status[:100],
        is_done=action.is_done,
        url=action.url[:2000],
        ticket=action.ticket[:200],
        context=context,
    )


def _take_status_before(action: _Action) -> None:
    if match := _BEFORE.match(action.text):
        action.status = action.status or (match["boxed"] or match["bare"])
        action.text = action.text[match.end() :]


def _take_links(action: _Action, links: tuple[tuple[str, str], ...]) -> None:
    addresses = [*links, *((url, url) for url in _URL.findall(action.text))]
    if not action.url:
        for text, url in addresses:
            if url.startswith(("http://", "https://")) and (_TRACKER.search(url) or _TICKET.search(text)):
                named = _TICKET.search(text) or re.search(r"[A-Z][A-Z0-9]+-\d+|\d+(?=/?$)", url)
                action.url, action.ticket = url, action.ticket or (named[0] if named else "")
                break
    if not action.ticket and (match := _TICKET.search(action.text)):
        action.ticket = match[0]


def _take_labelled(action: _Action, day_of: DayOf) -> None:
    for match in list(_LABELLED.finditer(action.text)):
        label, value = match["label"].lower(), match["value"].strip(" *_.,")
        if is_empty(value):
            pass
        elif label.startswith(("owner", "assign", "responsible", "dri", "who")):
            action.owners = action.owners or [value]
        elif label.startswith(("due", "deadline", "eta", "target")):
            action.due = action.due or _day(value, day_of)
            if action.due is None:
                action.more.append(f"Due: {value}")
        elif label.startswith("stat"):
            action.status = action.status or value
        else:
            action.ticket = action.ticket or value
        action.text = action.text.replace(match[0], " ", 1).strip(" ,;|–—-([")


def _take_tails(action: _Action, day_of: DayOf) -> None:
    """Take what stands behind the words: “(Ines Roth)”, “(done)”, “— @ines — 2021-04-01”."""
    for _ in range(6):
        match = _ASIDE.search(action.text) or _SEGMENT.match(action.text)
        if match is None:
            return
        parts = match.groupdict()
        tail = (parts.get("words") or parts.get("tail") or "").strip(" .*_")
        if not _take_tail(action, tail, day_of, is_aside="words" in parts):
            return
        action.text = (parts.get("head") or action.text[: match.start()]).rstrip(" ,;")


def _take_tail(action: _Action, tail: str, day_of: DayOf, *, is_aside: bool) -> bool:
    pieces = [piece.strip(" .*_") for piece in re.split(r"\s*[,;|]\s*", tail) if piece.strip()]
    if pieces and all(
        _read_piece(replace(action, owners=[], more=[]), piece, day_of, is_aside) for piece in pieces
    ):
        for piece in pieces:
            _read_piece(action, piece, day_of, is_aside)
        return True
    if (
        is_aside
        and not action.owners
        and (called := _CALLED_ON.fullmatch(tail))
        and called["name"] not in _NOT_NAMES
    ):
        action.owners = [called["name"]]
    return False


def _read_piece(action: _Action, piece: str, day_of: DayOf, is_aside: bool) -> bool:
    if _STATUS.fullmatch(piece):
        action.status = action.status or piece
        return True
    if _HANDLE.fullmatch(piece) or all(_HANDLE.fullmatch(one) for one in piece.split()):
        action.owners += piece.split()
        return True
    due = _DUE.match(piece)
    day = _day(piece[due.end() :] if due else piece, day_of, is_whole=True)
    if day is not None:
        action.due = action.due or day
        return True
    if _TICKET.fullmatch(piece):
        action.ticket = action.ticket or piece
        return True
    is_name = _PERSON.fullmatch(piece) and piece.split()[0] not in _NOT_NAMES
    if not action.owners and (_TEAM.fullmatch(piece) or (is_name and (is_aside or " " in piece))):
        action.owners.append(piece)
        return True
    return False


def _take_due(action: _Action, day_of: DayOf) -> None:
    if action.due is None:
        for match in _DUE.finditer(action.text):
            stamp = read_stamp(action.text[match.end() :])
            if stamp is not None and (day := day_of(stamp)):
                action.due = day
                return


def _day(text: str, day_of: DayOf, *, is_whole: bool = False) -> date | None:
    stamp = read_stamp(text)
    if stamp is not None and stamp.has_date and (not is_whole or stamp.end >= len(text.rstrip(" )"))):
        return day_of(stamp)
    if is_whole:
        return None
    return next((day for found in find_dates(text) if (day := day_of(found))), None)
