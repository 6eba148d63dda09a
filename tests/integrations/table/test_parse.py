"""Tables become evidence: columns are proposed, corrected, and every row is accounted for."""

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secondsight.integrations.table.parse import DelimitedTable, JsonTable
from secondsight.record import readers
from secondsight.record.rules.evidence import Head, Item, LeftOut, Proposal, ReadOptions, UnreadableFile

PLAIN = (
    "time,text,service\n"
    "2026-10-14T14:02:11.123Z,pool is dry,checkout\n"
    "2026-10-14T14:03:00Z,restarted,checkout\n"
)


def head_of(folder: Path, content: str | bytes | object) -> Head:
    """Return the head of a file with this content."""
    if not isinstance(content, str | bytes):
        content = json.dumps(content)
    (folder / "a").write_bytes(content.encode() if isinstance(content, str) else content)
    return readers.inspect(folder / "a", "alerts.csv")


def table(head: Head) -> DelimitedTable | JsonTable:
    """Return the reader that recognises a file."""
    return next(reader for reader in (JsonTable(), DelimitedTable()) if reader.recognises(head))


def read(folder: Path, content: object, **options: object) -> list[Item | LeftOut]:
    """Return what a table holds."""
    head = head_of(folder, content)
    return list(readers.read(table(head), head, ReadOptions(**options)))  # type: ignore[arg-type]


def items(folder: Path, content: object, **options: object) -> list[Item]:
    """Return a table's items."""
    return [found for found in read(folder, content, **options) if isinstance(found, Item)]


def propose(folder: Path, content: object) -> Proposal:
    """Return how a table would be read."""
    head = head_of(folder, content)
    return table(head).propose(head)


def refusal(folder: Path, content: object, **options: object) -> str:
    """Return the words with which a table is refused."""
    with pytest.raises(UnreadableFile) as caught:
        read(folder, content, **options)
    assert caught.value.message.startswith("alerts.csv: ")
    assert "expected" in caught.value.message
    return caught.value.message


def test_a_plain_table_needs_no_mapping(tmp_path: Path) -> None:
    first, second = items(tmp_path, PLAIN)

    assert first.occurred_at.isoformat() == "2026-10-14T14:02:11.123000+00:00"
    assert (first.text, first.channel, first.kind, first.place) == (
        "pool is dry",
        "checkout",
        "record",
        "line 2",
    )
    assert json.loads(second.raw) == {
        "time": "2026-10-14T14:03:00Z",
        "text": "restarted",
        "service": "checkout",
    }


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_tables_of_every_program_read_alike(tmp_path: Path, delimiter: str, encoding: str, end: str) -> None:
    content = PLAIN.replace(",", delimiter).replace("\n", end).replace("dry", "dry: café")

    assert [item.text for item in items(tmp_path, content.encode(encoding))] == [
        "pool is dry: café",
        "restarted",
    ]


def test_quoted_cells_may_hold_delimiters_and_lines(tmp_path: Path) -> None:
    content = 'time,text\n2026-10-14T14:02:11Z,"dry, ""really""\nsecond line"\n2026-10-14T14:03:00Z,ok\n'

    first, second = items(tmp_path, content)

    assert first.text == 'dry, "really"\nsecond line'
    assert (first.place, second.place) == ("line 2", "line 4")


def test_columns_are_proposed_by_header_and_value(tmp_path: Path) -> None:
    content = (
        "Event ID;Raised By;Occurred At;Alert Name;Description;Severity;State;Link\n"
        "e1;ida;2026-10-14 14:02Z;HighLatency;p99 over 2 s;page;firing;https://graphs.example\n"
    )

    proposal = propose(tmp_path, content)

    assert proposal.mapping == {
        "time": "Occurred At",
        "text": "Description",
        "title": "Alert Name",
        "kind": "=alert",
        "url": "Link",
        "id": "Event ID",
        "severity": "Severity",
        "status": "State",
    }
    assert proposal.is_complete
    assert proposal.samples[0]["Raised By"] == "ida"


def test_a_time_column_is_found_by_its_values_too(tmp_path: Path) -> None:
    proposal = propose(tmp_path, "n,zeitpunkt,message\n1791986531,2026-10-14T14:02:11Z,dry\n")

    assert proposal.mapping["time"] == "zeitpunkt"


