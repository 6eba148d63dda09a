"""JSON read a record at a time gives what reading it whole gives, and each record's own text."""

import io
import json
from typing import Any, TypedDict

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsight.base.errors import UnreadableFile
from secondsight.base.json_values import json_objects, json_value, json_values, json_values_inside
from secondsight.base.lines import CHUNK

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.text(st.characters(exclude_categories=["Cs"], min_codepoint=1)),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abc é"), inner),
    max_leaves=8,
)


class Drip(io.RawIOBase):
    """A stream that gives few bytes at a time, so that every record lies across reads."""

    def __init__(self, content: bytes, size: int) -> None:
        self._stream = io.BytesIO(content)
        self._size = size

    def read(self, size: int = -1) -> bytes:
        return self._stream.read(self._size)


def read(content: bytes | str, size: int = CHUNK, **options: int) -> list[tuple[object, str]]:
    """Return the records of some JSON, read a few bytes at a time."""
    content = content.encode() if isinstance(content, str) else content
    return list(json_values(Drip(content, size), file="ours.json", **options))


def refusal(content: bytes | str, **options: int) -> UnreadableFile:
    """Return the error with which some JSON is refused."""
    with pytest.raises(UnreadableFile) as caught:
        read(content, **options)
    return caught.value


@settings(max_examples=60)
@given(st.lists(PLAIN, max_size=5), st.sampled_from([None, 0, 4]), st.integers(1, 40), st.booleans())
def test_a_list_gives_its_elements_and_their_text(
    values: list[object], indent: int | None, size: int, ascii_only: bool
) -> None:
    found = read(json.dumps(values, indent=indent, ensure_ascii=ascii_only), size)

    assert [value for value, _ in found] == values
    assert [json.loads(raw) for _, raw in found] == values


@given(st.lists(st.dictionaries(st.text("ab"), st.integers()), min_size=1, max_size=5), st.integers(1, 20))
def test_values_that_follow_one_another_are_each_given(values: list[object], size: int) -> None:
    found = read("\n".join(json.dumps(value) for value in values), size)

    assert [value for value, _ in found] == values


def test_fractions_keep_every_digit() -> None:
    assert read('[{"ts": 1433558319.000002, "huge": 1e999}]')[0][0] == {
        "ts": "1433558319.000002",
        "huge": "1e999",
    }


def test_what_no_database_stores_is_replaced_in_the_value_but_not_in_the_text() -> None:
    [(value, raw)] = read(r'[{"a\u0000": "x\ud83d", "b": ["\ud83d\ude00"]}]')

    assert value == {"a\ufffd": "x\ufffd", "b": ["😀"]}
    assert r"\u0000" in raw
    assert json_value(r'"\u0000"') == "\ufffd"


def test_not_a_number_is_none() -> None:
    assert read("[NaN, -Infinity]") == [(None, "NaN"), (None, "-Infinity")]


@pytest.mark.parametrize("content", ['[{"a": 1}, {"a": ', '[{"a": 1}', "[", '[{"a": "x', '{"a": 1'])
def test_a_file_that_breaks_off_is_told(content: str) -> None:
    assert "ours.json: line 1 column" in refusal(content).message


@pytest.mark.parametrize(
    "content", ['[{"a": 1} {"a": 2}]', "[1,,2]", "[1] [2]", "hello", '[{"a" 1}, 2]', "[1,]"]
)
def test_what_is_not_json_is_told(content: str) -> None:
    assert "ours.json: line 1 column" in refusal(content).message


def test_nothing_at_all_is_told() -> None:
    assert "nothing in it" in refusal("  \n").message


def test_the_place_is_the_line_and_column_of_the_fault() -> None:
    good = "".join(f'  {{"number": {n}}},\n' for n in range(20_000))

    error = refusal("[\n" + good + "  {'number': 1}\n]")

    assert error.place == "line 20002 column 4"


def test_a_record_beyond_the_limit_is_told_before_it_is_read_whole() -> None:
    assert "longer than 200,000 characters" in refusal('[{"a": "' + "x" * 1_000_000, limit=200_000).message


@pytest.mark.parametrize("content", ["[" * 100_000, '{"a":' * 100_000])
def test_deep_nesting_is_told(content: str) -> None:
    assert "nested too deep" in refusal(content).message


def test_a_number_of_too_many_digits_is_told() -> None:
    assert "number is too long" in refusal("[" + "9" * 5_000 + "]").message


def test_bytes_that_are_no_text_are_told_by_line() -> None:
    assert refusal(b'[\n{"a": "\xff"}]').place == "line 2"


