"""Whether a webhook's body comes from GitHub, and which delivery it is.

Scheme, as the vendor describes it: https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries
"""

import hashlib
import hmac
from collections.abc import Mapping

HEADER = "x-hub-signature-256"


def is_signed(body: bytes, headers: Mapping[str, str], secret: str) -> bool:
    """Return whether the signature is ours. `headers` have lower-case names; without a secret nothing is."""
    if not secret:
        return False
    expected = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    given = headers.get(HEADER, "").strip()
    return hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode())


def delivery_id(body: bytes, headers: Mapping[str, str]) -> str:
    """Return the delivery's id, which a redelivery repeats; "" if there is none.

    The signature does not cover it: whoever recorded a delivery can send it again under another id.
    """
    return headers.get("x-github-delivery", "").strip()
