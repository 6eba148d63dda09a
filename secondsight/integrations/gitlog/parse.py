"""Reads what `git log` prints: each commit with its author, time, words and files."""

import re
from collections.abc import Iterator
from datetime import UTC

from secondsight.base.lines import lines
from secondsight.integrations.gitlog.commits import COMMIT, Commit, commits, person
from secondsight.integrations.gitlog.dates import NotADate, read_date
from secondsight.record.rules.evidence import (
    Ask,
    Head,
    Item,
    LeftOut,
    NeedsAnswer,
    ReadOptions,
    UnreadableFile,
)
from secondsight.record.rules.local_time import NoSuchTime, instant_of
from secondsight.record.rules.payload import filled

_RUN = "git log --date=iso-strict --decorate A..B"
_GRAPH = re.compile(r"[*|\\/_ .-]*\*[|\\/_ .-]* (?:commit )?[0-9a-f]{7,64}\b.*")
_ONE_LINE = re.compile(r"(?=[a-f]*\d)([0-9a-f]{7,40}) (?:\([^)]+\) )?\S.*")
_HEADERS = ("author:", "merge:", "tree ", "reflog:", "authordate:", "gpg:")
_LOOKED_AT = 20
_SHORT = 10


class GitLog:
    """The reader of a git log."""

    format = "git-log"
    title = "git log"
    propose = None
    about = f"""\
What `{_RUN}` prints for the commits between two versions; save it with `> commits.txt`.
Every style of date is read; those without a zone are asked about.
Statistics, lists of files and patches below a commit name its files.
Read: each commit, at the time when it was committed where that is told, else when it was written.
A commit is known by its hash.
Refused, with what to run instead: `--oneline` and `--graph`; left out: dates such as “3 days ago”.
"""

    def recognises(self, head: Head) -> bool:
        """Return whether the text begins with a commit, in any form that git prints."""
        return _shape(head) != ""

    def read(self, head: Head, options: ReadOptions) -> Iterator[Item | LeftOut]:
        """Return each commit.

        Raises UnreadableFile for forms without dates, NeedsAnswer for want of a zone.
        """
        if (shape := _shape(head)) != "log":
            why = "has no dates" if shape == "oneline" else "is drawn as a graph"
            raise UnreadableFile(
                f"{head.name}: this git log {why}; expected what `{_RUN}` prints", file=head.name
            )
        with head.path.open("rb") as stream:
            numbered = lines(stream, file=head.name)
            for commit in commits((number, line.replace("\0", "\ufffd")) for number, line in numbered):
                yield _evidence(commit, head, options)


def _shape(head: Head) -> str:
    """Return "log", "oneline", "graph", or "" for anything else."""
    start = head.start[:16_384].decode("utf-8", "replace").removeprefix("\ufeff")
    shown = [line[:400].rstrip("\r") for line in start.split("\n") if line.strip()][: _LOOKED_AT + 1]
    if not shown:
        return ""
    if COMMIT.fullmatch(shown[0]):
        return "log" if any(line.lower().startswith(_HEADERS) for line in shown[1:6]) else ""
    if len(shown) > 1 and _GRAPH.fullmatch(shown[0]):
        return "graph"
    # The last of them may be cut.
    whole = shown[:-1] if len(shown) > _LOOKED_AT else shown
    return "oneline" if len(whole) > 1 and all(_ONE_LINE.fullmatch(line) for line in whole) else ""


def _evidence(commit: Commit, head: Head, options: ReadOptions) -> Item | LeftOut:
    place = f"line {commit.line}, commit {commit.sha[:_SHORT]}"
    name, email, dated = person(commit.headers.get("author", ""))
    committer, _, committed = person(commit.headers.get("commit") or commit.headers.get("committer", ""))
    written = commit.headers.get("authordate") or commit.headers.get("date") or dated
    when = commit.headers.get("commitdate") or committed or written
    if not when:
        return LeftOut(place, "no time", detail="expected a line “Date:”")
    try:
        said = read_date(when)
    except NotADate as error:
        reason = "a date counted back from when git ran" if error.counts_back else "time not understood"
        return LeftOut(place, reason, detail=f"{when[:80]!r}; run `{_RUN}`")
    if said.at.tzinfo is None and options.zone is None:
        ask = f"Commit {commit.sha[:_SHORT]} says {when!r} without a time zone. Which zone was git run in?"
        raise NeedsAnswer(head.name, Ask("zone", ask))
    try:
        occurred_at = instant_of(said.at, options.zone or UTC, options.repeated_hour, file=head.name)
    except (NoSuchTime, OverflowError) as error:
        return LeftOut(place, "time not understood", detail=f"{when[:80]!r}: {error}")
    words = "\n".join(commit.message).strip()
    title = words.partition("\n")[0].strip() or f"Commit {commit.sha[:_SHORT]}"
    return Item(
        key=f"git:commit:{commit.sha}",
        kind="change",
        occurred_at=occurred_at,
        text=words or title,
        place=place,
        raw="\n".join(commit.printed),
        channel=options.channel or "git",
        author_id=email or name,
        author_name=name,
        is_bot=name.endswith("[bot]"),
        title=title,
        precision=said.precision,
        details=filled(
            {
                "sha": commit.sha,
                "author_email": email,
                "written": written if written != when else "",
                "committer": committer if committer != name else "",
                "refs": commit.decorations,
                "merge": commit.headers.get("merge", ""),
                "files": commit.files,
                "file_count": commit.file_count or "",
            }
        ),
    )


READERS = (GitLog(),)
