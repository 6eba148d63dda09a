"""Reads messages of Microsoft Teams as Graph lists them: channels, replies, chats."""

import json
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from secondsight.base.html_text import Attributes, plain_text
from secondsight.base.json_values import json_value
from secondsight.integrations.teams.beside import beside
from secondsight.integrations.teams.cards import card_words
from secondsight.integrations.teams.system import event_words
from secondsight.record.json_reader import JsonReader, made
from secondsight.record.rules.evidence import Ask, Head, Item, LeftOut, NeedsAnswer, ReadOptions
from secondsight.record.rules.payload import Payload, Unusable, identity, instant, part, parts, text

_CODE, _CODE_END = re.compile(r"<(?:codeblock|pre)\b[^>]*>", re.I), re.compile(r"</(?:codeblock|pre)>", re.I)
_CONTEXT = re.compile(r"(?:channels|chats)\('([^']+)'\)/messages")
_QUOTED = ("messageReference", "forwardedMessageReference")
_CARD = "application/vnd.microsoft."


class TeamsMessages(JsonReader):
    """The reader of Graph's chatMessage, alone, in a list, in pages; replies nested or on their own."""

    format = "teams"
    title = "Microsoft Teams messages (JSON)"
    noun = "a message of Microsoft Teams"
    lists = ("value",)
    about = """
Messages of a channel or chat as Microsoft Graph answers them, saved as JSON.
Use `GET /teams/{id}/channels/{id}/messages?$expand=replies`, `…/replies`, `/chats/{id}/messages` or a delta.
Pages may come one after the other, in a list, or one a line.
Read: messages and replies with mentions, quotes, files, cards, code, edits and reactions.
What Teams notes by itself is read too: calls, recordings, who came and went.
A message is known by its channel or chat and its own id; a deletion is an item of its own.
Graph seldom names channels: the name is taken from mentions and renamings, else what you say, else the id.
You are asked for the channel only where neither the messages nor the answer tell its id.
"""

    def __init__(self, file: str = "") -> None:
        self._file = file
        self._names: dict[str, str] = {}  # of people and channels, by id, as they come
        self._channel = ""

    def read(self, head: Head, options: ReadOptions) -> Iterator[Item | LeftOut]:
        """Return each message, reply and deletion, in the file's order.

        Raises NeedsAnswer at the first message whose channel or chat nobody tells.
        """
        # A reader of its own for each file: names are learnt from one message to the next.
        reader = TeamsMessages(head.name)
        reader._channel = options.channel
        return JsonReader.read(reader, head, options)

    def claims(self, payload: Payload, around: Payload) -> bool:
        """Return whether a record is a chatMessage."""
        return {"messageType", "createdDateTime"} <= payload.keys() and not payload.keys().isdisjoint(
            ("body", "eventDetail")
        )

    def items(
        self, payload: Payload, around: Payload, place: str, raw: str, options: ReadOptions
    ) -> Iterator[Item | LeftOut]:
        """Return a message, its deletion if it was deleted, and the replies that stand in it."""
        where = self._where(payload, around)
        replies = parts(payload, "replies")
        own = {name: value for name, value in payload.items() if name != "replies"}
        yield from self._message(own, place, json.dumps(own, ensure_ascii=False) if replies else raw, where)
        for number, reply in enumerate(replies, start=1):
            below = {**reply, "replyToId": reply.get("replyToId") or payload.get("id")}
            spelt = json.dumps(reply, ensure_ascii=False)
            yield from self._message(below, f"{place}, reply {number}", spelt, where)

    def _where(self, payload: Payload, around: Payload) -> str:
        """Return the id of the channel or chat; raises NeedsAnswer."""
        found = text(part(payload, "channelIdentity"), "channelId") or text(payload, "chatId")
        context = unquote(text(around, "@odata.context") or text(payload, "@odata.context"))
        if not found and (match := _CONTEXT.search(context)):
            found = match[1]
        if not found and not self._channel:
            example = self._body(payload, {})[:60] or "one without words"
            raise NeedsAnswer(
                self._file,
                Ask(
                    "channel",
                    f"Which channel or chat are these messages from? The file does not say it. The first is "
                    f"“{example}”. Give its id (19:…@thread…) if you have it, so that other files merge, "
                    "else its name.",
                ),
            )
        return found or self._channel

    def _message(self, message: Payload, place: str, raw: str, where: str) -> Iterator[Item | LeftOut]:
        self._learn(message, where)
        channel = self._names.get(where) or self._channel or where
        deleted = text(message, "deletedDateTime")
        said = made(place, self._said, message, place, raw, where, channel)
        if not deleted or isinstance(said, Item):
            yield said
        if deleted:
            yield made(place, self._deletion, message, place, where, channel, said)

    def _learn(self, message: Payload, where: str) -> None:
        people = [
            part(message, "from", "user"),
            *(part(m, "mentioned", "user") for m in parts(message, "mentions")),
        ]
        places = [part(each, "mentioned", "conversation") for each in parts(message, "mentions")]
        for each in people + places:
            if name := text(each, "displayName"):
                self._names[text(each, "id")] = name
        event = part(message, "eventDetail")
        if name := text(event, "channelDisplayName"):
            self._names[text(event, "channelId") or where] = name
        elif name := text(event, "chatDisplayName"):
            self._names[where] = name

    def _said(self, message: Payload, place: str, raw: str, where: str, channel: str) -> Item:
        event = part(message, "eventDetail")
        details = beside(message, event, self._names)
        words = event_words(event, self._names) if event else self._body(message, self._names)
        title = text(message, "subject")
        if not words and not title:
            raise Unusable("nothing in it", "no words, attachment or event")
        author = part(event, "initiator") if event else part(message, "from")
        person, program = part(author, "user"), part(author, "application") or part(author, "device")
        author_id = text(person, "id") or text(program, "id")
        name = text(person, "displayName") or self._names.get(author_id, "") or text(program, "displayName")
        for email in (text(person, "userPrincipalName", "email", "mail"), text(person, "displayName")):
            if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", email):
                details.setdefault("author_email", email)
        key = _key(message, where)
        return Item(
            key=key,
            kind="message",
            occurred_at=instant(message, "createdDateTime"),
            text="\n".join(filter(None, (title, words))),
            title=title,
            place=place,
            raw=raw,
            channel=channel,
            author_id=author_id,
            author_name=name or author_id,
            is_bot=bool(program) and not person,
            thread=_answered(message, where),
            url=text(message, "webUrl"),
            details=details,
        )

    def _deletion(self, message: Payload, place: str, where: str, channel: str, said: Item | LeftOut) -> Item:
        key = _key(message, where)
        before = said if isinstance(said, Item) else None
        person = part(message, "from", "user")
        return Item(
            key=f"{key}:deleted",
            kind="message",
            occurred_at=instant(message, "deletedDateTime"),
            text=f"Deleted a message: {before.text}" if before else "Deleted a message",
            place=place,
            raw=json.dumps({"id": message.get("id"), "deletedDateTime": message.get("deletedDateTime")}),
            channel=channel,
            author_id=text(person, "id"),
            author_name=text(person, "displayName") or self._names.get(text(person, "id"), ""),
            thread=_answered(message, where) or key,
            details={"subtype": "message_deleted", "of": key},
        )

    def _body(self, message: Payload, names: Mapping[str, str]) -> str:
        body = part(message, "body")
        content = text(body, "content")
        if text(body, "contentType").lower() == "html":
            content = _CODE_END.sub("</pre><div>```</div>", _CODE.sub("<div>```</div><pre>", content))
            content = plain_text(content, _Mentions(message).words_for)
        before: list[str] = []
        after: list[str] = []
        for each in parts(message, "attachments"):
            kind = text(each, "contentType")
            words = _attachment_words(each, kind)
            if kind in _QUOTED:
                before += [f"> {line}" for line in words.splitlines()]
            elif words and words not in content:
                after.append(words)
        return "\n".join(filter(None, (*before, content, *after)))


