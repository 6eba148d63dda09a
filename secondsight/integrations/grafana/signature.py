"""Whether a webhook's body comes from Grafana (12 and later, where it has a secret), and which one it is.

Scheme, as the vendor describes it:
https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/
"""

import hashlib
import hmac
from collections.abc import Mapping

HEADER = "x-grafana-alerting-signature"
# Grafana leaves the name of the header to whoever sets it up: these two stand in its own examples.
TIMESTAMP_HEADERS = ("x-grafana-alerting-timestamp", "x-grafana-alerting-signature-timestamp")


def is_signed(body: bytes, headers: Mapping[str, str], secret: str) -> bool:
    """Return whether the signature is ours. `headers` have lower-case names; without a secret nothing is.

    Where a header gives a time, the signature covers it too.
    """
    if not secret:
        return False
    sent_at = _sent_at(headers)
    covered = sent_at.encode("utf-8", "replace") + b":" + body if sent_at else body
    expected = hmac.new(secret.encode(), covered, hashlib.sha256).hexdigest()
    return hmac.compare_digest(_given(headers).encode("utf-8", "replace"), expected.encode())


def delivery_id(body: bytes, headers: Mapping[str, str]) -> str:
    """Return the signature where it covers a time, which tells deliveries apart; else "": there is no id."""
    return _given(headers) if _sent_at(headers) else ""


def _given(headers: Mapping[str, str]) -> str:
    return headers.get(HEADER, "").strip().lower()


def _sent_at(headers: Mapping[str, str]) -> str:
    return next((sent for name in TIMESTAMP_HEADERS if (sent := headers.get(name, "").strip())), "")
