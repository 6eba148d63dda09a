"""Names for rows that are the same in every instance that holds them."""

import secrets
import time

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 16


def new_id() -> str:
    """Return a new id: 16 characters that sort by the millisecond they were made in.

    The first nine characters count milliseconds since 1970 (good until the year 3084), the last
    seven are random. An exported review keeps its ids, so importing it twice adds nothing (R11.5).
    """
    number = (int(time.time() * 1000) << 35) | secrets.randbits(35)
    digits = []
    for _ in range(LENGTH):
        number, digit = divmod(number, 32)
        digits.append(ALPHABET[digit])
    return "".join(reversed(digits))
