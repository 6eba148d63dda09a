"""Reads Slack's exports, and what its API answers.

An export is a ZIP archive with a folder for each conversation and a file for each day. Today's exports and
those of ten years ago differ in what stands beside the messages, not in this. The archive may hold everything
in one top folder, as a computer makes it that unpacked and packed it again.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from secondsight.base.archives import Archive, open_archive
from secondsight.base.json_records import begins_like_json, json_records
from secondsight.base.json_values import json_objects, json_values
from secondsight.integrations.slack.answers import (
    LISTS,
    answered,
    conversation,
    learn,
    needs_channel,
    told_conversation,
    told_in,
    which_channel,
)
from secondsight.integrations.slack.messages import Conversation, evidence
from secondsight.integrations.slack.names import Names
from secondsight.integrations.slack.records import Message
from secondsight.integrations.slack.wording import strings
from secondsight.record.rules.evidence import (
    LENGTHS,
    Head,
    Item,
    LeftOut,
    NeedsAnswer,
    ReadOptions,
    UnreadableFile,
)

PEOPLE_FILES = ("users.json", "org_users.json")
CONVERSATION_FILES = ("channels.json", "groups.json", "mpims.json", "dms.json")
_DAY = re.compile(r"(?:^|/)([^/]+)/\d{4}-\d\d-\d\d\.json$")
_MESSAGE = " message "  # in a place, between the day's file and the number in it
# In a file with a longer name a record's place would be cut, so that it is not found again by it.
_LONGEST_MEMBER = LENGTHS["place"] - len(_MESSAGE) - 12
_OTHER_FILES = {
    "integration_logs.json": "a log of apps, not messages",
    "canvases.json": "a list of canvases, not messages",
    "lists.json": "a list of lists, not messages",
    "content_flags.json": "a log of flags, not messages",
    "file_conversations.json": "a list of files, not messages",
    "huddle_transcripts.json": "transcripts of huddles, not messages",
}


class SlackExport:
    """The reader of Slack exports."""

    format = "slack-export"
    title = "Slack export (ZIP)"
    about = """