class TestInsideAnAnswer:
    def test_the_elements_of_its_list_come_with_the_fields_before_it(self):
        answer = b'{"ok": true, "channel": {"id": "C1"}, "messages": [{"n": 1}, {"n": 2}], "has_more": false}'

        found = list(json_values_inside(Drip(answer, 7), ("messages",), file="a.json"))

        around = {"ok": True, "channel": {"id": "C1"}, "has_more": False}
        assert found == [
            ("messages", 1, {"n": 1}, '{"n": 1}', around),
            ("messages", 2, {"n": 2}, '{"n": 2}', around),
        ]

    def test_a_record_without_the_list_comes_whole(self):
        ((name, number, value, raw, around),) = json_values_inside(
            io.BytesIO(b'{"id": 1.50, "tags": ["a"]}'), ("messages",), file="a.json"
        )

        assert (name, number, value, around) == ("", 1, {"id": "1.50", "tags": ["a"]}, {})
        assert json.loads(raw) == {"id": 1.5, "tags": ["a"]}

    def test_answers_that_follow_one_another_are_all_read(self):
        pages = b'{"messages": [{"n": 1}]}\n{"messages": [{"n": 2}]}'

        found = [
            value for _, _, value, _, _ in json_values_inside(io.BytesIO(pages), ("messages",), file="f")
        ]

        assert found == [{"n": 1}, {"n": 2}]

    def test_a_list_at_the_top_comes_as_it_is(self):
        found = list(json_values_inside(io.BytesIO(b"[1, 2]"), ("messages",), file="a.json"))

        assert [(name, value) for name, _, value, _, _ in found] == [("", 1), ("", 2)]

    @pytest.mark.parametrize(
        ("broken", "said"),
        [
            (b'{"messages": [{"n": 1}', "breaks off|comma or the end of the list"),
            (b'{"messages" [1]}', "colon"),
            (b"{messages: []}", "name in quotes"),
            (b'{"messages": [1] "more": 1}', "comma or the end of the record"),
            (b'{"messages": []} x', "something follows"),
        ],
    )
    def test_what_breaks_off_is_told_with_its_place(self, broken, said):
        with pytest.raises(UnreadableFile, match=said) as told:
            list(json_values_inside(io.BytesIO(broken), ("messages",), file="a.json"))

        assert "line 1 column" in told.value.place


class Wanted(TypedDict, total=False):
    a: Any
    b: Any
    ts: Any
    later: msgspec.Raw


def wanted(record: Any) -> Any:
    """A record's wanted fields, those that come unopened opened."""
    told = {name: value for name, value in record.items() if name in Wanted.__annotations__}
    if isinstance(later := told.get("later"), msgspec.Raw):
        told["later"] = msgspec.json.decode(later)
    return told


class TestTheFastWay:
    @given(st.lists(st.dictionaries(st.sampled_from(["a", "b", "later", "é", "a\u0000"]), PLAIN)))
    def test_it_gives_of_the_wanted_fields_what_the_other_gives(self, records):
        text = json.dumps(records).encode()

        fast = json_objects(io.BytesIO(text), Wanted, file="a.json")

        exact = json_values(io.BytesIO(text), file="a.json")
        assert [*map(wanted, fast)] == [wanted(value) for value, _ in exact]

    def test_what_is_not_wanted_is_passed_over_and_what_is_later_stays_closed(self):
        text = b'[{"a": 1, "other": {"b": [2]}, "later": [ 3 ]}]'

        [found] = json_objects(io.BytesIO(text), Wanted, file="a.json")

        assert found == {"a": 1, "later": msgspec.Raw(b"[ 3 ]")}

    def test_what_no_database_stores_is_replaced(self):
        text = rb'[{"a": "x\ud83d", "b": ["\u0000"]}]'

        [found] = json_objects(io.BytesIO(text), Wanted, file="a.json")

        assert found == {"a": "x\ufffd", "b": ["\ufffd"]}

    def test_a_time_stamp_that_is_a_number_keeps_every_digit(self):
        text = b'[{"ts": 1433558319.1000020}]'

        assert list(json_objects(io.BytesIO(text), Wanted, file="a.json")) == [{"ts": "1433558319.1000020"}]

    @pytest.mark.parametrize(
        "broken",
        [b'[{"a": 1}', b"", b'[{"a": 1},]', b"\xff", b'[{"other": "\xff"}]', b'[{"other": ' + b"[" * 100_000],
    )
    def test_what_is_broken_is_told_as_ever(self, broken):
        with pytest.raises(UnreadableFile) as told:
            list(json_objects(io.BytesIO(broken), Wanted, file="a.json"))

        assert "a.json: " in told.value.message

    def test_a_long_text_is_streamed(self):
        text = json.dumps([{"a": n, "words": "w" * 1000} for n in range(2000)]).encode()

        assert [value["a"] for value in json_objects(io.BytesIO(text), Wanted, file="a.json")] == list(
            range(2000)
        )
