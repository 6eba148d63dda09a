"""A Slack export of a chat: the ZIP that a workspace's owner downloads, in its present shape."""

import json
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from demo.bots import BOT, BOTS
from demo.chat import Card, ChatMessage
from demo.evidence import ids
from demo.evidence.slack_text import block, channel_id, marked_up
from demo.people import PEOPLE, PERSON

WORKSPACE = "T04QUILLB"
_HOST = "https://files.quillbarrow.example"


def write_export(path: Path, chat: Sequence[ChatMessage], purposes: dict[str, str], start: datetime) -> Path:
    """Write the export and return its path; the same arguments give the same bytes.

    A channel has one file for each UTC day on which something was said.
    """
    written = Channels(chat, purposes, start)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        add_file(archive, "users.json", users(start), start)
        add_file(archive, "channels.json", [written.channel(name) for name in purposes], start)
        add_file(archive, "integration_logs.json", [], start)
        for (channel, day), messages in written.files().items():
            add_file(archive, f"{channel}/{day}.json", messages, start)
    return path


def add_file(archive: zipfile.ZipFile, name: str, content: object, start: datetime) -> None:
    """Write one JSON document into the archive, dated to the day of the incident."""
    archive.writestr(entry(name, start), json.dumps(content, indent=4, ensure_ascii=False))


def entry(name: str, start: datetime) -> zipfile.ZipInfo:
    """Return the archive's entry for a name, so dated that two runs give the same bytes."""
    found = zipfile.ZipInfo(name, (start.year, start.month, start.day, 0, 0, 0))
    found.compress_type = zipfile.ZIP_DEFLATED
    found.external_attr = 0o644 << 16
    return found


class Channels:
    """A chat at a given start, from which exported messages are made."""

    def __init__(self, chat: Iterable[ChatMessage], purposes: dict[str, str], start: datetime) -> None:
        self.chat = tuple(chat)
        self.purposes = purposes
        self.names = frozenset(purposes)
        self.start = start
        self._replies: dict[str, list[ChatMessage]] = defaultdict(list)
        for message in self.chat:
            if message.thread:
                self._replies[message.thread].append(message)
        self._by_key = {message.key: message for message in self.chat}

    def files(self) -> dict[tuple[str, str], list[dict[str, Any]]]:
        """Return each channel's messages by day, oldest first."""
        found: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        for message in sorted(self.chat, key=self.ts):
            day = (self.start + message.at).astimezone(UTC).date().isoformat()
            found[message.channel, day].append(self.exported(message))
        return dict(sorted(found.items()))

    def ts(self, message: ChatMessage) -> str:
        """Return Slack's name for a message: seconds and six digits that tell equal seconds apart."""
        return f"{int((self.start + message.at).timestamp())}.{ids.number(message.key, 6)}"

    def exported(self, message: ChatMessage) -> dict[str, Any]:
        """Return the message as the export has it."""
        text = marked_up(message.text, self.names)
        if message.kind == "join":
            return self._event(message, "channel_join", f"<@{self._user(message)}> has joined the channel")
        if message.kind == "topic":
            said = f"<@{self._user(message)}> set the channel topic: {text}"
            return self._event(message, "channel_topic", said) | {"topic": text}
        if message.kind == "deleted":
            gone = self._event(message, "tombstone", "This message was deleted.")
            return gone | {"user": "USLACKBOT", "hidden": True} | self._threading(message)
        found = self._from_bot(message, text) if message.author in BOT else self._from_person(message, text)
        return found | self._threading(message) | self._extras(message)

    def channel(self, name: str, members: Sequence[str] = ()) -> dict[str, Any]:
        """Return the channel's entry in channels.json; without members, with those who wrote in it."""
        written = {self._user(m) for m in self.chat if m.channel == name and m.author in PERSON}
        members = sorted(members or written)
        purpose = {"value": self.purposes[name], "creator": PERSON["sipho"].slack_id, "last_set": 0}
        return {
            "id": channel_id(name),
            "name": name,
            "created": int(self.start.timestamp()) - (0 if name.startswith("incident") else 70_000_000),
            "creator": members[0] if name.startswith("incident") else PERSON["sipho"].slack_id,
            "is_archived": False,
            "is_general": name == "general",
            "members": members,
            "topic": {"value": "", "creator": "", "last_set": 0},
            "purpose": purpose,
        }

    def _user(self, message: ChatMessage) -> str:
        return PERSON[message.author].slack_id

    def _event(self, message: ChatMessage, subtype: str, text: str) -> dict[str, Any]:
        return {
            "subtype": subtype,
            "user": PERSON[message.author].slack_id,
            "text": text,
            "type": "message",
            "ts": self.ts(message),
        }

    def _from_person(self, message: ChatMessage, text: str) -> dict[str, Any]:
        person = PERSON[message.author]
        return {
            "user": person.slack_id,
            "type": "message",
            "ts": self.ts(message),
            "client_msg_id": ids.uuid(message.key),
            "text": text,
            "team": WORKSPACE,
            "user_team": WORKSPACE,
            "source_team": WORKSPACE,
            "user_profile": {
                "avatar_hash": ids.sha(person.slug)[:12],
                "image_72": f"{_HOST}/avatars/{person.slug}_72.png",
                "first_name": person.name.split()[0],
                "real_name": person.name,
                "display_name": person.slug,
                "team": WORKSPACE,
                "name": person.slug,
                "is_restricted": False,
                "is_ultra_restricted": False,
            },
            "blocks": [block(message.key, message.text, self.names)],
        }

    def _from_bot(self, message: ChatMessage, text: str) -> dict[str, Any]:
        bot = BOT[message.author]
        found: dict[str, Any] = {
            "type": "message",
            "ts": self.ts(message),
            "text": text,
            "bot_id": bot.bot_id,
        }
        if bot.user_id:
            app = ids.letters("A", bot.slug)
            profile = {
                "id": bot.bot_id,
                "app_id": app,
                "name": bot.name,
                "deleted": False,
                "team_id": WORKSPACE,
            }
            found |= {"user": bot.user_id, "app_id": app, "bot_profile": profile, "team": WORKSPACE}
        else:
            found |= {"subtype": "bot_message", "username": bot.name, "icons": {"emoji": ":izakaya_lantern:"}}
        if message.card:
            found["attachments"] = [_attachment(message.card)]
        return found

    def _threading(self, message: ChatMessage) -> dict[str, Any]:
        if message.thread:
            parent = self._by_key[message.thread]
            found: dict[str, Any] = {"thread_ts": self.ts(parent), "parent_user_id": self._author_id(parent)}
            if message.broadcast:
                root = {
                    "user": self._author_id(parent),
                    "type": "message",
                    "ts": self.ts(parent),
                    "text": parent.text,
                }
                found |= {"subtype": "thread_broadcast", "root": root | {"thread_ts": self.ts(parent)}}
            return found
        replies = sorted(self._replies[message.key], key=self.ts)
        if not replies:
            return {}
        authors = list(dict.fromkeys(self._author_id(reply) for reply in replies))
        return {
            "thread_ts": self.ts(message),
            "reply_count": len(replies),
            "reply_users_count": len(authors),
            "latest_reply": self.ts(replies[-1]),
            "reply_users": authors,
            "replies": [{"user": self._author_id(reply), "ts": self.ts(reply)} for reply in replies],
            "is_locked": False,
            "subscribed": False,
        }

    def _extras(self, message: ChatMessage) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if message.edited is not None:
            at = int((self.start + message.edited).timestamp())
            found["edited"] = {"user": PERSON[message.author].slack_id, "ts": f"{at}.000000"}
        if message.reactions:
            found["reactions"] = [
                {"name": name, "users": [PERSON[who].slack_id for who in people], "count": len(people)}
                for name, people in message.reactions
            ]
        if message.file:
            found |= {"files": [_file(message, self.start)], "upload": False, "display_as_bot": False}
        return found

    def _author_id(self, message: ChatMessage) -> str:
        bot = BOT.get(message.author)
        return (bot.user_id or bot.bot_id) if bot else PERSON[message.author].slack_id


