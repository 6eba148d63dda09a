"""Reads a Slack export: a ZIP archive with a folder for each conversation and a file for each day.

Today's exports and those of ten years ago differ in what stands beside the messages, not in this. The
archive may hold everything in one top folder, as a computer makes it that unpacked and packed it again.
"""

import re
from collections.abc import Iterator

from secondsight.base.archives import Archive, open_archive
from secondsight.base.json_values import json_values
from secondsight.integrations.slack.messages import Conversation, Names, evidence
from secondsight.integrations.slack.wording import strings
from secondsight.record.rules.evidence import Head, Item, LeftOut, ReadOptions, UnreadableFile

PEOPLE_FILES = ("users.json", "org_users.json")
CONVERSATION_FILES = ("channels.json", "groups.json", "mpims.json", "dms.json")
_DAY = re.compile(r"(?:^|/)([^/]+)/\d{4}-\d\d-\d\d\.json$")
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
A workspace owner makes it under *Settings & administration*, *Workspace settings*, *Import/Export data*.
It is a ZIP with a folder for each channel and a JSON file for each day.
Read: what people, bots and tools said, with threads, edits, files and reactions; fractions of a second stay.
Names come from `users.json`; an export without it is refused, since nobody in it could be named.
A message is known by its channel's id and its time stamp, so that overlapping exports merge.
Left out, each with its reason: what is no message, what has no time, what has nothing in it, and other files.
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
    names = Names({}, set())
    for user in _index_rows(archive, file, members, PEOPLE_FILES):
        profile = user.get("profile")
        profile = profile if isinstance(profile, dict) else {}
        name = next(
            strings(
                profile.get("real_name"), user.get("real_name"), profile.get("display_name"), user.get("name")
            ),
            "",
        )
        for user_id in strings(user.get("id")):
            names.by_id[user_id] = name
            if user.get("is_bot") is True:
                names.bots.add(user_id)
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
        for number, (record, raw) in enumerate(json_values(stream, file=file, place=member), start=1):
            yield evidence(record, raw, f"{member} message {number}", conversation, names)


READERS = (SlackExport(),)
