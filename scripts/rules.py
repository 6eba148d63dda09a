"""Writes docs/rules.md from what each rule of the linter says of itself.

Run it after a rule has changed: `python scripts/rules.py`. A test fails while the page is stale.
"""

from itertools import groupby
from pathlib import Path

from secondsight.language.explaining import explanation
from secondsight.language.registry import rules

PAGE = Path(__file__).resolve().parents[1] / "docs" / "rules.md"
_HEAD = """\
# What the linter hears

Every finding is advice: nothing blocks writing.
`secondsight lint` says them of files, `secondsight lint --explain RULE` prints one of these sections, and [the command's page](cli.md) says how to select, ignore and dismiss.
In a file, `<!-- secondsight: off RULE -->` turns a rule off from there on, at the end of a paragraph for that paragraph alone; `on` turns it on again.
Each rule belongs to a label; a label's name can stand wherever a rule's can.
How well it hears, how that is measured and what was tried: [hearing](hearing.md).
This page is made by `scripts/rules.py` from the files of `secondsight/language/en/lint`, whose examples are their tests.
"""


def page() -> str:
    """Return the page: the rules by label, in the alphabet's order."""
    parts = [_HEAD]
    for label, some in groupby(
        sorted(rules(), key=lambda rule: (rule.label, rule.name)), key=lambda r: r.label
    ):
        parts.append(f"## Label `{label}`\n")
        parts += [explanation(rule) for rule in some]
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