def users(start: datetime) -> list[dict[str, Any]]:
    """Return users.json: every person, and the apps that post as a user."""
    people = [
        _user(person.slack_id, person.slug, person.name, person.email, person.title, person.time_zone, start)
        for person in PEOPLE
    ]
    apps = [
        _user(bot.user_id, bot.slug, bot.name, "", "", "Etc/UTC", start)
        | {"is_bot": True, "is_app_user": False}
        for bot in BOTS
        if bot.user_id
    ]
    return people + apps


def _user(
    identifier: str, slug: str, name: str, email: str, title: str, zone: str, start: datetime
) -> dict[str, Any]:
    local = start.astimezone(ZoneInfo(zone))
    offset = local.utcoffset()
    return {
        "id": identifier,
        "team_id": WORKSPACE,
        "name": slug,
        "deleted": False,
        "color": ids.sha(identifier)[:6],
        "real_name": name,
        "tz": zone,
        "tz_label": local.tzname(),
        "tz_offset": int(offset.total_seconds()) if offset is not None else 0,
        "profile": {
            "title": title,
            "phone": "",
            "real_name": name,
            "real_name_normalized": name.replace("ã", "a"),
            "display_name": slug,
            "display_name_normalized": slug,
            "status_text": "",
            "status_emoji": "",
            "avatar_hash": ids.sha(slug)[:12],
            "email": email,
            "image_72": f"{_HOST}/avatars/{slug}_72.png",
            "team": WORKSPACE,
        },
        "is_admin": slug == "sipho",
        "is_owner": slug == "sipho",
        "is_primary_owner": slug == "sipho",
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_bot": False,
        "is_app_user": False,
        "updated": int(start.timestamp()) - 9_000_000,
    }


def _attachment(card: Card) -> dict[str, Any]:
    return {
        "id": 1,
        "color": card.color,
        "fallback": f"{card.title}: {card.text}",
        "title": card.title,
        "text": card.text,
        "fields": [{"title": title, "value": value, "short": True} for title, value in card.fields],
        "mrkdwn_in": ["text"],
    }


_TYPES = {"png": ("image/png", "PNG"), "txt": ("text/plain", "Plain Text"), "csv": ("text/csv", "CSV")}


def _file(message: ChatMessage, start: datetime) -> dict[str, Any]:
    identifier = ids.letters("F", message.key)
    suffix = message.file.rsplit(".", 1)[-1]
    mime, pretty = _TYPES[suffix]
    at = int((start + message.at).timestamp()) - 2
    return {
        "id": identifier,
        "created": at,
        "timestamp": at,
        "name": message.file,
        "title": message.file,
        "mimetype": mime,
        "filetype": "text" if suffix == "txt" else suffix,
        "pretty_type": pretty,
        "user": PERSON[message.author].slack_id,
        "user_team": WORKSPACE,
        "editable": False,
        "size": ids.number(f"size {message.key}", 5),
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": True,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": f"{_HOST}/files-pri/{WORKSPACE}-{identifier}/{message.file}",
        "permalink": f"{_HOST}/files/{identifier}/{message.file}",
    }