The ZIP that Slack makes under “Import/Export data”, of every plan and age.
It holds a folder for each conversation and a JSON file for each day; packing it again does no harm.
Read: what people, bots and apps wrote, with threads, edits, deletions, files, reactions, pins and huddles.
Who joined, left or changed a topic is read too.
Names and e-mail addresses come from `users.json` or `org_users.json`; without either it is refused.
An item is known by its conversation's id and its time stamp: later exports and the API bring the same.
Left out: what is not a message, has no time or nothing in it, edits that changed no words, other files.
"""
    propose = None

    def recognises(self, head: Head) -> bool:
        """Return whether an archive holds days of messages, or the index files of an export."""
        if any(_is_day(name) for name in head.members):
            return True
        found = {name.rpartition("/")[2] for name in head.members}
        return bool(found.intersection(PEOPLE_FILES)) and bool(found.intersection(CONVERSATION_FILES))

    def read(self, head: Head, options: ReadOptions) -> Iterator[Item | LeftOut]:
        """Return each message of each day, in the archive's order, and each file that holds none.

        People's names come from `users.json`, which every export has: without it the folders were packed
        alone, and that is an error. Conversations that the index files do not know go by their folder.
        A message's key is the conversation's id and its own time stamp, so that a later export, or one
        made after the channel was renamed, brings the same keys.
        """
        with open_archive(head.path, head.name) as archive:
            members = [member.name for member in archive.members]
            _check_people(head, members)
            names = _names(archive, head.name, members)
            conversations = _conversations(archive, head.name, members, names)
            indexes = {name for name in members if _is_index(name)}
            for member in members:
                if _is_day(member):
                    yield from _day(archive, head.name, member, conversations, names)
                elif member not in indexes:
                    yield LeftOut(member, _why_other(member))

    def told_at(self, path: Path, places: Iterable[str]) -> dict[str, str]:
        """Return the records' own JSON by their places, exactly as it stands in the archive.

        A place where nothing stands is not among them. Raises UnreadableFile when the archive is damaged.
        """
        wanted: dict[str, set[int]] = {}
        for place in places:
            member, _, number = place.rpartition(_MESSAGE)
            if number.isdecimal():
                wanted.setdefault(member, set()).add(int(number))
        told: dict[str, str] = {}
        with open_archive(path, path.name) as archive:
            there = {member.name for member in archive.members}
            for member in there.intersection(wanted):
                with archive.open(member) as stream:
                    found = enumerate(json_values(stream, file=path.name, place=member), start=1)
                    for number, (_, raw) in islice(found, max(wanted[member])):
                        if number in wanted[member]:
                            told[f"{member}{_MESSAGE}{number}"] = raw
        return told


def _is_day(name: str) -> bool:
    return name.endswith(".json") and _DAY.search(name) is not None and not name.startswith("__MACOSX/")


def _is_index(name: str) -> bool:
    return name.rpartition("/")[2] in PEOPLE_FILES + CONVERSATION_FILES and not name.startswith("__MACOSX/")


def _why_other(name: str) -> str:
    base = name.rpartition("/")[2]
    if name.startswith("__MACOSX/") or base in (".DS_Store", "Thumbs.db", "desktop.ini"):
        return "a file of the operating system"
    return _OTHER_FILES.get(base, "not a day of messages")


def _check_people(head: Head, members: list[str]) -> None:
    if any(name.rpartition("/")[2] in PEOPLE_FILES for name in members):
        return
    example = next((name for name in members if _is_day(name)), "")
    raise UnreadableFile(
        f"{head.name}: users.json is missing, so that nobody in {example or 'it'} can be named; "
        "expected a whole Slack export: pack the folder that holds users.json, channels.json and the "
        "channels' folders",
        file=head.name,
        place="users.json",
    )


def _names(archive: Archive, file: str, members: list[str]) -> Names:
    names = Names()
    for user in _index_rows(archive, file, members, PEOPLE_FILES):
        names.learn_person(user)
    return names


def _conversations(archive: Archive, file: str, members: list[str], names: Names) -> dict[str, Conversation]:
    """Return the conversations by the folders that may hold them: name or id."""
    found: dict[str, Conversation] = {}
    for row in _index_rows(archive, file, members, CONVERSATION_FILES):
        row_id = next(strings(row.get("id")), "")
        name = next(strings(row.get("name")), "")
        people = row.get("members")
        if not name and isinstance(people, list):
            name = "direct message: " + ", ".join(names.by_id.get(who, who) for who in strings(*people))
        if row_id or name:
            conversation = Conversation(row_id or name, name or row_id)
            found.update({folder: conversation for folder in (row_id, name) if folder})
            names.by_id.setdefault(row_id, f"#{conversation.name}")
    return found


def _index_rows(
    archive: Archive, file: str, members: list[str], wanted: tuple[str, ...]
) -> Iterator[dict[str, object]]:
    for member in members:
        if member.rpartition("/")[2] in wanted and _is_index(member):
            with archive.open(member) as stream:
                for row, _ in json_values(stream, file=file, place=member):
                    if isinstance(row, dict):
                        yield row


def _day(
    archive: Archive, file: str, member: str, conversations: dict[str, Conversation], names: Names
) -> Iterator[Item | LeftOut]:
    match = _DAY.search(member)
    assert match is not None
    folder = match.group(1)
    conversation = conversations.get(folder) or Conversation(folder, folder)
    with archive.open(member) as stream:
        if len(member) > _LONGEST_MEMBER:
            for number, (record, raw) in enumerate(json_values(stream, file=file, place=member), start=1):
                yield evidence(record, raw, f"{member}{_MESSAGE}{number}", conversation, names)
            return
        for number, record in enumerate(json_objects(stream, Message, file=file, place=member), start=1):
            yield evidence(record, "", f"{member}{_MESSAGE}{number}", conversation, names)


# Records that may be looked at to recognise an answer: people and channels may come before the messages.
_TRIED, _PEOPLE_TRIED = 3, 20_000


class SlackAnswers:
    """The reader of saved answers of Slack's API, and of events as Slack sends them."""

    format = "slack-api"
    title = "Slack API answers and events (JSON)"
    about = """
What `conversations.history`, `conversations.replies` or `search.messages` answer, saved as JSON.
Events as Slack's Events API sends them are read too.
They may come alone, in pages one after the other, in a list, or one a line.
Read: messages, replies, edits, deletions, files and bots as in an export; reactions with who and when.
Names come from answers of `users.list`, `conversations.list` and `usergroups.list` before the messages.
Else they come from the profiles inside messages, else the ids stand.
A message is known by its channel's id and its time stamp, as in an export, so that they merge.
The channel is taken from the message, its link or the answer.
A history names none: you are asked for it; a name will do where an export of the channel came in before.
Left out: rows about people and channels, events of other kinds, messages without a time.
"""
    propose = None

    def channel_of(self, key: str) -> str:
        """Return the id of the channel in a message's key."""
        return key.split(":")[1]

    def recognises(self, head: Head) -> bool:
        """Return whether one of the first records is a message or an event of Slack, people aside."""
        if head.members or not begins_like_json(head.start):
            return False
        people = others = 0
        try:
            for record in json_records(head.path, head.name, LISTS):
                if any(told_in(record.value, "", "")):
                    return True
                is_about = bool(learn(record.value, Names(), {}))
                people, others = people + is_about, others + (not is_about)
                if others == _TRIED or people == _PEOPLE_TRIED:
                    return False
        except (UnreadableFile, RecursionError):
            return False
        return False

    def read(self, head: Head, options: ReadOptions) -> Iterator[Item | LeftOut]:
        """Return each message and reaction, in the file's order.

        Raises NeedsAnswer at the first message whose channel neither the file nor the options tell.
        """
        names = Names()
        channels: dict[str, str] = {}
        told = told_conversation(options.channel, options.channel_id)
        for record in json_records(head.path, head.name, LISTS):
            about = "not JSON" if record.problem else learn(record.value, names, channels)
            if about:
                yield LeftOut(record.place, about, detail=record.problem)
                continue
            found = list(told_in(record.value, record.place, record.raw))
            if not found:
                yield LeftOut(
                    record.place, "not a message", detail="expected one of Slack's, with type and ts"
                )
            for payload, place, raw in found:
                where = conversation(payload, record.around, channels) or told
                if where is None and needs_channel(payload):
                    raise NeedsAnswer(head.name, which_channel(payload))
                yield answered(payload, raw, place, where or Conversation("", ""), names)


READERS = (SlackExport(), SlackAnswers())
