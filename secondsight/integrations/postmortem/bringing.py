"""An archive brought in, document by document: one that cannot be read stops none of the others."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from secondsight.base.archives import open_archive
from secondsight.base.errors import InvalidInput, SecondsightError, UnreadableFile
from secondsight.base.files import keep
from secondsight.inquiry.actions import archive_review
from secondsight.inquiry.queries.archive import MOST_BYTES, MOST_LETTERS, masked_text
from secondsight.inquiry.rules.archive import NotAReview, Outcome, ReadAs, RecognisedReview
from secondsight.integrations.postmortem.parse import recognise
from secondsight.organisation.queries import severities

# What no post-mortem in Markdown is called. A name with a dot in it (“v1.2 rollback”) is read all the same.
OTHERS = {
    "bmp", "css", "csv", "doc", "docx", "eps", "gif", "gz", "htm", "html", "ico", "jpeg", "jpg", "js",
    "json", "lock", "log", "mp4", "odt", "pdf", "png", "ppt", "pptx", "py", "rb", "rst", "sh", "sql",
    "svg", "tar", "tex", "toml", "ts", "tsv", "ttf", "webp", "woff", "woff2", "xls", "xlsx", "xml",
    "yaml", "yml", "zip", "adoc", "asciidoc", "org", "ipynb", "go", "java",
}  # fmt: skip
MOST_FILES = 500  # in one request
NAMED = {"1": "sev-1", "2": "sev-2", "3": "sev-3", "near-miss": "near-miss"}


@dataclass(frozen=True)
class Brought:
    """What became of one file."""

    name: str
    outcome: Outcome
    reason: str = ""
    detail: str = ""
    found: RecognisedReview | None = None
    review_id: str = ""
    severity: str = ""  # its slug; `is_severity_told` says whether the document had it
    is_severity_told: bool = False


@dataclass(frozen=True)
class Asked:
    """What a person says of an archive as a whole."""

    by: Any
    at: Callable[[], datetime]
    severity: str = "sev-2"
    read_as: ReadAs = field(default_factory=ReadAs)
    is_restricted: bool = False
    is_trial: bool = False  # recognise, and keep nothing


def bring_archive(files: Iterable[tuple[str, Callable[[], bytes]]], asked: Asked) -> Iterator[Brought]:
    """Bring in files, given by name and a function that reads them, and yield what became of each.

    A document comes in whole or not at all. Bringing the same archive again adds nothing.
    Raises InvalidInput for a severity that there is not.
    """
    known = {one.slug: one for one in severities(asked.by)}
    if asked.severity not in known and not asked.is_trial:
        there_are = ", ".join(known)
        raise InvalidInput(f"“{asked.severity[:40]}” is not one of: {there_are}.", field="severity")
    for name, read in files:
        try:
            yield _bring(name, read, asked, known)
        except SecondsightError as error:
            yield Brought(name, Outcome.FAILED, error.message)


def _bring(name: str, read: Callable[[], bytes], asked: Asked, known: dict[str, Any]) -> Brought:
    suffix = name.rsplit("/", 1)[-1].rpartition(".")[2].lower() if "." in name.rsplit("/", 1)[-1] else ""
    if suffix in OTHERS:
        return Brought(name, Outcome.LEFT_OUT, "not Markdown", f"its name ends in .{suffix}")
    content = read()
    if len(content) > MOST_BYTES:
        return Brought(name, Outcome.FAILED, f"{name}: it is larger than 2 MB; expected one document")
    if b"\0" in content[:8000] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Brought(name, Outcome.LEFT_OUT, "not Markdown", "it is no text")
    try:
        text = masked_text(content)
    except UnicodeDecodeError as error:
        place = f"byte {error.start + 1}"
        return Brought(name, Outcome.FAILED, f"{name}: {place} is not {error.encoding}; expected UTF-8 text")
    if len(text) > MOST_LETTERS:
        return Brought(
            name, Outcome.FAILED, f"{name}: it has {len(text):,} characters; {MOST_LETTERS:,} are the most"
        )
    found = recognise(text, name=name, read_as=asked.read_as)
    if isinstance(found, NotAReview):
        return Brought(name, Outcome.LEFT_OUT, found.reason, found.detail)
    told = _graded(found, known)
    severity = told or asked.severity
    if asked.is_trial:
        return Brought(name, Outcome.ADDED, found=found, severity=severity, is_severity_told=bool(told))
    archived = archive_review(
        found,
        stored=keep([content]),
        name=name,
        severity=known[severity],
        by=asked.by,
        at=asked.at(),
        is_restricted=asked.is_restricted,
    )
    return Brought(
        name,
        archived.outcome,
        found=found,
        review_id=archived.review.pk,
        severity=severity,
        is_severity_told=bool(told),
    )


def _graded(found: RecognisedReview, known: dict[str, Any]) -> str:
    """The slug of the severity that a document names, empty if it names none; the least for a lesser one."""
    if not found.severity:
        return ""
    slug = NAMED.get(found.severity) or f"sev-{found.severity}"
    if slug in known:
        return slug
    graded = [one for one in known if one.startswith("sev-")]
    return max(graded) if graded and found.severity.isdigit() else ""


def folder_files(folder: Path) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield the files of a folder and of those in it, by their path within it, in the alphabet's order.

    Hidden ones (.git, .gitignore) and what a link leads out to are passed by.
    """
    root = folder.resolve()
    for path in sorted(folder.rglob("*")):
        within = path.relative_to(folder)
        if any(part.startswith(".") for part in within.parts) or not path.is_file():
            continue
        if path.is_symlink() and not path.resolve().is_relative_to(root):
            continue
        yield within.as_posix(), lambda path=path: _read(path)  # type: ignore[misc]


