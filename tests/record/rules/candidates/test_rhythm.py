"""A channel that wakes at once or falls silent while things go wrong is a sign of its own (R3.7)."""

from secondsight.record.rules.candidates.proposing import propose
from secondsight.record.rules.candidates.signs import Sign
from tests.record.rules.candidates.making import say, tool

# Alerts around, so that nothing stands alone.
ALERTS = [
    tool("alert", "slow", n, name=f"Latency{name}", state="firing") for n, name in enumerate("ABCD", 58)
]


def chatter(start: float, count: int, every: float, channel: str = "incident-1"):
    return [say("ok", start + n * every, f"p{n % 4}", channel=channel) for n in range(count)]


def of(sign: Sign, facts) -> list[str]:
    return [candidate.why for candidate in propose(facts) if candidate.sign is sign]


def test_talk_that_sets_in_at_once_after_a_quiet_while_says_how_much_and_how_long():
    messages = [*chatter(0, 10, 4), *chatter(60, 38, 0.1)]

    assert of(Sign.BURST, [*messages, *ALERTS]) == [
        "38 messages within 4 minutes in #incident-1, after 24 min without any."
    ]


def test_a_channel_that_always_talks_so_much_has_no_burst():
    messages = [say for block in range(12) for say in chatter(block * 20, 12, 0.25)]

    assert of(Sign.BURST, [*messages, *ALERTS]) == []


def test_a_silence_in_the_middle_of_things_says_how_long_it_was():
    messages = [*chatter(50, 20, 0.5), *chatter(75, 20, 0.5)]

    assert of(Sign.SILENCE, [*messages, *ALERTS]) == [
        "Nobody wrote in #incident-1 for 15 min, after 20 messages in the 15 minutes before."
    ]


def test_people_may_fall_silent_once_it_is_called_over():
    messages = [*chatter(50, 20, 0.5), say("resolved, thanks all", 64, "ana"), *chatter(80, 20, 0.5)]

    assert of(Sign.SILENCE, [*messages, *ALERTS]) == []
    assert of(Sign.SILENCE, [*messages, *ALERTS, tool("alert", "slow", 70, name="E", state="firing")]) != []


def test_a_night_is_no_silence():
    messages = [*chatter(50, 20, 0.5), *chatter(600, 5, 1)]

    assert of(Sign.SILENCE, [*messages, *ALERTS]) == []


def test_a_birthday_in_a_quiet_week_is_no_burst():
    messages = [*chatter(0, 10, 200), *chatter(3_000, 38, 0.1)]

    assert propose(messages) == []


def test_a_message_that_was_proposed_already_gains_the_reason():
    declared = say("declaring a sev1, 3 checkouts in 4 fail", 60, "ana")
    messages = [*chatter(0, 10, 4), declared, *chatter(60.1, 38, 0.1)]

    (candidate,) = [c for c in propose([*messages, *ALERTS]) if c.item_keys[0] == declared.key]

    assert candidate.sign is Sign.DECLARED
    assert "39 messages within 4 minutes in #incident-1, after 24 min without any" in candidate.reasons
