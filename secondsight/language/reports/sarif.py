"""Findings as SARIF 2.1.0, for code scanning.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from secondsight.language.findings import Finding, Rule

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def report(files: Iterable[tuple[str, list[Finding]]], rules: Iterable[Rule], version: str) -> dict[str, Any]:
    """Return one run with a result for each finding. Columns count code points, as the run says."""
    known = list(rules)
    index = {rule.name: number for number, rule in enumerate(known)}
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "secondsight",
                        "semanticVersion": version,
                        "rules": [_rule(rule) for rule in known],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(name, found, index) for name, some in files for found in some],
            }
        ],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.message},
        "help": {"text": rule.why, "markdown": f"{rule.why} See `secondsight lint --explain {rule.name}`."},
        "defaultConfiguration": {"level": "note"},
        "properties": {"tags": [rule.label]},
    }


def _result(name: str, found: Finding, index: dict[str, int]) -> dict[str, Any]:
    return {
        "ruleId": found.rule,
        "ruleIndex": index[found.rule],
        "level": "error" if found.severity == "error" else "note",
        "message": {"text": f"“{found.excerpt}” {found.message} {found.suggestion}".strip()},
        "rank": round(found.confidence * 100, 1),
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(name.replace("\\", "/"))},
                    "region": {
                        "startLine": found.line,
                        "startColumn": found.column,
                        "endLine": found.end_line,
                        "endColumn": found.end_column,
                    },
                }
            }
        ],
    }
