"""What an action says of itself: is it verifiable, when is it done, who has it, until when."""

import pytest

from secondsight.language.wording import wording_of


@pytest.mark.parametrize(
    ("text", "owner", "due"),
    [
        ("Add an alert on the queue (owner: Bo Varga), by 2026-04-06", "Bo Varga", "by 2026-04-06"),
        ("Remove the old cron job @bo by end of the month", "bo", "by end of the month"),
        ("Bo to document the failover within two weeks", "Bo", "within two weeks"),
        ("Upgrade the gateway in Q2 2026 (Bo to call a meeting)", "Bo", "Q2 2026"),
        ("Upgrade the gateway until 6 April 2026. Owner: Harbour", "Harbour", "until 6 April 2026"),
        ("Consider to split the importer", "", ""),
        ("Add an alert on the queue", "", ""),
    ],
)
def test_owner_and_date_are_found_where_they_stand(text: str, owner: str, due: str) -> None:
    found = wording_of(text, is_told=True)

    assert found is not None
    assert (found.owner, found.due) == (owner, due)


@pytest.mark.parametrize(
    ("text", "is_verifiable", "change"),
    [
        ("Add an alert on the queue when it is older than 5 minutes", True, "system"),
        ("The runbook has been documented", True, "system"),
        ("Raise the limit to 200 connections", True, "system"),
        ("Improve monitoring", False, "system"),
        ("Look into the retry settings", False, "inquiry"),
        ("Be more careful with the router", False, "individual"),
        ("Need to devise a plan for the move", False, "inquiry"),
        ("Load testing of the gateway", False, "system"),
    ],
)
def test_a_stranger_could_say_that_it_is_done_or_not(text: str, is_verifiable: bool, change: str) -> None:
    found = wording_of(text, is_told=True)

    assert found is not None
    assert (found.is_verifiable, found.change) == (is_verifiable, change)
    assert bool(found.done) is False or is_verifiable


def test_what_done_is_stands_in_the_action_s_own_words() -> None:
    found = wording_of("Remove the old cron job")

    assert found is not None
    assert found.done == "Done when the old cron job is gone."


@pytest.mark.parametrize("text", ["", "It was quiet.", "The engineer saw the queue grow at 14:02."])
def test_what_asks_for_nothing_is_no_action(text: str) -> None:
    assert wording_of(text) is None
