"""A webhook of Sentry is believed only with a signature made with our secret."""

import hashlib
import hmac

import pytest

from secondsight.integrations.sentry.signature import delivery_id, is_signed

BODY = b'{"action":"triggered"}'
SECRET = "dry paper four lamps"


def signature(body: bytes = BODY, secret: str = SECRET) -> str:
    """A signature as Sentry writes it."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


@pytest.mark.parametrize(
    ("header", "signed"),
    [
        (signature(), True),
        (signature(secret="another"), False),
        (signature(b"{}"), False),
        ("ü", False),
        ("", False),
    ],
)
def test_only_our_secret_signs(header: str, signed: bool) -> None:
    assert is_signed(BODY, {"sentry-hook-signature": header}, SECRET) is signed


def test_nothing_is_signed_without_a_secret() -> None:
    assert not is_signed(BODY, {"sentry-hook-signature": signature(secret="")}, "")


def test_a_delivery_is_known_by_its_header() -> None:
    assert delivery_id(BODY, {"request-id": "4d5e"}) == "4d5e"
    assert delivery_id(BODY, {}) == ""
