"""A webhook of GitHub is believed only with a signature made with our secret."""

import hashlib
import hmac

import pytest

from secondsight.integrations.github.signature import delivery_id, is_signed

BODY = b'{"zen": "Keep it small."}'
SECRET = "dry paper four lamps"


def signature(body: bytes = BODY, secret: str = SECRET) -> str:
    """A signature as GitHub writes it."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


@pytest.mark.parametrize(
    ("header", "signed"),
    [
        (signature(), True),
        (signature(secret="another"), False),
        (signature(body=b"{}"), False),
        (signature().removeprefix("sha256="), False),
        ("sha256=ü", False),
        ("", False),
    ],
)
def test_only_our_secret_signs(header: str, signed: bool) -> None:
    assert is_signed(BODY, {"x-hub-signature-256": header}, SECRET) is signed


def test_the_old_signature_is_not_enough() -> None:
    old = "sha1=" + hmac.new(SECRET.encode(), BODY, hashlib.sha1).hexdigest()

    assert not is_signed(BODY, {"x-hub-signature": old}, SECRET)


def test_nothing_is_signed_without_a_secret() -> None:
    assert not is_signed(BODY, {"x-hub-signature-256": signature(secret="")}, "")


def test_a_delivery_is_known_by_its_header() -> None:
    assert delivery_id(BODY, {"x-github-delivery": "72d3162e-cc78"}) == "72d3162e-cc78"
    assert delivery_id(BODY, {}) == ""
