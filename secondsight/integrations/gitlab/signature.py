"""Whether a webhook's body comes from GitLab, and which delivery it is.

Scheme, as the vendor describes it: https://docs.gitlab.com/user/project/integrations/webhooks/
GitLab does not sign: it sends the secret itself, which is to be read over TLS alone.
"""

import hmac
from collections.abc import Mapping

HEADER = "x-gitlab-token"
# A retry repeats the first; the second names the event, which several hooks of a group may get.
_IDS = ("idempotency-key", "x-gitlab-event-uuid")


def is_signed(body: bytes, headers: Mapping[str, str], secret: str) -> bool:
    """Return whether the delivery brings our secret, where there is one. Header names are in lower case."""
    if not secret:
        return False
    return hmac.compare_digest(headers.get(HEADER, "").encode("utf-8", "replace"), secret.encode())


def delivery_id(body: bytes, headers: Mapping[str, str]) -> str:
    """Return the delivery's id, which a retry repeats; "" if there is none."""
    return next((sent for name in _IDS if (sent := headers.get(name, "").strip())), "")
