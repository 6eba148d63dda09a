"""IRC logs of the usual clients are told line by line, on the right day."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from secondsight.integrations.chatlog.parse import IrcLog
from secondsight.record.rules.evidence import Item, NeedsAnswer, ReadOptions
from tests.integrations import reading
from tests.integrations.chatlog.sample import IRC, SAMPLES

LOG = IrcLog()
BERLIN = ReadOptions(zone=ZoneInfo("Europe/Berlin"), on_date=date(2026, 10, 14))


def told(tmp_path: Path, text: str, options: ReadOptions = BERLIN) -> list[tuple[str, str, str]]:
    """Return time, nick and words of each line, from which nothing is left out."""
    return [
        (f"{each.occurred_at:%m-%d %H:%M:%S}", each.author_name, each.text)
        for each in reading.items(tmp_path, LOG, text, options)
    ]


def test_a_log_of_irssi_is_told_across_midnight(tmp_path: Path) -> None:
    found = reading.items(tmp_path, LOG, IRC, ReadOptions(zone=ZoneInfo("Europe/Berlin")))

    assert [(f"{each.occurred_at:%m-%d %H:%M}", each.author_name, each.text) for each in found] == [
        ("10-14 21:50", "ida", "ida [~ida@quillbarrow.example] has joined #incident-42"),
        ("10-14 21:58", "ida", "the pool is dry"),
        ("10-14 21:59", "bo", "bo restarts db-1"),
        ("10-14 22:03", "bo", "it is back"),
        ("10-14 22:04", "bo", "bo [~bo@quillbarrow.example] has quit [Quit: leaving]"),
    ]
    assert {each.channel for each in found} == {"#incident-42"}
    assert {each.precision for each in found} == {"minute"}
    assert [each.details for each in found] == [
        {"event": "join", "subtype": "system_event"},
        {},
        {"event": "action"},
        {},
        {"event": "quit", "subtype": "system_event"},
    ]
    assert (found[1].place, found[1].raw) == ("line 3", "23:58 <@ida> the pool is dry")


CLIENTS = {
    "znc": """\
[14:02:11] <ida> dry
[14:02:12] * bo restarts db-1
[14:02:13] *** Joins: noor (n@example)
""",
    "irssi": """\
14:02:11 <@ida> dry
14:02:12  * bo restarts db-1
14:02:13 -!- noor [n@example] has joined #x
""",
    "copied from weechat": """\
14:02:11    ida | dry
14:02:12      * | bo restarts db-1
14:02:13    --> | noor (n@example) has joined #x
""",
    "hexchat": """\
Oct 14 14:02:11 <ida>\tdry
Oct 14 14:02:12 *\tbo restarts db-1
Oct 14 14:02:13 *\tnoor has joined
""",
    "weechat": """\
2026-10-14 14:02:11\t@ida\tdry
2026-10-14 14:02:12\t *\tbo restarts db-1
2026-10-14 14:02:13\t-->\tnoor (n@example) has joined #x
""",
    "dates": """\
[2026-10-14 14:02:11] <ida> dry
[2026-10-14 14:02:12] * bo restarts db-1
[2026-10-14 14:02:13] *** noor has joined #x
""",
    "zones": """\
2026-10-14T12:02:11Z <ida> dry
2026-10-14T14:02:12+0200 * bo restarts db-1
2026-10-14T12:02:13Z *** noor has joined
""",
    "colours": """\
