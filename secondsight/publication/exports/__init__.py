"""The forms in which a review leaves the house: one file each, found by listing this folder (C31).

Each module has LABEL and HINT (for people), SUFFIX, MEDIA_TYPE, and
`render(viewer, review, *, at) -> bytes`, where `review` is what `inquiry.queries.review` returned.
"""

import pkgutil
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any, Protocol

from secondsight.base.errors import InvalidInput
from secondsight.inquiry.queries import review as find_review
from secondsight.inquiry.queries.veil import keep_veiled


class Export(Protocol):
    """One form."""

    LABEL: str
    HINT: str
    SUFFIX: str
    MEDIA_TYPE: str

    def render(self, viewer: Any, review: Any, *, at: datetime) -> bytes:
        """Return the file."""


@dataclass(frozen=True)
class Form:
    """What a person chooses from: `name` is what addresses and the command line call it."""

    name: str
    label: str
    hint: str


@dataclass(frozen=True)
class Made:
    """A file that was made."""

    name: str
    media_type: str
    content: bytes


def forms() -> list[Form]:
    """Return the forms in the order of their labels."""
    found = [(name, _load(name)) for name in _names()]
    return sorted((Form(name, one.LABEL, one.HINT) for name, one in found), key=lambda form: form.label)


def export(viewer: Any, review_id: str, to: str, *, at: datetime) -> Made:
    """Return a review as a file in one form, as far as the viewer may see it.

    Raises NotFound for a review that the viewer may not see or that is veiled for them, InvalidInput for
    an unknown form.
    """
    name = to.strip().lower()
    if name not in _names():
        raise InvalidInput(
            f"There is no export to “{to[:20]}”. Choose one of {', '.join(_names())}.", field="to"
        )
    one = _load(name)
    review = find_review(viewer, review_id)
    keep_veiled(viewer, review)
    return Made(f"{_file_name(review.title)}.{one.SUFFIX}", one.MEDIA_TYPE, one.render(viewer, review, at=at))


def _names() -> list[str]:
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))


def _load(name: str) -> Any:
    return import_module(f"{__name__}.{name}")


def _file_name(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "review"
