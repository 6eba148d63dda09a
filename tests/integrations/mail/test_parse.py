"""Mails become evidence: who wrote what to whom and when, in which thread."""

import tracemalloc
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from secondsight.integrations.mail.parse import Mail, Mailbox
from secondsight.record import readers
from secondsight.record.rules.evidence import Item, NeedsAnswer, ReadOptions
from tests.integrations import reading
from tests.integrations.mail.sample import BOX, MAIL, REPLY
from tests.integrations.reading import at, head_of

ONE, BOXES = Mail(), Mailbox()


def mail(headers: str, body: str = "hello") -> str:
    """Return a mail with these headers."""
    return f"From: ida@harbour.example\nSubject: x\n{headers}\n\n{body}\n"


def test_a_mail_says_who_wrote_what_to_whom_and_when(tmp_path: Path) -> None:
    found = reading.item(tmp_path, ONE, MAIL)

    assert found.title == "The pool is dry – since two"
    assert found.text == f"{found.title}\nNo connection is free in the café's checkout."
    assert found.occurred_at == at("2026-10-14T14:02:11Z")
    assert (found.kind, found.author_name, found.author_id) == ("mail", "Ida Bérg", "ida@harbour.example")
    assert found.details["author_email"] == "ida@harbour.example"
    assert found.details["to"] == ["bo@harbour.example", "ops@harbour.example"]
    assert found.details["attachments"] == [{"name": "pool.png", "type": "image/png", "size": 8}]
    assert found.key == "mail:pool-1@harbour.example"


def test_a_mailbox_keeps_threads_and_reads_html_as_its_words(tmp_path: Path) -> None:
    first, reply = reading.items(tmp_path, BOXES, BOX)

    assert first.key == "mail:pool-1@harbour.example"
    assert reply.thread == "mail:pool-0@harbour.example"
    assert reply.text == "Re: The pool is dry\nI see it too.\nRolling back.\nFrom my desk"
    assert reply.channel == "Operations"
    assert reply.occurred_at == at("2026-10-14T14:05:00Z")
    assert reply.place == "message 2, line 38"


def test_a_mail_and_its_copy_in_a_mailbox_are_one(tmp_path: Path) -> None:
    assert reading.item(tmp_path, ONE, MAIL).key == reading.items(tmp_path, BOXES, BOX)[0].key


def test_a_first_line_without_a_time_still_begins_a_mailbox(tmp_path: Path) -> None:
    lone = b"From ida@harbour.example\n" + MAIL

    assert reading.item(tmp_path, BOXES, lone).key == "mail:pool-1@harbour.example"


def test_a_reply_that_names_only_what_it_answers_belongs_to_that(tmp_path: Path) -> None:
    lone = REPLY.replace(b"References: <pool-0@harbour.example>\n <pool-1@harbour.example>\n", b"")

    assert reading.item(tmp_path, ONE, lone).thread == "mail:pool-1@harbour.example"


def test_a_date_without_a_zone_is_asked_about(tmp_path: Path) -> None:
    local = mail("Date: Wed, 14 Oct 2026 16:02:11")

    with pytest.raises(NeedsAnswer, match="14 Oct 2026 16:02:11") as caught:
        reading.read(tmp_path, ONE, local)

    assert [ask.field for ask in caught.value.asks] == ["zone"]
    berlin = ReadOptions(zone=ZoneInfo("Europe/Berlin"))
    assert reading.item(tmp_path, ONE, local, berlin).occurred_at == at("2026-10-14T14:02:11Z")


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ("To: x@y.example", "no time"),
        ("Date: soon", "time not understood"),
        ("Date: Wed, 99 Oct 2026 16:02:11 +0200", "time not understood"),
        ("Date: Fri, 31 Dec 9999 23:59:59 -1200", "time not understood"),
    ],
)
def test_a_mail_without_a_date_to_trust_is_left_out(tmp_path: Path, headers: str, reason: str) -> None:
    assert reading.reasons(tmp_path, ONE, mail(f"Message-ID: <a@b>\n{headers}")) == [reason]


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ('Content-Type: text/plain; charset="no-such"', "héllo"),
        ("Content-Transfer-Encoding: base64\nContent-Type: text/plain", "!!!"),
        ("Content-Type: multipart/mixed", "no boundary"),
        ("Content-Type: multipart/alternative; boundary=x", "--x\n\n--x--"),
        ('Content-Type: image/png; name="=?utf-8?b?!!!?="', "x"),
        ("Content-Disposition: attachment; filename*0*=utf-8''%ff; filename*1=", "x"),
        ("To: =?x?q?=?= <<>>, (((, @, \udcff", "x"),
        ("Subject: =?utf-16?b?AA==?=\nMessage-ID: <>\nReferences: <<a>> , b", "a\0b"),
        ("X-A: " + "(" * 50_000, "x"),
        ("Content-Type: text/plain; charset=utf-\ufffd", "x"),
        ("To: =?utf-8?b?QQ?= <a@b.example>", "x"),
    ],
)
def test_mails_that_are_written_wrongly_stay_readable(tmp_path: Path, headers: str, body: str) -> None:
    content = mail(f"Date: Wed, 14 Oct 2026 16:02:11 +0200\n{headers}", body).encode(
        "utf-8", "surrogateescape"
    )

    found = reading.item(tmp_path, ONE, content)

    (found.text + found.raw + found.author_name).encode("utf-8")
    assert "\0" not in found.text
    assert found.occurred_at == at("2026-10-14T14:02:11Z")


def test_parts_within_parts_end_somewhere(tmp_path: Path) -> None:
    parts = [f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3_000)]
    headers = "From: ida@harbour.example\nDate: Wed, 14 Oct 2026 16:02:11 +0200\n"

    [found] = reading.read(tmp_path, ONE, headers + "".join(parts))

    assert isinstance(found, Item) or found.reason == "parts nested too deep"


@pytest.mark.parametrize(
    "content",
    [
        "From here on 14:02 it broke\nand nobody knew\n",
        "Date: today\nthe pool was dry\n",
        "Note: this\nTo: that\n\n",
        '{"From": "x"}',
        "time,text\n",
    ],
)
def test_other_texts_are_not_claimed(tmp_path: Path, content: str) -> None:
    head = head_of(tmp_path, content)

    assert not ONE.recognises(head)
    assert not BOXES.recognises(head)


def test_memory_does_not_grow_with_the_mailbox(tmp_path: Path) -> None:
    target = tmp_path / "box"
    with target.open("wb") as stream:
        for number in range(400):
            stream.write(b"From a@b Wed Oct 14 14:02:11 2026\n")
            stream.write(mail(f"Date: Wed, 14 Oct 2026 16:02:11 +0200\nMessage-ID: <{number}@b>").encode())
            stream.write(b"x" * 70 + b"\n" + b"attached" * 8_000 + b"\n\n")
    head = readers.inspect(target, "box")

    tracemalloc.start()
    count = sum(isinstance(each, Item) for each in readers.read(BOXES, head, ReadOptions()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count == 400
    assert peak < 3_000_000 < head.size
