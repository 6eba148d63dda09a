"""Which originals a browser may show as pictures, and as what (R2.4)."""

LARGEST = 8 * 1024 * 1024  # bytes: what a page may load of its own accord
BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
SHOWN = ("image/png", "image/jpeg", "image/gif", "image/webp")  # never SVG: it can carry scripts


def is_shown(media_type: str, size: int) -> bool:
    """Return whether a picture of a media type and so many bytes is shown."""
    return media_type in SHOWN and 0 < size <= LARGEST


def picture_type(start: bytes) -> str:
    """Return the media type that the first bytes of a file say it is; empty for what is no such picture."""
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for mark, kind in BEGINNINGS if start.startswith(mark)), "")