class _Mentions:
    """Gives a message's own elements their words: a mention of two words is one person's."""

    def __init__(self, message: Payload) -> None:
        mentions = parts(message, "mentions")
        self._who = {str(m.get("id")): text(part(m, "mentioned", "user"), "id") for m in mentions}
        self._last = ""

    def words_for(self, tag: str, attributes: Attributes) -> str:
        if tag == "at":
            who = self._who.get(attributes.get("id", ""), "")
            is_same, self._last = bool(who) and who == self._last, who
            return "" if is_same else "@"
        if tag in ("emoji", "customemoji"):
            return attributes.get("alt", "")
        return ""


def _attachment_words(attachment: Payload, kind: str) -> str:
    content = attachment.get("content")
    card: object = {}
    if isinstance(content, str) and content.lstrip().startswith("{"):
        try:
            card = json_value(content)
        except (ValueError, RecursionError):
            card = {}
    elif isinstance(content, dict):
        card = content
    card = card if isinstance(card, dict) else {}
    if kind in _QUOTED:
        who = text(part(card, "messageSender", "user"), "displayName") or text(
            part(card, "originalMessageSender", "user"), "displayName"
        )
        said = text(card, "messagePreview") or plain_text(text(card, "originalMessageContent"))
        return f"{who}: {said}" if who and said else said
    if kind.startswith(_CARD):
        return card_words(card) or text(attachment, "name")
    name, address = text(attachment, "name"), text(attachment, "contentUrl")
    return f"File: {name or address}" if name or address else ""


def _key(message: Payload, where: str) -> str:
    above = text(message, "replyToId")
    own = identity(message)
    return f"teams:{where}:{above}:{own}" if above and above != own else f"teams:{where}:{own}"


def _answered(message: Payload, where: str) -> str:
    """Return the key of the message that this one answers: its thread's first, or the one it quotes."""
    above = text(message, "replyToId")
    if above and above != text(message, "id"):
        return f"teams:{where}:{above}"
    for each in parts(message, "attachments"):
        if text(each, "contentType") == "messageReference" and (quoted := text(each, "id")):
            return f"teams:{where}:{quoted}"
    return ""


READERS = (TeamsMessages(),)
