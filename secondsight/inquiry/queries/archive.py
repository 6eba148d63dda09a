"""Old post-mortems as they came, and what was recognised in them; the viewer comes first (C12)."""

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from secondsight.base.errors import NotFound
from secondsight.base.files import path_of
from secondsight.inquiry.models import ArchivedDocument, RecordedAction, Review
from secondsight.record.rules.masking import find_secrets, mask

LOOKED_AT, OVERLAP = 20_000, 2_000  # characters that are searched for secrets at a time
MOST_BYTES = 2 * 1024 * 1024  # of one document, with the pictures that some hold inside
MOST_LETTERS = 300_000  # of its text; a long post-mortem has a quarter of it
_PICTURE = re.compile(r"data:[a-z]+/[a-z0-9.+-]+;base64,[A-Za-z0-9+/=]{100,}")


@dataclass(frozen=True)
class Beside:
    """A document beside what was recognised: the version that is shown, its text, and the other versions."""

    document: ArchivedDocument
    text: str  # empty with `trouble`, where the bytes are elsewhere
    trouble: str
    versions: list[ArchivedDocument]


def known_documents(viewer: Any) -> QuerySet[ArchivedDocument]:
    """Return the documents of reviews that the viewer may see, the newest first.

    For None, who runs the program before anybody has an account, those of reviews that are open to all.
    """
    seen = Review.objects.filter(is_restricted=False) if viewer is None else Review.objects.visible_to(viewer)
    return ArchivedDocument.objects.filter(review__in=seen)


def documents_of(review: Review) -> QuerySet[ArchivedDocument]:
    """Return the versions of a review's document, the newest first."""
    return ArchivedDocument.objects.filter(review=review)


def beside(review: Review, version: str = "") -> Beside:
    """Return the newest version of a review's document, or the one with an id.

    Raises NotFound for a review that came from no archive, and for a version that is not there.
    """
    versions = list(documents_of(review).select_related("stored", "brought_by"))
    chosen = [one for one in versions if one.pk == version] if version else versions
    if not chosen:
        raise NotFound("This review has no such document; it did not come from an archive.")
    trouble = ""
    try:
        path_of(chosen[0].stored)
    except NotFound as error:
        trouble = error.message
    return Beside(chosen[0], text_of(chosen[0]), trouble, versions)


def text_of(document: ArchivedDocument) -> str:
    """Return the text of a document as it came, empty where its bytes are in another instance."""
    try:
        return masked_text(path_of(document.stored).read_bytes()[:MOST_BYTES])
    except (NotFound, UnicodeDecodeError):
        return ""


def recorded_actions(review: Review) -> list[RecordedAction]:
    """Return what the review's document says was to be done, in its order."""
    return list(RecordedAction.objects.filter(review=review, removed_at=None))


def masked_text(content: bytes) -> str:
    """Return a document's text with secrets masked and without the bytes of pictures in it.

    The original is kept as it came.

    A byte order mark says which of the Unicode forms it is in.
    Raises UnicodeDecodeError for bytes that are no text.
    """
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = content.decode("utf-16" if wide else "utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    text = _PICTURE.sub("data:", text)
    found = {}
    for start in range(0, len(text), LOOKED_AT - OVERLAP):
        for secret in find_secrets(text[start : start + LOOKED_AT]):
            found[secret.value] = secret
    return mask(text, found.values())