def test_an_alert_has_its_title_kind_severity_and_other_cells(tmp_path: Path) -> None:
    alert = {
        "startsAt": "2026-10-14T14:02:11.123456789Z",
        "labels": {"alertname": "HighLatency", "severity": "page", "pod": "checkout-7"},
        "annotations": {"summary": "p99 over 2 s"},
        "status": "firing",
    }

    [found] = items(tmp_path, [alert])

    assert (found.kind, found.title, found.text) == ("alert", "HighLatency", "HighLatency\np99 over 2 s")
    assert found.details == {"severity": "page", "status": "firing", "labels.pod": "checkout-7"}
    assert found.occurred_at.microsecond == 123456


def test_a_persons_mapping_corrects_the_proposal(tmp_path: Path) -> None:
    content = "time,note,text,what kind\n2026-10-14T14:02:11Z,the note,the text,Deploy\n"

    [short] = items(tmp_path, content, mapping={"text": "note", "kind": "what kind"})
    [whole] = items(tmp_path, content, mapping={"time": "time", "text": "note"})
    [fixed] = items(tmp_path, content, mapping={"kind": "=alert"})

    assert (short.text, short.kind, short.details) == ("the note", "deployment", {"text": "the text"})
    assert (whole.text, whole.kind) == ("the note", "record")
    assert (fixed.text, fixed.kind) == ("the text", "alert")


def test_an_unknown_kind_stays_as_a_detail(tmp_path: Path) -> None:
    [found] = items(tmp_path, "time,text,type\n2026-10-14T14:02:11Z,x,Change request\n")

    assert (found.kind, found.details) == ("record", {"kind": "Change request"})


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ({"text": "nonesuch"}, "no column 'nonesuch' for text"),
        ({"colour": "text"}, "no such field: colour"),
        ({"author": "nonesuch"}, "no column 'nonesuch' for author"),
        ({"time": "=now"}, "no column '=now' for time"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(tmp_path: Path, mapping: dict[str, str], words: str) -> None:
    assert words in refusal(tmp_path, PLAIN, mapping=mapping)


def test_a_table_without_times_is_refused_with_its_headers(tmp_path: Path) -> None:
    assert "no column with a time was found; expected one among 'a', 'b'" in refusal(tmp_path, "a,b\n1,2\n")
    assert "None of these holds times: a, b" in propose(tmp_path, "a,b\n1,2\n").question


def test_times_without_a_zone_need_one(tmp_path: Path) -> None:
    content = "when,what\n2026-10-14 14:02:11.5,dry\n"

    words = refusal(tmp_path, content)
    [found] = items(tmp_path, content, zone=ZoneInfo("Europe/Berlin"))
    proposal = propose(tmp_path, content)

    assert "line 2: column 'when' says '2026-10-14 14:02:11.5', a time without a zone" in words
    assert found.occurred_at.isoformat() == "2026-10-14T12:02:11.500000+00:00"
    assert not proposal.is_complete
    assert "without a zone" in proposal.question


@pytest.mark.parametrize("header", ["Time (UTC)", "time_utc", "UTC time"])
def test_a_header_that_says_utc_is_the_zone(tmp_path: Path, header: str) -> None:
    content = f"{header},text\n2026-10-14 14:02:11,dry\n"

    [found] = items(tmp_path, content)

    assert found.occurred_at.hour == 14
    assert propose(tmp_path, content).is_complete


def test_day_and_month_are_asked_for_unless_a_row_gives_them_away(tmp_path: Path) -> None:
    doubtful = "time_utc,text\n05/10/2026 14:02,dry\n"
    clear = "".join(f"{day:02}/10/2026 14:02,row\n" for day in range(5, 15))

    words = refusal(tmp_path, doubtful)
    [told] = items(tmp_path, doubtful, day_first=True)
    seen = items(tmp_path, "time_utc,text\n" + clear)

    assert "the day or the month may come first" in words
    assert "day or the month" in propose(tmp_path, doubtful).question
    assert told.occurred_at.month == 10
    assert {item.occurred_at.month for item in seen} == {10}


def test_rows_that_fail_are_left_out_with_line_and_reason(tmp_path: Path) -> None:
    content = (
        PLAIN + ",no time,x\nsoon,no such time,x\n2026-10-14T14:05:00Z,,x\n2026-10-14T14:06:00Z,a,b,c,d\n\n"
    )

    found = [each for each in read(tmp_path, content) if isinstance(each, LeftOut)]

    assert [(each.place, each.reason) for each in found] == [
        ("line 4", "no time"),
        ("line 5", "time not understood"),
        ("line 6", "no text"),
        ("line 7", "row not understood"),
    ]
    assert "5 cells under 3 headers" in found[-1].detail


def test_a_table_of_which_no_row_can_be_read_is_refused(tmp_path: Path) -> None:
    content = "time,text\nsoon,a\nlater,b\n"

    words = refusal(tmp_path, content, mapping={"time": "time", "text": "text"})

    assert "none of its 2 rows can be read: time not understood (2)" in words


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"time,text\n2026-10-14T14:02:11Z,caf\xe9\n", "line 2: byte 0xe9 is not UTF-8"),
        (
            'time,text\n2026-10-14T14:02:11Z,"open\n2026-10-14T14:03:00Z,swallowed\n',
            "quotation mark left open",
        ),
        ("2026-10-14T14:02:11Z,dry\n2026-10-14T14:03:00Z,ok\n", "which is no header"),
        ("time,text\n2026-10-14T14:02:11Z," + "x" * 9_000_000, "line 2 is longer than"),
        ("time,text\n", "there are no rows"),
        ('{"time": "2026-10-14T14:02:11Z", "text": "' + "x" * 9_000_000, "line 1 column 1: it breaks off"),
    ],
)
def test_a_damaged_table_is_refused_with_its_place(tmp_path: Path, content: str | bytes, words: str) -> None:
    assert words in refusal(tmp_path, content)


