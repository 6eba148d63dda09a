"""Whether a webhook's body comes from Sentry, and which delivery it is.

Scheme, as the vendor describes it:
https://docs.sentry.io/organization/integrations/integration-platform/webhooks/#webhook-signature
"""

import hashlib
import hmac
from collections.abc import Mapping

HEADER = "sentry-hook-signature"


def is_signed(body: bytes, headers: Mapping[str, str], secret: str) -> bool:
    """Return whether the signature is ours. `headers` have lower-case names; without a secret nothing is."""
    if not secret:
        return False
    expected = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    given = headers.get(HEADER, "").strip()
    return hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode())


def delivery_id(body: bytes, headers: Mapping[str, str]) -> str:
    """Return the delivery's id, "" if there is none. The signature does not cover it."""
    return headers.get("request-id", "").strip()
