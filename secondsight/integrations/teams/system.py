"""What Teams notes by itself: who came and went, calls, recordings, names that changed."""

import re
from collections.abc import Mapping
from datetime import timedelta

from secondsight.record.rules.payload import Payload, part, parts, text

_TYPE = re.compile(r"(?:#?microsoft\.graph\.)?(\w+?)(?:EventMessageDetail)?")
_LENGTH = re.compile(r"P(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})(?:\.\d+)?S)?)?")
_MEMBERS = {
    "membersAdded": "Added {}",
    "membersDeleted": "Removed {}",
    "membersJoined": "{} joined",
    "membersLeft": "{} left",
    "conversationMemberRoleUpdated": "Changed the role of {}",
}
# Each says what happened, with the field that names its subject.
_NAMED = {
    "channelAdded": ("Made the channel {}", "channelDisplayName"),
    "channelDeleted": ("Deleted the channel {}", "channelDisplayName"),
    "channelRenamed": ("Named the channel {}", "channelDisplayName"),
    "channelDescriptionUpdated": ("Changed the channel's description to {}", "channelDescription"),
    "chatRenamed": ("Named the chat {}", "chatDisplayName"),
    "teamCreated": ("Made the team {}", "teamDisplayName"),
    "teamRenamed": ("Named the team {}", "teamDisplayName"),
    "teamDescriptionUpdated": ("Changed the team's description to {}", "teamDescription"),
    "teamsAppInstalled": ("Added the app {}", "teamsAppDisplayName"),
    "teamsAppRemoved": ("Removed the app {}", "teamsAppDisplayName"),
    "teamsAppUpgraded": ("Renewed the app {}", "teamsAppDisplayName"),
    "callRecording": ("A recording of the call: {}", "callRecordingDisplayName"),
}
_PLAIN = {
    "callStarted": "A call started",
    "callTranscript": "A transcript of the call",
    "messagePinned": "Pinned a message",
    "messageUnpinned": "Unpinned a message",
    "tabUpdated": "Changed a tab",
}


def event_name(event: Payload) -> str:
    """Return what happened as Graph names it, shortened: "membersAdded"."""
    match = _TYPE.fullmatch(text(event, "@odata.type"))
    return match[1] if match else "event"


def event_words(event: Payload, names: Mapping[str, str]) -> str:
    """Return in words what happened; people whose names are unknown are counted."""
    kind = event_name(event)
    if kind in _MEMBERS:
        return _MEMBERS[kind].format(_people(parts(event, "members"), names))
    if kind == "callEnded":
        return _ended(event, names)
    if kind in _NAMED:
        words, field = _NAMED[kind]
        link = text(event, "callRecordingUrl")
        return words.format(text(event, field) or "without a name") + (f" ({link})" if link else "")
    if kind in _PLAIN:
        return _PLAIN[kind]
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind).lower()
    return f"Teams noted: {spaced}"


def _people(members: list[Payload], names: Mapping[str, str]) -> str:
    known = [
        name for each in members if (name := text(each, "displayName") or names.get(text(each, "id"), ""))
    ]
    unknown = len(members) - len(known)
    if unknown or not known:
        more = "more " if known else ""
        known.append("somebody" if unknown < 2 and not known else f"{unknown} {more}people")
    return ", ".join(known)


def _ended(event: Payload, names: Mapping[str, str]) -> str:
    words = "A call ended"
    if (match := _LENGTH.fullmatch(text(event, "callDuration"))) and any(match.groups()):
        days, hours, minutes, seconds = (int(each or 0) for each in match.groups())
        length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        words += f" after {str(length).removeprefix('0:')}"
    people = [part(each, "participant", "user") for each in parts(event, "callParticipants")]
    return f"{words}; in it: {_people(people, names)}" if people else words
