"""What several tools tell of the same thing becomes one candidate that rests on all of them (R3.7)."""

from secondsight.record.rules.candidates.tools import find_reports
from tests.record.rules.candidates.making import bot, tool


def monitoring(state: str, minutes: float, name: str = "CheckoutErrorRateHigh"):
    return tool(
        "alert",
        f"{name}\nmore than 5% fail",
        minutes,
        title=name,
        channel="checkout",
        key=f"alertmanager:{name}:{state}:{minutes}",
        state=state,
        name=name,
    )


def paging(state: str, minutes: float, name: str):
    return tool(
        "alert",
        f"{name}\nTriggered through the API",
        minutes,
        title=name,
        channel="Checkout (production)",
        key=f"pagerduty:{name}:{state}:{minutes}",
        state=state,
        name=name,
    )


def test_an_alert_in_monitoring_paging_and_chat_is_one_candidate_led_by_the_first_record():
    fired = monitoring("firing", 0)
    called = paging("firing", 0.5, "[FIRING:1] CheckoutErrorRateHigh checkout (critical)")
    posted = bot("[FIRING:1] CheckoutErrorRateHigh\nmore than 5% fail", 0.2)

    (one,) = find_reports([called, posted, fired])

    assert one.item_keys[0] == fired.key
    assert set(one.item_keys) == {fired.key, called.key, posted.key}
    assert "3 sources tell it" in one.reasons
    assert one.why == "The alert “CheckoutErrorRateHigh” fired."


def test_an_alert_told_in_other_words_at_the_same_time_is_the_same():
    fired, called = monitoring("firing", 0), paging("firing", 1, "High error rate on checkout")

    (one,) = find_reports([fired, called])

    assert one.item_keys == (fired.key, called.key)


def test_the_same_words_hours_apart_are_two_alerts():
    fired, called = monitoring("firing", 0), paging("firing", 200, "High error rate on checkout")

    assert len(find_reports([fired, called])) == 2


def test_two_alerts_of_one_tool_stay_two_however_alike_their_names():
    one, other = monitoring("firing", 0), monitoring("firing", 0.5, "CheckoutErrorRateHighEurope")

    assert len(find_reports([one, other])) == 2


def test_an_end_told_late_by_a_second_tool_is_no_new_episode():
    told = [
        monitoring("firing", 0),
        monitoring("resolved", 10),
        monitoring("firing", 11),
        paging("resolved", 12, "CheckoutErrorRateHigh"),
        monitoring("resolved", 30),
    ]

    kinds = [candidate.sign for candidate in find_reports(told)]

    assert kinds == ["alert_fired", "alert_cleared", "alert_fired", "alert_cleared"]


def test_a_deployment_in_the_code_host_a_table_and_the_chat_is_one_candidate():
    done = tool(
        "deployment_status",
        "",
        0,
        title="Deployment of v4.18.0: success",
        channel="shop/web",
        ref="v4.18.0",
        state="success",
    )
    row = tool("record", "web went out", 0.5, channel="deploys.csv", service="web", version="4.18.0")
    posted = bot("web v4.18.0 is live in production", 0.2, channel="deploys")

    (one,) = find_reports([row, posted, done])

    assert set(one.item_keys) == {done.key, row.key, posted.key}
    assert "3 sources tell it" in one.reasons


def test_a_rollout_told_by_a_change_with_a_version_is_a_deployment():
    pushed = tool(
        "change", "web synced to v4.18.0", 0, title="web synced to v4.18.0", service="web", state="synced"
    )
    posted = bot("web v4.18.0 is live in production", 0.2, channel="deploys")

    (one,) = find_reports([pushed, posted])

    assert one.why == "A deployment ended: synced."


def test_a_status_page_in_two_tools_is_one_update():
    page = tool(
        "status_update",
        "Checkout: investigating\nSome customers cannot pay.",
        0,
        title="Checkout: investigating",
        channel="Quillbarrow",
        state="investigating",
    )
    row = tool("record", "Some customers cannot pay.", 0.3, channel="status.csv", state="investigating")

    (one,) = find_reports([page, row])

    assert one.text == "Some customers cannot pay."
    assert one.item_keys == (page.key, row.key)
