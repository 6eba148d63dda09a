"""The files that a person points at, and how the linter is set up beside them."""

import os
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import IO, Any

from secondsight.language.check import Checker
from secondsight.language.lexicon import lexicon

PROSE = frozenset({".md", ".markdown", ".mdx", ".mdown", ".txt"})
_NEVER = frozenset({"node_modules", "__pycache__", "venv", "site-packages", "vendor", "dist", "build"})
_PIECE = 65_536  # characters read at once of a line without an end
_LISTS = ("select", "ignore", "errors", "exclude", "allow")
_WORDS = ("people", "teams", "services")


class Unusable(ValueError):
    """A file or a setting that cannot be used, in words that name it."""


@dataclass
class Setup:
    """How the linter is set up: rules by name or label, files left out, and an organisation's own words.

    `allow` holds phrases in small letters that are never findings here.
    """

    select: list[str] = field(default_factory=list)
    ignore: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    exclude: list[str] = field(default_factory=list)
    allow: list[str] = field(default_factory=list)
    fail_on: str = ""
    words: dict[str, list[str]] = field(default_factory=dict)

    def checker(self) -> Checker:
        """Return a checker set up so. Raises Unusable for a rule that nobody has."""
        known = lexicon().extended(
            people=frozenset(self.words.get("people", ())),
            teams=frozenset(self.words.get("teams", ())),
            software=frozenset(self.words.get("services", ())),
        )
        try:
            return Checker(
                select=self.select, ignore=self.ignore, errors=self.errors, allow=self.allow, known=known
            )
        except ValueError as error:
            raise Unusable(f"{error}; `secondsight lint --explain all` lists them") from None


def setup_from(start: Path) -> Setup:
    """Return what `.secondsight.toml` or `[tool.secondsight.lint]` of a pyproject.toml says, the nearest first.

    Raises Unusable, naming the file and the setting, for what cannot be used.
    """
    for folder in (start, *start.parents):
        own, project = folder / ".secondsight.toml", folder / "pyproject.toml"
        if own.is_file():
            told = _read_toml(own)
            return _setup(told.get("lint", told), own)
        if project.is_file():
            told = _read_toml(project).get("tool", {}).get("secondsight", {})
            if "lint" in told:
                return _setup(told["lint"], project)
    return Setup()


@dataclass
class Walk:
    """The files under some paths, in the alphabet's order, one at a time; counts what it leaves out and why."""

    paths: Iterable[Path]
    exclude: Iterable[str] = ()
    skipped: Counter[str] = field(default_factory=Counter)

    def __iter__(self) -> Iterator[Path]:
        for path in self.paths:
            if path.is_dir():
                yield from self._under(path)
            elif path.exists():
                yield path
            else:
                raise Unusable(f"{path} does not exist")

    def _under(self, folder: Path) -> Iterator[Path]:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        for entry in entries:
            path = Path(entry.path)
            if any(fnmatch(entry.path, one) or fnmatch(entry.name, one) for one in self.exclude):
                self.skipped["excluded by the settings"] += 1
            elif entry.is_dir(follow_symlinks=False):
                if entry.name.startswith(".") or entry.name in _NEVER:
                    self.skipped["folders of tools"] += 1
                else:
                    yield from self._under(path)
            elif entry.is_symlink() and entry.is_dir():
                self.skipped["links to folders"] += 1
            elif path.suffix.lower() in PROSE:
                yield path
            else:
                self.skipped["not Markdown or text"] += 1


def opened(path: Path) -> IO[str] | None:
    """Return a file to read as text, None where it holds none. Raises Unusable where it cannot be read."""
    try:
        with path.open("rb") as head:
            if b"\0" in head.read(8192):
                return None
        return path.open(encoding="utf-8", errors="replace", newline="")
    except OSError as error:
        raise Unusable(f"{path} cannot be read: {error.strerror}") from None


def lines_of(file: IO[str]) -> Iterator[str]:
    """Yield a file's lines with their ends, an over-long one in pieces, so that memory stays bounded."""
    while piece := file.readline(_PIECE):
        yield piece


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Unusable(f"{path} cannot be read as TOML: {error}") from None


def _setup(told: Any, path: Path) -> Setup:
    if not isinstance(told, dict):
        raise Unusable(f"{path}: [lint] is expected to be a table")
    made = Setup()
    for name, value in told.items():
        if name in _LISTS and isinstance(value, list) and all(isinstance(one, str) for one in value):
            setattr(made, name, value)
        elif name in ("fail-on", "fail_on") and str(value).lower() in ("error", "advice", "never"):
            made.fail_on = str(value).lower()
        elif name == "words" and isinstance(value, dict):
            for kind, words in value.items():
                if (
                    kind not in _WORDS
                    or not isinstance(words, list)
                    or not all(isinstance(w, str) for w in words)
                ):
                    raise Unusable(
                        f"{path}: words.{kind} is expected to be one of {', '.join(_WORDS)}, a list of words"
                    )
                made.words[kind] = words
        else:
            raise Unusable(
                f"{path}: {name} = {value!r} cannot be used; there are {', '.join(_LISTS)} (lists of text), "
                "fail-on (error, advice or never) and words"
            )
    return made
