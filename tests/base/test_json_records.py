"""A JSON file's records, whichever usual shape it has."""

from pathlib import Path

import pytest

from secondsight.base.errors import UnreadableFile
from secondsight.base.json_records import json_records


def read(tmp_path: Path, content: str) -> list[tuple[str, object, bool]]:
    """Return place and value of each record, and whether it is broken."""
    path = tmp_path / "a"
    path.write_text(content)
    return [(r.place, r.value, bool(r.problem)) for r in json_records(path, "ours.json")]


@pytest.mark.parametrize(
    ("content", "places"),
    [
        ('[{"a": 1}, {"a": 2}]', ["record 1", "record 2"]),
        ('{"a": 1}\n{"a": 2}\n', ["line 1", "line 2"]),
        ('\n{"a": 1}\n\n{"a": 2}', ["line 2", "line 4"]),
        ('{\n "a": 1\n}\n{\n "a": 2\n}', ["record 1", "record 2"]),
    ],
)
def test_every_usual_shape_gives_the_same_records(tmp_path: Path, content: str, places: list[str]) -> None:
    assert read(tmp_path, content) == [(places[0], {"a": 1}, False), (places[1], {"a": 2}, False)]


def test_a_broken_line_does_not_hide_the_others(tmp_path: Path) -> None:
    found = read(tmp_path, '{"a": 1}\n{"a": \n{"a": 3}\n{"a"')

    assert [(place, broken) for place, _, broken in found] == [
        ("line 1", False),
        ("line 2", True),
        ("line 3", False),
        ("line 4", True),
    ]


def test_one_endless_line_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="line 1 column 1: a record is longer than"):
        read(tmp_path, '{"a": "' + "x" * 20_000_000)


def test_a_long_answer_on_one_line_gives_its_records_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_text('{"ok": true, "rows": [' + ", ".join(['{"a": "' + "x" * 1_000_000 + '"}'] * 10) + "]}")

    found = [(record.place, record.around) for record in json_records(path, "ours.json", ["rows"])]

    assert found == [(f"rows {number}", {"ok": True}) for number in range(1, 11)]


def test_an_object_that_is_a_record_keeps_its_own_list(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text('[{"id": 1, "log": []}, {"log": [7]}]')

    found = json_records(path, "ours.json", ["log"], lambda value: "id" in value)

    assert [(r.place, r.value) for r in found] == [
        ("record 1", {"id": 1, "log": []}),
        ("record 2, log 1", 7),
    ]
