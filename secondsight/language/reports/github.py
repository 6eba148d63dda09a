"""Findings as annotations of a pull request, in the form of GitHub Actions' log."""

from collections.abc import Iterable, Iterator

from secondsight.language.findings import Finding


def told(name: str, findings: Iterable[Finding]) -> Iterator[str]:
    """Yield a workflow command for each finding of a file."""
    for found in findings:
        level = "error" if found.severity == "error" else "notice"
        place = f"file={_value(name)},line={found.line},endLine={found.end_line},col={found.column}"
        text = f"“{found.excerpt}” {found.message} {found.suggestion}".strip()
        yield f"::{level} {place},title={_value(found.rule)}::{_text(text)}"


def _text(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _text(text).replace(":", "%3A").replace(",", "%2C")
