"""A webhook of Grafana is believed only with a signature made with our secret."""

import hashlib
import hmac

import pytest

from secondsight.integrations.grafana.signature import delivery_id, is_signed

BODY = b'{"alerts": []}'
SECRET = "dry paper four lamps"


def signature(covered: bytes = BODY, secret: str = SECRET) -> str:
    """A signature as Grafana writes it."""
    return hmac.new(secret.encode(), covered, hashlib.sha256).hexdigest()


@pytest.mark.parametrize(
    ("header", "signed"),
    [
        (signature(), True),
        (signature().upper(), True),
        (signature(secret="another"), False),
        (signature(b"{}"), False),
        ("ü", False),
        ("", False),
    ],
)
def test_only_our_secret_signs(header: str, signed: bool) -> None:
    assert is_signed(BODY, {"x-grafana-alerting-signature": header}, SECRET) is signed


@pytest.mark.parametrize("name", ["x-grafana-alerting-timestamp", "x-grafana-alerting-signature-timestamp"])
def test_a_time_is_signed_with_the_body(name: str) -> None:
    sent = {"x-grafana-alerting-signature": signature(b"1791986531:" + BODY), name: "1791986531"}

    assert is_signed(BODY, sent, SECRET)
    assert not is_signed(BODY, sent | {name: "1791986532"}, SECRET)
    assert not is_signed(BODY, sent | {"x-grafana-alerting-signature": signature()}, SECRET)


def test_nothing_is_signed_without_a_secret() -> None:
    assert not is_signed(BODY, {"x-grafana-alerting-signature": signature(secret="")}, "")


def test_a_delivery_is_known_where_its_time_is_signed() -> None:
    headers = {"x-grafana-alerting-signature": "ABC", "x-grafana-alerting-timestamp": "1791986531"}

    assert delivery_id(BODY, headers) == "abc"
    assert delivery_id(BODY, {"x-grafana-alerting-signature": "abc"}) == ""
