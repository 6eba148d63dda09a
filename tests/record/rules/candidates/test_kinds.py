"""Every kind of evidence is gone through: pages, changes, clusters, tickets, calls and mails (R3.7)."""

import pytest

from secondsight.record.rules.candidates.chat import find_turning_points
from secondsight.record.rules.candidates.proposing import propose
from secondsight.record.rules.candidates.tools import find_reports
from secondsight.record.rules.vocabulary import EventKind as K
from tests.record.rules.candidates.making import NOON, say, tool

BUSY = [NOON] * 5


def page(state: str, minutes: float, who: str = "Ilse Brandvik", *, text: str = "", channel: str = "Orders"):
    return tool(
        "page",
        "",
        minutes,
        title=text or f"{who} was {state}: orders-api slow",
        channel=channel,
        state=state,
        to=who,
        name="orders-api slow",
    )


def test_one_call_by_phone_message_and_mail_is_one_candidate():
    (one,) = find_reports([page("notified", n / 10) for n in range(3)])

    assert (one.kind, one.reasons) == (K.ESCALATION, ("told 3 times",))


def test_assigned_to_somebody_and_calling_them_is_one_candidate_and_calling_another_is_not():
    told = [page("assigned", 0), page("notified", 0.2), page("notified", 0.3, "Sipho Lindqvist")]

    assert [len(candidate.item_keys) for candidate in find_reports(told)] == [2, 1]


def test_the_first_acknowledgement_is_told_from_the_others():
    first, second = find_reports([page("acknowledged", 4), page("acknowledged", 30, "Arjun Velankar")])

    assert first.reasons == ("the first acknowledgement in the evidence",)
    assert first.score > second.score
    assert second.reasons == ()


def test_an_alert_that_somebody_acknowledged_is_an_answer_and_no_alert():
    acked = tool("alert", "", 3, title="Acknowledged by Ilse", name="SlowOrders", state="acknowledged")

    (one,) = find_reports([acked])

    assert (one.kind, one.sign) == (K.ESCALATION, "acknowledged")


def test_a_page_that_nobody_answered_weighs_more_than_a_call():
    called, passed_on = find_reports([page("notified", 0), page("escalated", 10)])

    assert passed_on.score > called.score
    assert "not answered" in passed_on.why


@pytest.mark.parametrize("state", ["snoozed", "limit_reached"])
def test_paperwork_of_a_pager_is_left_alone(state):
    assert find_reports([page(state, 0)]) == []


def test_a_flag_that_was_switched_is_a_change():
    (one,) = find_reports([tool("change", "", title="flag new-basket turned on", service="web")])

    assert (one.kind, one.text) == (K.CHANGE, "flag new-basket turned on")


def test_of_many_commits_those_shortly_before_an_alert_are_shown():
    commits = [
        tool("change", "", n, title=f"Tidy up {n}", channel="shop/web", key=f"git:{n}")
        for n in range(0, 600, 5)
    ]
    alert = tool("alert", "slow", 301, name="LatencyHigh", state="firing")

    shown = [candidate for candidate in find_reports([*commits, alert]) if candidate.kind is K.CHANGE]

    assert [candidate.text for candidate in shown][-1] == "Tidy up 300"
    assert len(shown) == 10
    assert find_reports(commits) == []


def warning(reason: str, minutes: float, **more):
    return tool(
        "cluster_event",
        f"{reason}: pod web-{minutes}",
        minutes,
        title=f"{reason}: pod web-{minutes}",
        channel="shop",
        reason=reason,
        key=f"k8s:{reason}:{minutes}",
        **{"type": "Warning"} | more,
    )


def test_a_clusters_warnings_are_told_by_the_first_of_each_reason():
    events = [warning("BackOff", n / 10) for n in range(40)] + [warning("Unhealthy", 1)]

    backing_off, unhealthy = find_reports(events)

    assert "BackOff, 40 times" in backing_off.why
    assert backing_off.reasons == ("21 such warnings within two minutes",)
    assert backing_off.score > unhealthy.score


def test_a_warning_without_a_reason_is_told_by_its_words():
    degraded = tool("cluster_event", "", title="checkout is Degraded", channel="checkout", severity="warning")

    (one,) = find_reports([degraded])

    assert one.why == "The cluster warned: checkout is Degraded."


def test_a_clusters_normal_work_is_left_alone():
    assert find_reports([warning("Pulled", 0, type="Normal")]) == []


def test_a_reason_that_returns_after_a_quiet_while_is_told_again():
    assert len(find_reports([warning("BackOff", 0), warning("BackOff", 50)])) == 2


def test_customers_tickets_are_told_by_the_first_and_an_incidents_ticket_by_its_steps():
    desk = [tool("ticket", "", n, title=f"Page spins {n}", channel="desk", number=f"T{n}") for n in range(5)]
    one = [
        tool("ticket", "", n, title="INC-7 checkout slow", channel="INC", number="INC-7", state=state)
        for n, state in ((0, "open"), (9, "priority_changed"), (40, "resolved"))
    ]

    assert [c.why for c in find_reports(desk)] == ["The first of 5 tickets in the evidence."]
    assert [c.why for c in find_reports(one)] == [
        "The ticket “INC-7” was written.",
        "The ticket “INC-7” was closed: resolved.",
    ]


def spoken(text: str, seconds: float, who: str = "ana"):
    cue = say(text, seconds / 60, who, channel="bridge.vtt")
    return type(cue)(cue.key, "speech", cue.occurred_at, text, "bridge.vtt", who, who.capitalize())


def test_words_that_a_transcript_broke_off_are_read_together():
    cues = [spoken("okay so let's roll back", 0), spoken("the gateway to 4.17 then", 4)]

    (point,) = find_turning_points(cues, busy_at=BUSY).candidates

    assert point.text == "okay so let's roll back the gateway to 4.17 then"
    assert point.item_keys == (cues[0].key, cues[1].key)


def test_a_mail_stands_by_itself_and_quoted_mails_in_it_are_not_read():
    mail = say("Declaring a sev1 for checkout, 3 in 4 fail.\n> I suspect the deploy", 0, channel="inbox")
    mail = type(mail)(mail.key, "mail", mail.occurred_at, mail.text, "inbox", "bo", "Bo")

    (point,) = find_turning_points([mail], busy_at=BUSY).candidates

    assert point.sign == "declared"


def test_of_a_long_message_the_telling_part_is_shown():
    words = "There is much to say about the weather today and it goes on and on. " * 10
    (point,) = find_turning_points([say(f"{words}I suspect the gateway deploy.")], busy_at=BUSY).candidates

    assert point.text == "…I suspect the gateway deploy."


def test_a_link_to_a_dashboard_speaks_for_a_message():
    linked = say("what is this? https://grafana.quillbarrow.example/d/orders", 0)

    (point,) = find_turning_points([linked], busy_at=BUSY).candidates

    assert "it links to a dashboard" in point.reasons


def test_people_who_speak_of_a_deployment_are_laid_to_it():
    done = tool(
        "deployment_status",
        "",
        0,
        title="web v4.17.3: success",
        channel="shop/web",
        ref="v4.17.3",
        state="success",
    )
    said = say("rolled back, 4.17.3 is out", 1)
    other = say("rolled back the proxy config", 2, "cy")

    found = propose([done, said, other, say("seeing 20% errors from the gateway", 1.5, "ana")])

    deployment = next(c for c in found if c.item_keys[0] == done.key)
    assert said.key in deployment.item_keys
    assert other.key not in deployment.item_keys
