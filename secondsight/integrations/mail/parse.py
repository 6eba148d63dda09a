"""Reads e-mails: who wrote what to whom, when, and which message they answered."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256

from secondsight.integrations.mail.mailbox import Source, messages
from secondsight.integrations.mail.message import Message
from secondsight.record.rules.evidence import Ask, Head, Item, LeftOut, NeedsAnswer, ReadOptions
from secondsight.record.rules.local_time import NoSuchTime, instant_of
from secondsight.record.rules.payload import filled

_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{0,60}):[ \t\r\n]?")
_KNOWN = frozenset(
    (b"from", b"date", b"message-id", b"received", b"subject", b"to", b"mime-version", b"return-path")
    + (b"delivered-to", b"dkim-signature", b"content-type", b"x-gm-thrid", b"sender", b"reply-to", b"cc")
)
_NEEDED = frozenset((b"from", b"received", b"message-id", b"date"))
_MOST_TEXT = 1_000_000
_ABOUT = """\
Read: subject and words (of HTML what one sees), who wrote and to whom, and the names of attached files.
A message is known by its own id, so that several people's copies of it merge; replies stay in their thread.
Dates without a zone are asked about; a message whose date is missing or broken is left out.
"""


class _Mails:
    """What single messages and mailboxes share."""

    propose = None
    is_mailbox = False

    def read(self, head: Head, options: ReadOptions) -> Iterator[Item | LeftOut]:
        """Return each message. Raises NeedsAnswer where a date has no zone and nobody said which."""
        with head.path.open("rb") as stream:
            for source in messages(stream, is_mailbox=self.is_mailbox):
                yield _evidence(source, head, options)


class Mail(_Mails):
    """The reader of one message."""

    format = "eml"
    title = "e-mail (EML)"
    about = f"""\
One e-mail as mail programs save it (“Save as”, “Download message”, “Show original”).
{_ABOUT}"""

    def recognises(self, head: Head) -> bool:
        """Return whether the file begins with headers that mails have."""
        return not head.members and _begins_with_headers(head.start)


class Mailbox(_Mails):
    """The reader of mailboxes."""

    format = "mbox"
    title = "mailbox (MBOX)"
    is_mailbox = True
    about = f"""\
Many e-mails in one file, as Thunderbird, Apple Mail, Google Takeout and list archives give them.
{_ABOUT}"""

    def recognises(self, head: Head) -> bool:
        """Return whether the file begins with a line “From …” and then headers that mails have."""
        first, _, rest = head.start.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").partition(b"\n")
        # Some leave out the time behind the sender: the headers say enough.
        return first.startswith(b"From ") and _begins_with_headers(rest)


def _begins_with_headers(start: bytes) -> bool:
    names: set[bytes] = set()
    for number, line in enumerate(start.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").split(b"\n")):
        if not line.strip():
            break
        if number and line[:1] in b" \t>":
            continue
        match = _HEADER.match(line)
        if match is None:
            break
        names.add(match[1].lower())
    return len(names & _KNOWN) >= 2 and bool(names & _NEEDED)


def _evidence(source: Source, head: Head, options: ReadOptions) -> Item | LeftOut:
    place = f"message {source.number}, line {source.line}"
    try:
        return _item(source, place, head, options)
    except RecursionError:
        return LeftOut(place, "parts nested too deep")
    except _Undated as error:
        return LeftOut(place, error.reason, detail=error.detail)


class _Undated(ValueError):
    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


def _item(source: Source, place: str, head: Head, options: ReadOptions) -> Item:
    message = Message(source.content)
    subject, words = message.header("Subject"), message.words()
    name, address = next(iter(message.people("From") or message.people("Sender")), ("", ""))
    occurred_at = _sent_at(message, subject, head, options)
    own = next(iter(message.ids("Message-ID")), "") or _digest(occurred_at, address, subject, words)
    # The first reference is what began the thread; some programs name only what they answer.
    above = [each for each in message.ids("References") + message.ids("In-Reply-To") if each != own]
    title = subject or "(no subject)"
    attachments = message.attachments()
    return Item(
        key=f"mail:{own}",
        kind="mail",
        occurred_at=occurred_at,
        text=f"{title}\n{words[:_MOST_TEXT]}" if words else title,
        place=place,
        raw=json.dumps({"headers": message.headers(), "attachments": attachments}, ensure_ascii=False),
        channel=_list_of(message) or options.channel or "mail",
        author_id=address.lower() or name,
        author_name=name or address,
        is_bot=message.header("Auto-Submitted").lower() not in ("", "no"),
        thread=f"mail:{above[0]}" if above else "",
        title=title,
        details=filled(
            {
                "author_email": address.lower(),
                "to": _addresses(message, "To"),
                "cc": _addresses(message, "Cc"),
                "attachments": attachments,
                "is_cut": source.is_cut or "",
            }
        ),
    )


def _sent_at(message: Message, subject: str, head: Head, options: ReadOptions) -> datetime:
    said = message.header("Date")
    try:
        at = message.sent_at()
        if at is None:
            raise _Undated("no time", "expected a header “Date:”")
        if at.tzinfo is None and options.zone is None:
            ask = f"“{subject[:80]}” was sent “{said[:60]}”, without a time zone. Which zone is that in?"
            raise NeedsAnswer(head.name, Ask("zone", ask))
        return instant_of(at, options.zone or UTC, options.repeated_hour, file=head.name)
    except _Undated:
        raise
    except (ValueError, OverflowError, NoSuchTime):
        raise _Undated("time not understood", f"{said[:80]!r}; expected a date as mails have it") from None


def _addresses(message: Message, header: str) -> list[str]:
    return [address or name for name, address in message.people(header)]


def _list_of(message: Message) -> str:
    said = message.header("List-Id")
    name, _, address = said.partition("<")
    return name.strip().strip('"') or address.rstrip("> ")


def _digest(at: datetime, address: str, subject: str, words: str) -> str:
    said = "\0".join((at.isoformat(), address.lower(), subject, words))
    return sha256(said.encode("utf-8", "replace")).hexdigest()[:32]


READERS = (Mailbox(), Mail())
