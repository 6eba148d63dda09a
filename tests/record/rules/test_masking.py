"""Secrets are masked; hashes, addresses and talk of passwords are left alone."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsight.record.rules.masking import find_secrets, mask

# Put together here, so that no scanner takes this file for one that leaks.
FOUND = {
    "AWS Access Key": "use " + "AKIA" + "Q3EXAMPLE7KEYS42",
    "GitHub Token": "export GH=" + "ghp_" + "a1B2" * 9,
    "GitLab token": "glpat-" + "x9_Y" * 5 + " is for the runner",
    "Slack Token": "xoxb" + "-123456789012-abcdefghijklmnop",
    "JSON Web Token": "eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiIxMjM0In0." + "abcDEF123456",
    "Stripe Access Key": "sk_live" + "_" + "4eC39HqLyjWDarjtT1zdp7dc",
    "Bearer token": "curl -H 'Authorization: Bearer " + "abcdefghijklmnop1234'",
    "Password in an address": "postgres://app:" + "s3cr3tpw@db:5432/shop",
    "Password or key": "the password is: " + "correct-horse-battery",
    "Private key": "-----BEGIN RSA " + "PRIVATE KEY-----\nMIIEabc\n-----END RSA PRIVATE KEY-----",
}
HARMLESS = (
    "rolled back to 9f3c2ab1d0e4f5a6b7c8d9e0f1a2b3c4d5e6f7a8",
    "password reset mails are late",
    "token bucket = empty",
    "the api key: see vault",
    "password: [masked 1: Password or key]",
    "https://dash.example:8443/d/42?from=now-1h&to=now",
    "password=$DB_PASSWORD",
    "the key: https://wiki.example/keys",
    "sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
)


@pytest.mark.parametrize("kind", FOUND)
def test_a_secret_is_found_by_its_shape_and_named(kind):
    text = FOUND[kind]

    (secret,) = find_secrets(text)

    assert secret.kind == kind
    shown = mask(text, [secret])
    assert secret.value not in shown
    assert f"[masked 1: {kind}]" in shown


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_looks_like_one_is_left_alone(text):
    assert find_secrets(text) == []


def test_a_secret_is_masked_in_json_too_however_it_is_escaped():
    key = FOUND["Private key"]

    shown = mask(json.dumps({"text": key}), find_secrets(key))

    assert json.loads(shown) == {"text": "[masked 1: Private key]"}


def test_two_secrets_are_numbered_in_their_order():
    text = f"{FOUND['AWS Access Key']} and {FOUND['Slack Token']}"

    assert mask(text, find_secrets(text)) == "use [masked 1: AWS Access Key] and [masked 2: Slack Token]"


@given(st.text())
def test_what_is_masked_once_has_nothing_left_to_mask(text):
    shown = mask(text, find_secrets(text))

    assert find_secrets(shown) == []