def test_the_same_row_has_the_same_key_in_overlapping_files(tmp_path: Path) -> None:
    reordered = "service,text,time\ncheckout,pool is dry,2026-10-14T14:02:11.123Z\n"

    keys = {item.key for item in items(tmp_path, PLAIN)} | {item.key for item in items(tmp_path, reordered)}

    assert len(keys) == 2


def test_an_id_names_a_row_though_its_other_cells_change(tmp_path: Path) -> None:
    row = "2026-10-14T14:02:11Z,dry"

    [before] = items(tmp_path, f"id,time,text,seen\n7,{row},1\n")
    [after] = items(tmp_path, f"id,time,text,seen\n7,{row},2\n")
    [other] = items(tmp_path, f"id,time,text,seen\n8,{row},1\n")

    assert before.key == after.key != other.key


def test_a_field_that_comes_late_in_json_lines_may_be_mapped(tmp_path: Path) -> None:
    rows = [{"time": "2026-10-14T14:02:11Z", "text": f"row {n}"} for n in range(60)]
    rows[-1]["link"] = "https://graphs.example"

    found = items(tmp_path, "\n".join(map(json.dumps, rows)), mapping={"url": "link"})

    assert found[-1].url == "https://graphs.example"


def test_one_record_inside_another_is_no_table(tmp_path: Path) -> None:
    head = head_of(tmp_path, {"alerts": [{"status": "firing"}], "receiver": "web"})

    assert not JsonTable().recognises(head)
    assert not DelimitedTable().recognises(head)


@pytest.mark.parametrize(
    "content", ["# A title\n\nSome words, and more.\nAnother line\n", "<html>,<b>\n", "word"]
)
def test_prose_is_no_table(tmp_path: Path, content: str) -> None:
    assert not DelimitedTable().recognises(head_of(tmp_path, content))


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"), max_size=8)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(["2026-10-14T14:02:11Z", "", "soon"]), CELL), max_size=8))
def test_every_row_is_an_item_or_left_out(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    quoted = "".join('{},"{}"\n'.format(time, text.replace('"', '""')) for time, text in rows)
    wanted = [row for row in rows if any(cell.strip() for cell in row)]

    found = read(tmp_path, f"time,text\n2026-10-14T14:00:00Z,first\n{quoted}")

    assert len(found) == 1 + len(wanted)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.lists(
        st.none() | st.integers() | st.dictionaries(st.sampled_from(["time", "text", "a"]), CELL), max_size=8
    )
)
def test_every_json_record_is_an_item_or_left_out(tmp_path: Path, records: list[object]) -> None:
    found = read(tmp_path, [{"time": "2026-10-14T14:00:00Z", "text": "first"}, *records])

    assert len(found) == 1 + len(records)
