"""A webhook of PagerDuty is believed only with a signature made with our secret."""

import hashlib
import hmac

import pytest

from secondsight.integrations.pagerduty.signature import delivery_id, is_signed

BODY = '{"event": {"id": "01BZYIL05", "event_type": "incident.triggered", "who": "Bjørk"}}'.encode()
SECRET = "sämtlich geheim"


def signature(body: bytes = BODY, secret: str = SECRET) -> str:
    """A signature as PagerDuty writes it."""
    return "v1=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


@pytest.mark.parametrize(
    ("header", "signed"),
    [
        (signature(), True),
        (f"v1={'0' * 64},{signature()}", True),
        (f"{signature()}, v1={'0' * 64}", True),
        (signature(secret="another"), False),
        (signature(body=BODY + b" "), False),
        (signature().removeprefix("v1="), False),
        (signature().replace("v1", "v2"), False),
        ("v1=ü", False),
        ("", False),
    ],
)
def test_only_our_secret_signs(header: str, signed: bool) -> None:
    assert is_signed(BODY, {"x-pagerduty-signature": header}, SECRET) is signed


def test_nothing_is_signed_without_a_secret_or_a_header() -> None:
    assert not is_signed(BODY, {"x-pagerduty-signature": signature(secret="")}, "")
    assert not is_signed(BODY, {}, SECRET)


@pytest.mark.parametrize(
    ("body", "expected"),
    [(BODY, "01BZYIL05"), (b"[]", ""), (b"{", ""), (b'{"event": 7}', ""), (b"\xff", ""), (b"[" * 10_000, "")],
)
def test_a_delivery_is_known_by_its_events_id(body: bytes, expected: str) -> None:
    assert delivery_id(body, {"x-webhook-id": "another"}) == expected
