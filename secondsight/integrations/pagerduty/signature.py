"""Whether a webhook's body comes from PagerDuty (version 3), and which delivery it is.

Scheme, as the vendor describes it: https://developer.pagerduty.com/docs/webhooks/webhook-signatures/
"""

import hashlib
import hmac
import json
from collections.abc import Mapping

from secondsight.record.rules.payload import part, word

HEADER = "x-pagerduty-signature"
_VERSION = "v1="


def is_signed(body: bytes, headers: Mapping[str, str], secret: str) -> bool:
    """Return whether one of the signatures is ours; while a secret is changed, PagerDuty sends several.

    `headers` have lower-case names. Without a secret nothing is signed.
    """
    if not secret:
        return False
    expected = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest().encode()
    given = [each.strip() for each in headers.get(HEADER, "").split(",")]
    # Every signature is compared, so that the time taken does not tell which one fits.
    fits = [
        hmac.compare_digest(each.removeprefix(_VERSION).encode("utf-8", "replace"), expected)
        for each in given
        if each.startswith(_VERSION)
    ]
    return any(fits)


def delivery_id(body: bytes, headers: Mapping[str, str]) -> str:
    """Return the event's id, which the signature covers and a redelivery repeats; "" if there is none."""
    try:
        return word(part(json.loads(body), "event"), "id")
    except (ValueError, RecursionError):
        return ""