\x0301[14:02:11]\x0f <\x0303ida\x03> dry
[14:02:12] * bo restarts db-1
[14:02:13] * noor has joined
""",
}


@pytest.mark.parametrize("text", CLIENTS.values(), ids=CLIENTS)
def test_every_usual_client_tells_the_same(tmp_path: Path, text: str) -> None:
    found = told(tmp_path, text)

    assert [(at, nick) for at, nick, _ in found[:2]] == [("10-14 12:02:11", "ida"), ("10-14 12:02:12", "bo")]
    assert (found[0][2], found[1][2].startswith("bo restarts")) == ("dry", True)
    assert found[2][:2] == ("10-14 12:02:13", "noor")


def test_time_that_goes_back_has_passed_midnight(tmp_path: Path) -> None:
    text = "23:58 <ida> dry\n23:57 <bo> (late)\n00:01 <ida> back\n00:00 <bo> ok\n09:00 <ida> morning\n"

    assert [at for at, _, _ in told(tmp_path, text)] == [
        "10-14 21:58:00",
        "10-14 21:57:00",
        "10-14 22:01:00",
        "10-14 22:00:00",
        "10-15 07:00:00",
    ]


def test_the_hour_that_comes_twice_is_no_new_day(tmp_path: Path) -> None:
    options = ReadOptions(zone=ZoneInfo("Europe/Berlin"), on_date=date(2026, 10, 25), repeated_hour="second")

    found = told(tmp_path, "01:59 <ida> a\n02:58 <ida> b\n02:01 <ida> c\n03:00 <ida> d\n", options)

    assert [at[:5] for at, _, _ in found] == ["10-24", "10-25", "10-25", "10-25"]


def test_a_log_from_december_to_january_changes_its_year(tmp_path: Path) -> None:
    text = "**** BEGIN LOGGING AT Thu Dec 31 22:00:00 2026\nDec 31 23:58:00 <ida> a\nJan 01 00:01:00 <bo> b\n"

    found = reading.items(tmp_path, LOG, text, ReadOptions(zone=ZoneInfo("UTC")))

    assert [each.occurred_at.date() for each in found] == [date(2026, 12, 31), date(2027, 1, 1)]


def test_what_is_not_told_is_asked_at_once(tmp_path: Path) -> None:
    with pytest.raises(NeedsAnswer) as caught:
        reading.items(tmp_path, LOG, "14:02 <ida> dry\n14:03 <bo> on it\n")

    assert [ask.field for ask in caught.value.asks] == ["on_date", "zone"]
    assert "“14:02 <ida> dry”" in caught.value.asks[0].words
    with pytest.raises(NeedsAnswer) as caught:
        reading.items(tmp_path, LOG, IRC)
    assert [ask.field for ask in caught.value.asks] == ["zone"]


def test_the_same_line_has_the_same_key_in_every_copy(tmp_path: Path) -> None:
    lines = ["14:02 <ida> yes", "14:02 <ida> yes", "14:02 <bo> yes", "14:03 <ida> yes"]

    whole = reading.items(tmp_path, LOG, "\n".join(lines), BERLIN)
    part = reading.items(tmp_path, LOG, "\n".join(lines[:3]), BERLIN)

    assert len({each.key for each in whole}) == 4
    assert [each.key for each in part] == [each.key for each in whole[:3]]
    assert whole[0].key.startswith("irc:")


def test_a_person_may_name_the_channel(tmp_path: Path) -> None:
    options = ReadOptions(zone=ZoneInfo("UTC"), on_date=date(2026, 10, 14), channel="#war-room")

    assert reading.items(tmp_path, LOG, IRC, options)[0].channel == "#war-room"


def test_lines_of_something_else_are_left_out_with_their_place(tmp_path: Path) -> None:
    text = (
        "14:02 <ida> dry\nTraceback (most recent call last):\n14:03 <bo> on it\n14:04 <bo> \n25:99 <bo> x\n"
    )

    found = reading.read(tmp_path, LOG, text, BERLIN)

    assert reading.left_out(found) == [
        ("line 2", "not a line of chat"),
        ("line 4", "nothing in it"),
        ("line 5", "not a line of chat"),
    ]
    assert len([each for each in found if isinstance(each, Item)]) == 2


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-14 14:02:11\tERROR\tpool\n2026-10-14 14:02:12\tINFO\tback\n",
        "Oct 14 14:02:11 db-1 sshd[1]: closed\nOct 14 14:02:12 db-1 sshd[1]: opened\n",
        "14:02 alert fired\n14:05 <- rolled back\n",
        "## Timeline\n\n- 14:02 <ida> said\n- 14:05 it was back\n",
        "time,text\n14:02,dry\n",
        "<p>14:02 <b>x</b></p>",
        "",
    ],
)
def test_other_texts_are_not_claimed(tmp_path: Path, text: str) -> None:
    assert not LOG.recognises(reading.head_of(tmp_path, text or " "))


def test_the_sample_is_recognised_by_nobody_else(tmp_path: Path) -> None:
    assert reading.claims(tmp_path, SAMPLES["irc"]) == ["irc"]
    assert reading.claims(tmp_path, IRC) == ["irc"]
    assert len(reading.items(tmp_path, LOG, SAMPLES["irc"])) == 3
