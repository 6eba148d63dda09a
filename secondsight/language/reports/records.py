"""Findings as JSON."""

from typing import Any

from secondsight.language.findings import Finding


def record(found: Finding) -> dict[str, Any]:
    """Return a finding as plain values."""
    return {
        "rule": found.rule,
        "label": found.label,
        "start": found.start,
        "end": found.end,
        "line": found.line,
        "column": found.column,
        "excerpt": found.excerpt,
        "confidence": found.confidence,
        "severity": found.severity,
        "message": found.message,
        "suggestion": found.suggestion,
        "replacement": found.replacement,
        "page": found.page,
    }
