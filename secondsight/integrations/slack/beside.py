"""What stands beside a Slack message's words: edits, replies, reactions, pins, files, a huddle."""

from collections.abc import Iterator, Mapping

from secondsight.integrations.slack.names import Names
from secondsight.integrations.slack.stamps import instant
from secondsight.integrations.slack.wording import dicts, plain, strings

_PREVIEW = 4_000
_BESIDE = frozenset({"edited", "reply_count", "reactions", "files", "file", "room", "pinned_to"})
# What Slack says instead of a file that it no longer shows.
_NOT_SHOWN = {
    "tombstone": "a file that was deleted",
    "hidden_by_limit": "a file that the plan no longer shows",
    "file_access": "a file of another organisation",
}


def collect(said: Mapping[str, object], details: dict[str, object]) -> None:
    """Add to an item's details what stands beside a message's words."""
    if said.keys().isdisjoint(_BESIDE):
        return
    edited = said.get("edited")
    if isinstance(edited, dict) and (at := instant(edited.get("ts"))):
        details["edited_at"] = at.isoformat()
    if type(replies := said.get("reply_count")) is int and replies:
        details["reply_count"] = replies
    if reactions := dicts(said.get("reactions")):
        details["reactions"] = {str(each.get("name")): _people(each.get("users")) for each in reactions}
    if said.get("pinned_to"):
        details["pinned"] = True
    old_file = said.get("file")
    if files := dicts(said.get("files")) or dicts([old_file]):
        details["files"] = [_file(file) for file in files]
    room = said.get("room")
    if isinstance(room, dict):
        details["huddle"] = {
            "began_at": _stamp(room.get("date_start")),
            "ended_at": _stamp(room.get("date_end")),
            "people": _people(room.get("participant_history")) or _people(room.get("participants")),
        }


def file_words(details: Mapping[str, object], words: str) -> Iterator[str]:
    """Return a line for each file that the words do not name, and what can be read of it."""
    for file in dicts(details.get("files")):
        title = str(file["title"])
        if title not in words:
            yield f"File: {title}"
        if preview := file.get("preview"):
            yield str(preview)


def huddle_words(details: Mapping[str, object], names: Names) -> str:
    """Return who was in a huddle, "" where there was none or nobody is named."""
    huddle = details.get("huddle")
    people = _people(huddle.get("people")) if isinstance(huddle, dict) else []
    return "In it: " + ", ".join(names.by_id.get(each) or each for each in people) if people else ""


def _people(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _stamp(seconds: object) -> str:
    at = instant(seconds)
    return at.isoformat() if at and at.timestamp() else ""


def _file(file: Mapping[str, object]) -> dict[str, str]:
    """Return a file's name, type and address; its private address carries a secret and stays in the raw."""
    mode = next(strings(file.get("mode")), "")
    if file.get("file_access") == "check_file_info":
        mode = "file_access"
    name = next(strings(file.get("title"), file.get("name"), _NOT_SHOWN.get(mode), file.get("id")), "unnamed")
    kept = {"title": name, "type": next(strings(file.get("mimetype"), file.get("filetype")), "")}
    kept["url"] = next(strings(file.get("permalink")), "")
    if mode == "snippet":
        kept["preview"] = next(strings(file.get("preview")), "")[:_PREVIEW]
    elif mode == "email":
        kept["preview"] = next(strings(file.get("plain_text"), file.get("preview")), "")[:_PREVIEW]
    elif spoken := _spoken(file.get("transcription")):
        kept["preview"] = spoken[:_PREVIEW]
    return kept


def _spoken(transcription: object) -> str:
    """Return what was said in a clip, as far as Slack shows it."""
    preview = transcription.get("preview") if isinstance(transcription, dict) else None
    return plain(next(strings(preview.get("content")), ""), {}) if isinstance(preview, dict) else ""
