"""What stands near an alert's start or end weighs more, and says so (R3.7)."""

import pytest

from secondsight.record.rules.candidates.proposing import propose
from secondsight.record.rules.candidates.signs import Strength, strength_of
from tests.record.rules.candidates.making import tool


def alert(state: str, minutes: float, name: str = "LatencyHigh", **more):
    return tool("alert", "p99 above 2 s", minutes, state=state, name=name, **more)


def deployment(version: str, minutes: float, channel: str = "shop/web"):
    return tool(
        "deployment_status",
        "",
        minutes,
        title=f"{version}: success",
        channel=channel,
        ref=version,
        state="success",
    )


def scored(*facts):
    return {candidate.text: candidate for candidate in propose(facts)}


def test_a_deployment_minutes_before_the_first_alert_says_how_many():
    found = scored(deployment("v4.18.0", -6), deployment("v1.2.0", -400, "shop/mail"), alert("firing", 0))

    near, far = found["v4.18.0: success"], found["v1.2.0: success"]
    assert "6 min before the first alert fired" in near.reasons
    assert near.score > far.score
    assert far.reasons == ()


def test_going_back_before_the_alert_is_over_says_both():
    found = scored(
        deployment("v4.18.0", -6), alert("firing", 0), deployment("v4.17.3", 20), alert("resolved", 24)
    )

    back = found["v4.17.3: success"]
    assert back.sign == "rolled_back"
    assert set(back.reasons) == {
        "it goes back from 4.18.0 to 4.17.3",
        "4 min before “LatencyHigh” cleared",
    }


def test_a_commit_that_ran_before_is_going_back_although_commits_have_no_order():
    first, second = "1a2b3c4d5e6f", "0f0f0f0f0f0f"
    found = propose([deployment(first, 0), deployment(second, 60), deployment(first, 120)])

    assert [candidate.sign for candidate in found] == ["deployed", "deployed", "rolled_back"]
    assert found[2].reasons == ("it goes back from 0f0f0f0f0f0f to 1a2b3c4d5e6f",)


def test_a_version_that_is_put_out_again_after_going_back_goes_forward():
    found = propose([deployment("v4.18.0", 0), deployment("v4.17.3", 60), deployment("v4.18.0", 120)])

    assert [candidate.sign for candidate in found] == ["deployed", "rolled_back", "deployed"]


def test_a_change_after_everything_is_not_said_to_be_near_anything():
    found = scored(alert("firing", 0), alert("resolved", 20), deployment("v4.18.1", 40))

    assert found["v4.18.1: success"].reasons == ()


def test_the_first_alert_weighs_more_than_the_second_and_a_warning_less():
    found = propose([alert("firing", n, name) for n, name in enumerate(("A", "B"))])
    warned = propose([alert("firing", 0, "A"), alert("firing", 1, "B", severity="warning")])

    assert found[0].score > found[1].score > warned[1].score
    assert "rated warning" in warned[1].reasons


@pytest.mark.parametrize(
    ("score", "word"),
    [(0, Strength.MAYBE), (0.5, Strength.LIKELY), (0.7, Strength.STRONG), (1, Strength.STRONG)],
)
def test_people_are_shown_a_word(score, word):
    assert strength_of(score) is word
