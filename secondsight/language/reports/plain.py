"""Findings for a person at a terminal."""

from collections.abc import Iterable, Iterator

from secondsight.language.findings import Finding


def told(name: str, findings: Iterable[Finding]) -> Iterator[str]:
    """Yield lines of text for the findings of a file."""
    for found in findings:
        mark = "error: " if found.severity == "error" else ""
        yield f"{name}:{found.line}:{found.column}: {mark}“{found.excerpt}” {found.message} [{found.rule}]"
        if found.suggestion:
            yield f"    {found.suggestion}"


def summary(files: int, findings: int, skipped: dict[str, int]) -> str:
    """Return a line that says how much was read and what was left out."""
    said = f"{_number(files, 'file')}, {_number(findings, 'finding') if findings else 'nothing heard'}"
    if skipped:
        said += "; left out: " + ", ".join(f"{count:,} {why}" for why, count in sorted(skipped.items()))
    return said + "."


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
