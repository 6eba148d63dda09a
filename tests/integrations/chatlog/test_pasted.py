"""Conversations that were copied out of a chat keep who said what, when."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from secondsight.integrations.chatlog.assembly import LONGEST
from secondsight.integrations.chatlog.parse import PastedChat
from secondsight.record.rules.evidence import Item, NeedsAnswer, ReadOptions
from tests.integrations import reading
from tests.integrations.chatlog.sample import PASTED

CHAT = PastedChat()
UTC = ReadOptions(zone=ZoneInfo("UTC"), on_date=date(2026, 10, 14))


def told(tmp_path: Path, text: str, options: ReadOptions = UTC) -> list[tuple[str, str, str]]:
    """Return time, author and words of each message, from which nothing is left out."""
    return [
        (f"{each.occurred_at:%m-%d %H:%M:%S}", each.author_name, each.text)
        for each in reading.items(tmp_path, CHAT, text, options)
    ]


def test_a_conversation_is_told_across_midnight(tmp_path: Path) -> None:
    found = reading.items(tmp_path, CHAT, PASTED, ReadOptions(zone=ZoneInfo("Europe/Berlin")))

    assert [(f"{each.occurred_at:%m-%d %H:%M}", each.author_name, each.text) for each in found] == [
        ("10-14 21:58", "ida", "the pool is dry\np99 is above 2 s"),
        ("10-14 21:59", "Lantern Alerts", "[FIRING:1] HighLatency"),
        ("10-14 22:03", "bo", "it is back"),
    ]
    assert [each.is_bot for each in found] == [False, True, False]
    assert {each.precision for each in found} == {"minute"}
    assert (found[0].place, found[0].channel) == ("line 2", "pasted chat")
    assert found[2].raw == "bo [12:03 AM]\nit is back"


@pytest.mark.parametrize(
    "text",
    [
        "Ida Moreau  2:02 PM\nthe pool is dry\n\nBo Lindqvist  2:03 PM\non it\n",
        "Ida Moreau\n  2:02 PM\nthe pool is dry\nBo Lindqvist\n  2:03 PM\non it\n",
        "Ida Moreau 2:02 PM\nthe pool is dry\nBo Lindqvist 2:03 PM\non it\n",
        "[14:02] Ida Moreau\nthe pool is dry\n[14:03] Bo Lindqvist\non it\n",
        "[14/10/2026 14:02] Ida Moreau\nthe pool is dry\n[14/10/2026 14:03] Bo Lindqvist\non it\n",
        "Ida Moreau — Today at 2:02 PM\nthe pool is dry\nBo Lindqvist — Today at 2:03 PM\non it\n",
        "Ida Moreau — 10/14/2026 2:02 PM\nthe pool is dry\nBo Lindqvist — 10/14/2026 2:03 PM\non it\n",
        "14/10/2026, 14:02 - Ida Moreau: the pool is dry\n14/10/2026, 14:03 - Bo Lindqvist: on it\n",
        "[14/10/26, 14:02:00] Ida Moreau: the pool is dry\n[14/10/26, 14:03:00] Bo Lindqvist: on it\n",
        "14:02:00 From Ida Moreau to Everyone:\n\tthe pool is dry\n14:03:00 From Bo Lindqvist : on it\n",
        "(14:02:00) Ida Moreau: the pool is dry\n(14:03:00) Bo Lindqvist: on it\n",
        "Ida Moreau, Oct 14, 2:02 PM\nthe pool is dry\nBo Lindqvist, Oct 14, 2:03 PM\non it\n",
        "Ida Moreau\t14:02\nthe pool is dry\nBo Lindqvist\t14:03\non it\n",
    ],
)  # fmt: skip
def test_every_usual_shape_tells_the_same(tmp_path: Path, text: str) -> None:
    assert reading.claims(tmp_path, text) == ["pasted-chat"]
    assert told(tmp_path, text) == [
        ("10-14 14:02:00", "Ida Moreau", "the pool is dry"),
        ("10-14 14:03:00", "Bo Lindqvist", "on it"),
    ]


def test_a_time_alone_is_the_same_persons_next_message(tmp_path: Path) -> None:
    text = "Ida Moreau  2:02 PM\nthe pool is dry\n2:03\nstill dry\nBo Lindqvist  2:05 PM\non it\n"

    assert [(at, who) for at, who, _ in told(tmp_path, text)] == [
        ("10-14 14:02:00", "Ida Moreau"),
        ("10-14 14:03:00", "Ida Moreau"),
        ("10-14 14:05:00", "Bo Lindqvist"),
    ]


def test_a_bots_mark_below_its_name_is_no_name(tmp_path: Path) -> None:
    text = "Ida Moreau\n  2:02 PM\nis it down?\nLantern Alerts\nAPP  2:03 PM\n[FIRING:1]\n"

    found = reading.items(tmp_path, CHAT, text, UTC)

    assert [(each.author_name, each.is_bot, each.text) for each in found] == [
        ("Ida Moreau", False, "is it down?"),
        ("Lantern Alerts", True, "[FIRING:1]"),
    ]


def test_words_that_end_in_a_time_begin_no_message(tmp_path: Path) -> None:
    text = "ida [2:02 PM]\nlet us look again at 2:30 PM\nrestart at 14:05\nbo [2:03 PM]\nok\n"

    assert [words for _, _, words in told(tmp_path, text)] == [
        "let us look again at 2:30 PM\nrestart at 14:05",
        "ok",
    ]


def test_lines_of_days_turn_to_them(tmp_path: Path) -> None:
    text = (
        "Wednesday, October 14th\nida [2:02 PM]\ndry\n"
        "----- Friday, 16 October -----\nbo [2:03 PM]\nback\nida — Yesterday at 5:00 PM\nx\n"
        "ida — Today at 6:00 PM\ny\n"
    )

    assert [at for at, _, _ in told(tmp_path, text)] == [
        "10-14 14:02:00",
        "10-16 14:03:00",
        "10-16 17:00:00",
        "10-17 18:00:00",
    ]


def test_what_is_not_told_is_asked_at_once(tmp_path: Path) -> None:
    with pytest.raises(NeedsAnswer) as caught:
        reading.items(tmp_path, CHAT, "ida [2:02 PM]\ndry\nbo [2:03 PM]\nok\n")

    assert [ask.field for ask in caught.value.asks] == ["on_date", "zone"]


def test_a_date_of_two_orders_is_asked_about_unless_another_gives_it_away(tmp_path: Path) -> None:
    both = "05/10/2026, 14:02 - Ida: dry\n05/10/2026, 14:03 - Bo: ok\n"

    with pytest.raises(NeedsAnswer, match="“05/10/2026, 14:02 - Ida: dry”") as caught:
        reading.items(tmp_path, CHAT, both)
    assert [ask.field for ask in caught.value.asks] == ["day_first", "zone"]
    assert told(tmp_path, both, ReadOptions(zone=UTC.zone, day_first=False))[0][0] == "05-10 14:02:00"
    assert told(tmp_path, both + "13/10/2026, 14:04 - Bo: ok\n")[0][0] == "10-05 14:02:00"


def test_overlapping_copies_bring_the_same_keys(tmp_path: Path) -> None:
    text = "ida [2:02 PM]\ndry\nbo [2:02 PM]\ndry\nbo [2:02 PM]\ndry\n"

    whole = reading.items(tmp_path, CHAT, text, UTC)
    later = reading.items(tmp_path, CHAT, text + "ida [2:04 PM]\nback\n", UTC)

    assert len({each.key for each in whole}) == 3
    assert [each.key for each in later[:3]] == [each.key for each in whole]


def test_what_belongs_to_no_message_is_left_out(tmp_path: Path) -> None:
    text = "copied from the war room\nby hand\nida [2:02 PM]\nbo [2:03 PM]\nok\n— Feb 29 —\nnoor\n"

    found = reading.read(tmp_path, CHAT, text, UTC)

    assert reading.left_out(found) == [
        ("line 1", "belongs to no message"),
        ("line 2", "belongs to no message"),
        ("line 3", "nothing in it"),
        ("line 7", "belongs to no message"),
    ]


def test_a_message_without_end_is_told_in_parts(tmp_path: Path) -> None:
    text = "bo [2:01 PM]\nwhat?\nida [2:02 PM]\n" + ("x" * 999 + "\n") * 250 + "bo [2:03 PM]\nok\n"

    found = [each for each in reading.read(tmp_path, CHAT, text, UTC) if isinstance(each, Item)]

    assert [each.author_name for each in found] == ["bo", "ida", "ida", "ida", "bo"]
    assert max(len(each.text) for each in found) < LONGEST + 2_000


@pytest.mark.parametrize(
    "text",
    [
        "# Outage\n\n14:02 alert fired\n14:05 rolled back\n",
        "[14:02:11] INFO: pool\n[14:02:12] ERROR: dry\n",
        "Timeline of the outage\nAlert fired  14:02\nDeploy rolled back  14:05\n",
        "Dear all,\nlet us meet at 2:02 PM\nIda\n",
        "14:02\n14:03\n14:04\n",
        "name,time\nida,14:02\n",
    ],
)
def test_other_texts_are_not_claimed(tmp_path: Path, text: str) -> None:
    assert not CHAT.recognises(reading.head_of(tmp_path, text))


def test_no_real_text_of_another_kind_is_taken_for_a_chat(tmp_path: Path, shared_data: Path) -> None:
    texts = [*(shared_data / "postmortems").iterdir(), *(shared_data / "language").rglob("*.*")]

    for path in sorted(texts):
        assert not {"irc", "pasted-chat"} & set(reading.claims(tmp_path, path.read_bytes() or b" ")), path
