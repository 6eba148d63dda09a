"""The commits of a `git log`, from its lines; each is given when the next begins."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

COMMIT = re.compile(r"commit (?:[<>=-] )?([0-9a-f]{7,64})(?: [0-9a-f]{7,64})*(?: \((.*)\))?\s*")
_HEADER = re.compile(r"([A-Za-z]+):[ \t]*(.*)")
_RAW_HEADER = re.compile(r"(tree|parent|author|committer|gpgsig|encoding|mergetag) (.*)")
_PERSON = re.compile(r"(.*?)\s*<([^<>]*)>\s*(.*)")
_STAT = re.compile(r"\s*(?:\d+|Bin\b|Unmerged\b)")
_NAME_STATUS = re.compile(r"([ACDMRTUXB])\d*\t(.+)")
_NUMSTAT = re.compile(r"(?:\d+|-)\t(?:\d+|-)\t(.+)")
_RAW_FILE = re.compile(r":\d{6} \d{6} \S+ \S+ [ACDMRTUXB]\d*\t(.+)")
_DIFF = re.compile(r"diff --(?:git|cc|combined) (?:a/)?(\S+)")
_NAME_ONLY = re.compile(r"[^\s:].*")
_LONGEST = 1_000  # characters of a line that say what it is
_LONGEST_NAME = 300
_MOST_FILES = 50
_MOST_LINES = 2_000
_MOST_KEPT = 200_000  # characters of one commit


@dataclass(slots=True)
class Commit:
    """One commit as it was printed; dates are still text."""

    sha: str
    decorations: str
    line: int
    headers: dict[str, str] = field(default_factory=dict)
    message: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    file_count: int = 0
    printed: list[str] = field(default_factory=list)  # its lines, without a patch
    size: int = 0
    is_patch: bool = False

    def add_file(self, name: str) -> None:
        """Note a file that it touched."""
        self.file_count += 1
        if len(self.files) < _MOST_FILES:
            self.files.append(name)


def commits(numbered: Iterable[tuple[int, str]]) -> Iterator[Commit]:
    """Return each commit in the order printed."""
    commit: Commit | None = None
    for number, line in numbered:
        if match := COMMIT.fullmatch(line[:_LONGEST]):
            if commit:
                yield commit
            commit = Commit(match[1], match[2] or "", number, printed=[line])
        elif commit:
            _take(commit, line)
    if commit:
        yield commit


def person(said: str) -> tuple[str, str, str]:
    """Return name, e-mail and what follows of "Ida <ida@shop.example> 1791986531 +0200"."""
    match = _PERSON.fullmatch(said[:_LONGEST_NAME])
    return (match[1].strip(), match[2].strip(), match[3].strip()) if match else (said.strip(), "", "")


def _take(commit: Commit, line: str) -> None:
    if match := _DIFF.match(line):
        if not commit.is_patch and not commit.files:
            commit.file_count = 0
        commit.is_patch = True
        if match[1] not in commit.files:
            commit.add_file(match[1])
    if commit.is_patch:
        return
    commit.size += len(line)
    if commit.size <= _MOST_KEPT and len(commit.printed) < _MOST_LINES:
        commit.printed.append(line)
    if line.startswith("    ") or (line == "" and commit.message):
        if commit.size <= _MOST_KEPT:
            commit.message.append(line[4:])
    elif not commit.message and (match := _HEADER.match(line) or _RAW_HEADER.match(line)):
        commit.headers.setdefault(match[1].lower(), match[2].strip()[:_LONGEST])
    else:
        _take_file(commit, line[:_LONGEST])


def _take_file(commit: Commit, line: str) -> None:
    name, bar, counted = line.rpartition(" | ")
    if bar and line.startswith(" ") and _STAT.match(counted):
        commit.add_file(name.strip().removeprefix(".../"))
        return
    for form in (_NAME_STATUS, _NUMSTAT, _RAW_FILE):
        if match := form.fullmatch(line):
            commit.add_file(match[match.lastindex or 1].replace("\t", " → "))
            return
    if commit.message and not line.endswith(":") and _NAME_ONLY.fullmatch(line):
        commit.add_file(line)
