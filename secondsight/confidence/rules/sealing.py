"""The one shape in which words said in confidence are locked and read again."""

import base64
import json
import zlib
from typing import Any

SHAPE = "1:"  # how the rest is written, so that another way can be told from it


def seal(said: dict[str, Any]) -> str:
    """Return a JSON object in one line of text, "" for an empty one. What keeps it is `base.locking`."""
    if not said:
        return ""
    return SHAPE + base64.b85encode(zlib.compress(json.dumps(said).encode())).decode()


def unseal(stored: str) -> dict[str, Any]:
    """Return what was said. Raises ValueError for what `seal` did not write."""
    if not stored:
        return {}
    if not stored.startswith(SHAPE):
        raise ValueError("this was not sealed by this version of Secondsight")
    said: dict[str, Any] = json.loads(zlib.decompress(base64.b85decode(stored.removeprefix(SHAPE))))
    return said
