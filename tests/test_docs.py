"""What the program offers has its place in the docs, and the docs lead nowhere else (C36)."""

import argparse
import re
import runpy
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

import secondsight.cli
from secondsight.language.registry import rules
from secondsight.record.readers import readers
from secondsight.record.tools import senders
from tests.world import operations

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
SOURCE = [path for path in (ROOT / "secondsight").rglob("*.py") if "migrations" not in path.parts]
# The picture and the tutorial follow the demo organisation and come with it.
WITH_THE_DEMO = {"docs/images/timeline.png", "docs/tutorial.md"}
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]


def test_every_setting_has_its_heading() -> None:
    code = "".join(
        (ROOT / "secondsight" / "web" / name).read_text() for name in ("environment.py", "settings.py")
    )
    names = set(re.findall(r'\b(?:text|flag|number|words)\("([A-Z_]+)"', code))

    assert len(names) > 10
    assert names == set(re.findall(r"^## SECONDSIGHT_(\w+)$", page("settings"), re.MULTILINE))


def test_every_command_has_its_heading() -> None:
    parser = argparse.ArgumentParser()
    verbs = parser.add_subparsers()
    for one in iter_modules(secondsight.cli.__path__):
        if one.name != "__main__":
            module = import_module(f"secondsight.cli.{one.name}")
            getattr(module, "register", lambda verbs: None)(verbs)

    assert set(commands(verbs)) == set(re.findall(r"^## secondsight ([\w -]+)$", page("cli"), re.MULTILINE))


def test_every_endpoint_has_its_line() -> None:
    described = set(re.findall(r"^- `([A-Z]+ /api/[^`]*)`", page("api"), re.MULTILINE))

    assert described == set(operations())


def test_every_verb_of_the_journal_has_its_sentence() -> None:
    verbs = {verb for path in SOURCE for verb in re.findall(TOLD, path.read_text(encoding="utf-8"))}
    told = set(re.findall(r"`([a-z_]+)`", page("journal")))

    assert len(verbs) > 60
    assert verbs - told == set()


def test_every_format_of_evidence_says_what_it_is_and_its_page_is_fresh() -> None:
    written = runpy.run_path(str(ROOT / "scripts" / "formats.py"))["page"]()

    assert [reader.format for reader in readers() if len(reader.about.split()) < 15] == []
    assert written == page("formats"), "run `python scripts/formats.py`"
    assert {reader.format for reader in readers()} == set(
        re.findall(r"^Short name: `([\w-]+)`\.$", page("formats"), re.MULTILINE)
    )


def test_every_rule_of_the_linter_has_its_heading_and_its_page_is_fresh() -> None:
    written = runpy.run_path(str(ROOT / "scripts" / "rules.py"))["page"]()

    assert written == page("rules"), "run `python scripts/rules.py`"
    assert {rule.name for rule in rules()} == set(re.findall(r"^### ([\w-]+)$", page("rules"), re.MULTILINE))


def test_every_tool_that_sends_has_its_heading() -> None:
    assert {sender.tool.slug for sender in senders()} == set(
        re.findall(r"^### ([\w-]+)$", page("hooks"), re.MULTILINE)
    )


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_link_of_the_docs_is_dead(path: Path) -> None:
    prose = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", prose)

    dead = {link for link in links if "://" not in link and not (path.parent / link).exists()}

    assert dead <= WITH_THE_DEMO


# journal.record("verb", …) and a module's own `_tell("verb", …)`.
TOLD = r'(?:\brecord|\b_tell|\b_note|\b_take)\((?:[^"()]*,)?\s*"([a-z]+(?:_[a-z]+)+)"'


def page(name: str) -> str:
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


def commands(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", before: str = "") -> list[str]:
    found = []
    for name, parser in verbs.choices.items():
        found.append(before + name)
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                found += commands(action, f"{before}{name} ")
    return found
