"""Every report in SARIF has the form that the standard asks for, so that code scanning takes it.

The standard's own schema is not kept here: what follows is the part of it that a report of ours can use, with
each object closed, as the standard closes it. Source: OASIS, SARIF 2.1.0, sections 3.13 to 3.52.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from secondsight.cli.__main__ import main

TEXTS = {
    "a b.md": "The engineer failed to notice it.\n\nThe root cause was a full disk.\n",
    "ö/😀.md": "😀 In hindsight, we were wrong.\n\n- Improve monitoring\n",
    "quiet.md": "It was quiet.\n",
    "odd.md": "“We’d forgotten\nit”, \u2028 <b>the engineer</b> forgot \x85 it.\r\nWhy didn't you look?",
}


@dataclass(frozen=True)
class Object:
    """An object with the properties that it has to have and those that it may have, and no others."""

    needs: dict[str, Any]
    may: dict[str, Any]


def at_least(least: int) -> Any:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= least


def one_of(*words: str) -> Any:
    return lambda value: value in words


def text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def reference(value: Any) -> bool:
    return text(value) and value.isascii() and not set(value) & set(' <>"{}|\\^`')


LEVEL = one_of("none", "note", "warning", "error")
MESSAGE = Object({"text": text}, {"markdown": text, "id": text, "arguments": [text]})
REGION = Object(
    {"startLine": at_least(1)}, {"startColumn": at_least(1), "endLine": at_least(1), "endColumn": at_least(1)}
)
PLACE = Object(
    {"artifactLocation": Object({"uri": reference}, {"uriBaseId": text, "index": at_least(-1)})},
    {"region": REGION},
)
RESULT = Object(
    {"message": MESSAGE, "ruleId": text, "locations": [Object({"physicalLocation": PLACE}, {})]},
    {"ruleIndex": at_least(-1), "level": LEVEL, "rank": lambda value: -1 <= value <= 100},
)
RULE = Object(
    {"id": text},
    {
        "name": text,
        "shortDescription": MESSAGE,
        "fullDescription": MESSAGE,
        "help": MESSAGE,
        "helpUri": reference,
        "defaultConfiguration": Object({}, {"level": LEVEL, "enabled": one_of()}),
        "properties": Object({}, {"tags": [text]}),
    },
)
DRIVER = Object(
    {"name": text}, {"semanticVersion": text, "version": text, "informationUri": reference, "rules": [RULE]}
)
RUN = Object(
    {"tool": Object({"driver": DRIVER}, {}), "results": [RESULT]},
    {"columnKind": one_of("utf16CodeUnits", "unicodeCodePoints")},
)
LOG = Object({"version": one_of("2.1.0"), "runs": [RUN]}, {"$schema": reference})


def problems(value: Any, shape: Any, where: str = "log") -> list[str]:
    """Return what does not have the form, each with where it stands."""
    if isinstance(shape, list):
        if not isinstance(value, list):
            return [f"{where} is no list"]
        return [one for n, item in enumerate(value) for one in problems(item, shape[0], f"{where}[{n}]")]
    if not isinstance(shape, Object):
        return [] if shape(value) else [f"{where} is {value!r}"]
    if not isinstance(value, dict):
        return [f"{where} is no object"]
    known = shape.needs | shape.may
    found = [f"{where} lacks {name}" for name in shape.needs if name not in value]
    found += [f"{where} has {name}" for name in value if name not in known]
    return found + [
        one
        for name in value
        if name in known
        for one in problems(value[name], known[name], f"{where}.{name}")
    ]


@pytest.mark.parametrize("options", [[], ["--select", "all"], ["--ignore", "neglect"]])
def test_every_report_has_the_form_of_the_standard(tmp_path, monkeypatch, capsys, options):
    monkeypatch.chdir(tmp_path)
    for name, told in TEXTS.items():
        path = Path(name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(told, encoding="utf-8", newline="")

    main(["lint", ".", "--format", "sarif", "--fail-on", "never", *options])

    report = json.loads(capsys.readouterr().out)
    (run,) = report["runs"]
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert problems(report, LOG) == []
    assert run["results"]
    assert len(ids) == len(set(ids))
    assert all(ids[one["ruleIndex"]] == one["ruleId"] for one in run["results"])


def test_an_empty_run_is_a_report_too(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("quiet.md").write_text("It was quiet.\n")

    assert main(["lint", "quiet.md", "--format", "sarif"]) == 0

    assert problems(json.loads(capsys.readouterr().out), LOG) == []


def test_what_has_another_form_is_told():
    assert problems({"version": "2.0", "runs": [{}], "more": 1}, LOG) == [
        "log has more",
        "log.version is '2.0'",
        "log.runs[0] lacks tool",
        "log.runs[0] lacks results",
    ]
