"""Names for rows that are the same in every instance that holds them."""

import secrets
import threading
import time

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 16

# Milliseconds that the clock may be behind the last id: counting on has carried into the next
# millisecond, or the clock was set back a little. Further back, the clock is believed.
STEP_BACK = 1000

_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """Return a new id: 16 characters that sort by the moment they were made in.

    The first nine characters count milliseconds since 1970 (good until the year 3084), the last
    seven are random. Within a process each id is greater than the one before (unless the clock is
    set back by more than a second), so that rows written in one go keep their order. An exported
    review keeps its ids, so importing it twice adds nothing (R11.5).
    """
    global _last
    with _lock:
        number = (int(time.time() * 1000) << 35) | secrets.randbits(35)
        if 0 <= (_last >> 35) - (number >> 35) <= STEP_BACK:
            number = _last + 1 + secrets.randbits(20)
        _last = number
    digits = []
    for _ in range(LENGTH):
        number, digit = divmod(number, 32)
        digits.append(ALPHABET[digit])
    return "".join(reversed(digits))