@contextmanager
def uploaded_files(uploads: Iterable[Any]) -> Iterator[list[tuple[str, Callable[[], bytes]]]]:
    """Give uploaded documents, and what is in uploaded ZIP archives, as `folder_files` gives a folder's.

    Raises InvalidInput for more files than one request may bring, UnreadableFile as `packed_files` does.
    """
    files: list[tuple[str, Callable[[], bytes]]] = []
    with ExitStack() as opened:
        for upload in uploads:
            name = (upload.name or "document.md").replace("\0", "")
            if upload.read(4) in (b"PK\x03\x04", b"PK\x05\x06"):
                kept = opened.enter_context(NamedTemporaryFile(suffix=".zip"))
                for chunk in upload.chunks():
                    kept.write(chunk)
                kept.flush()
                files += opened.enter_context(packed_files(Path(kept.name), name))
            else:
                files.append((name, lambda upload=upload: _start_of(upload)))  # type: ignore[misc]
        if len(files) > MOST_FILES:
            raise InvalidInput(
                f"These are {len(files):,} files; {MOST_FILES} at a time come in here. Nothing was imported. "
                "Bring them in parts, or all with `secondsight import-archive`.",
                field="files",
            )
        yield files


def _start_of(upload: Any) -> bytes:
    upload.seek(0)
    content: bytes = upload.read(MOST_BYTES + 1)
    return content


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in name.split("/"))


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise UnreadableFile(f"{path}: it cannot be opened ({error.strerror})", file=str(path)) from None


@contextmanager
def packed_files(path: Path, name: str) -> Iterator[list[tuple[str, Callable[[], bytes]]]]:
    """Give the files of a ZIP archive as `folder_files` gives those of a folder.

    Raises UnreadableFile for an archive that is damaged or could do harm.
    """
    with open_archive(path, name) as archive:

        def reader(member: str) -> Callable[[], bytes]:
            def read() -> bytes:
                with archive.open(member) as stream:
                    return stream.read(MOST_BYTES + 1)

            return read

        members = [one.name for one in archive.members]
        shown = [
            one for one in members if not any(part.startswith((".", "__MACOSX")) for part in one.split("/"))
        ]
        yield [(one, reader(one)) for one in shown]
