"""A webhook of GitLab is believed only with our secret."""

import pytest

from secondsight.integrations.gitlab.signature import delivery_id, is_signed

SECRET = "dry paper four lämps"


@pytest.mark.parametrize(
    ("token", "signed"),
    [(SECRET, True), (SECRET + " ", False), ("another", False), ("", False), ("ü", False)],
)
def test_only_our_secret_opens(token: str, signed: bool) -> None:
    assert is_signed(b"{}", {"x-gitlab-token": token}, SECRET) is signed


def test_nothing_is_believed_without_a_secret() -> None:
    assert not is_signed(b"{}", {"x-gitlab-token": ""}, "")
    assert not is_signed(b"{}", {}, SECRET)


def test_a_delivery_is_known_by_the_key_that_a_retry_repeats() -> None:
    sent = {"idempotency-key": "f5e5", "x-gitlab-event-uuid": "13792a34"}

    assert delivery_id(b"{}", sent) == "f5e5"
    assert delivery_id(b"{}", {"x-gitlab-event-uuid": "13792a34"}) == "13792a34"
    assert delivery_id(b"{}", {}) == ""
