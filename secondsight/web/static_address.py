"""Where styles, scripts and fonts are served: an address that changes with what is in them.

One for all instead of a hash in each name: what a script or a style sheet names beside itself keeps
working without being rewritten, and nothing has to be collected before a start.
"""

import hashlib
from functools import cache
from pathlib import Path

from django.contrib.staticfiles.storage import StaticFilesStorage

LENGTH = 12


def static_address(folder: Path) -> str:
    """Return the address under which a folder's files may be kept by browsers for good."""
    found = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        found.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        found.update(content)
    return f"/static/{found.hexdigest()[:LENGTH]}/"


def never_changes(path: str, url: str) -> bool:
    """Return whether a file stays as it is for as long as its address: they all do."""
    return True


class Addresses(StaticFilesStorage):
    """Django's own storage, which works each address out once: a page asks for forty."""

    @cache  # noqa: B019 (there is one storage, for as long as the program runs)
    def url(self, name: str | None) -> str:
        """Return the address of a file."""
        return str(super().url(name))
