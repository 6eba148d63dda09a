"""Writes docs/formats.md from what each reader of evidence says of itself.

Run it after a reader has changed: `python scripts/formats.py`. A test fails while the page is stale.
"""

from pathlib import Path

from secondsight.integrations.apps import register_readers
from secondsight.record.readers import readers

PAGE = Path(__file__).resolve().parents[1] / "docs" / "formats.md"
_HEAD = """\
# Formats of evidence

What a file is, is told by its content: its name does not matter.
How files are brought in, and what the receipt says of them, stands in [Bringing evidence in](evidence.md).
The page **Evidence**, **Formats** shows the same.
This page is made by `scripts/formats.py` from the folders of `secondsight/integrations`.
"""


def page() -> str:
    """Return the page: a section a format, in the alphabet's order of their titles."""
    known = sorted(readers(), key=lambda reader: reader.title.casefold())
    sections = [
        f"## {reader.title}\nShort name: `{reader.format}`.\n\n{reader.about.strip()}\n" for reader in known
    ]
    return "\n".join([_HEAD, *sections])


if __name__ == "__main__":
    register_readers()
    PAGE.write_text(page(), encoding="utf-8")
