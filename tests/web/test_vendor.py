"""Third-party files are the ones that `vendor.md` says they are (C27)."""

import hashlib
import re

from tests.web.tokens import STATIC

VENDOR = STATIC / "vendor"
ROW = re.compile(
    r"^\| `([^`]+)` \| `[^`]+` \| [\d.]+ \| .*`([^`]+\.txt)`\) \| `([0-9a-f]{64})` \|$", re.MULTILINE
)


def test_each_file_has_the_hash_that_is_written_down() -> None:
    rows = ROW.findall((VENDOR / "vendor.md").read_text())

    assert {name: hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() for name, _, _ in rows} == {
        name: digest for name, _, digest in rows
    }


def test_each_file_is_written_down_with_its_licence() -> None:
    rows = ROW.findall((VENDOR / "vendor.md").read_text())
    present = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file()}

    assert present == {name for name, _, _ in rows} | {licence for _, licence, _ in rows} | {"vendor.md"}


def test_faces_weigh_less_than_350_kb_together() -> None:
    assert sum(path.stat().st_size for path in VENDOR.rglob("*.woff2")) < 350_000
