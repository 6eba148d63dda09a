"""What tools reported becomes candidates, grouped where tools repeat themselves (R3.7)."""

import pytest

from secondsight.record.rules.candidates.tools import find_reports
from secondsight.record.rules.vocabulary import EventKind as K
from tests.record.rules.candidates.making import bot, say, tool


def found(*facts) -> list[tuple[K, str]]:
    return [(candidate.kind, candidate.text) for candidate in find_reports(facts)]


def alert(status: str, minutes: float, name: str = "QueueDepthHigh", **details):
    return tool("alert", "more than 9,000 waiting", minutes, status=status, name=name, **details)


def test_alert_that_keeps_firing_is_one_candidate_with_a_count():
    (one,) = find_reports([alert("firing", n) for n in range(5)])

    assert one.text == "QueueDepthHigh firing: more than 9,000 waiting"
    assert "fired, 5 times until 12:04:00 UTC; this is the first" in one.why
    assert len(one.item_keys) == 5


def test_alert_that_comes_back_after_it_was_over_is_a_new_candidate():
    candidates = find_reports(
        [alert("firing", 0), alert("resolved", 20), alert("firing", 25), alert("resolved", 50)]
    )

    assert [candidate.why.split("” ")[1] for candidate in candidates] == [
        "fired.",
        "was over.",
        "fired.",
        "was over.",
    ]


def test_flapping_alert_is_told_once_with_its_end():
    flapping = [alert("firing" if n % 2 == 0 else "resolved", n * 5) for n in range(10)]

    first, last = find_reports(flapping)

    assert "5 times" in first.why
    assert last.occurred_at == flapping[-1].occurred_at


def test_alert_that_a_bot_also_posted_is_one_candidate_led_by_the_record():
    posted = bot("[FIRING] QueueDepthHigh\nmore than 9,000 waiting", 0)
    record = alert("firing", 0.01)

    (one,) = find_reports([posted, record])

    assert one.item_keys == (record.key, posted.key)
    assert one.why == "The alert “QueueDepthHigh” fired."


def test_alerts_of_different_names_stay_apart():
    assert len(find_reports([alert("firing", 0, "A"), alert("firing", 0.5, "B")])) == 2


def test_deployment_is_told_once_by_its_end():
    begun = tool(
        "deployment",
        "",
        0,
        title="Deploy v4.18.0 (f91356b) to production in shop/web",
        channel="shop/web",
        ref="v4.18.0",
    )
    queued = tool(
        "deployment_status",
        "",
        1,
        title="Deployment of v4.18.0: queued",
        channel="shop/web",
        ref="v4.18.0",
        state="queued",
    )
    done = tool(
        "deployment_status",
        "",
        5,
        title="Deployment of v4.18.0: success",
        channel="shop/web",
        ref="v4.18.0",
        state="success",
    )
    posted = bot("web v4.18.0 is live in production (8 of 8 pods)", 5.1, channel="deploys")

    (one,) = find_reports([begun, queued, done, posted])

    assert (one.kind, one.text, one.why) == (
        K.CHANGE,
        "Deployment of v4.18.0: success",
        "A deployment ended: success.",
    )
    assert one.occurred_at == done.occurred_at
    assert len(one.item_keys) == 4


def test_deployment_without_an_end_says_that_it_is_not_known():
    begun = tool("deployment", "", 0, title="Deploy v4.18.0", channel="shop/web", ref="v4.18.0")

    (one,) = find_reports([begun])

    assert one.why == "A deployment began; how it ended is not in the evidence."


def test_same_version_deployed_again_later_is_another_deployment():
    def live(minutes):
        return tool(
            "deployment_status",
            "",
            minutes,
            title="v4.18.0: success",
            channel="shop/web",
            ref="v4.18.0",
            state="success",
        )

    assert len(find_reports([live(0), live(20)])) == 2


def test_deployments_of_two_services_at_once_stay_apart():
    def live(channel):
        return tool("deployment_status", "", 0, title="success", channel=channel, ref="main", state="success")

    assert len(find_reports([live("shop/web"), live("shop/api")])) == 2


def test_status_page_and_what_it_said():
    rows = [
        tool("record", "Some customers cannot pay.", 0, state="investigating"),
        tool("record", "Everything works again.", 60, state="resolved"),
    ]

    assert found(*rows) == [
        (K.STATUS_UPDATE, "Some customers cannot pay."),
        (K.STATUS_UPDATE, "Everything works again."),
    ]


def test_rows_of_an_alert_table_are_alerts_by_their_columns():
    row = tool("record", "p99 above 2 s", 0, Status="Resolved", Severity="page", Name="LatencyHigh")

    assert found(row) == [(K.SIGNAL, "LatencyHigh resolved: p99 above 2 s")]


def test_alert_whose_words_begin_with_its_name_is_told_by_the_rest():
    row = tool(
        "record", "LatencyHigh\np99 above 2 s", 0, title="LatencyHigh", status="firing", severity="page"
    )

    assert found(row) == [(K.SIGNAL, "LatencyHigh firing: p99 above 2 s")]


def test_tickets_are_told_by_the_first_with_their_count():
    tickets = [
        tool("record", "It turns and turns.", n, channel="desk.csv", Ticket=f"T{n}", Subject="Page spins")
        for n in range(12)
    ]

    (one,) = find_reports(tickets)

    assert (one.kind, one.text, one.why) == (
        K.IMPACT,
        "Page spins",
        "The first of 12 tickets in the evidence.",
    )


@pytest.mark.parametrize(
    "fact",
    [
        tool("record", "a row of anything", colour="blue"),
        tool("record", "a task", status="open", priority="high"),
        tool("push", "", ref="refs/heads/feature", title="Push to feature"),
        tool("push", "", ref="refs/heads/main", deleted=True, title="Deleted main"),
        tool("workflow_run", "", conclusion="success", title="CI"),
        tool("workflow_run", "", action="requested", title="CI"),
        tool("release", "", action="edited", title="4.18"),
        tool("deployment_status", "", state="inactive", title="old"),
        bot("Good morning! It is Monday."),
        bot("Stand-up starts in 5 minutes"),
        say("[FIRING] QueueDepthHigh"),
    ],
)
def test_what_is_not_a_report_of_a_known_shape_is_left_alone(fact):
    assert found(fact) == []


@pytest.mark.parametrize(
    ("fact", "kind", "text"),
    [
        (
            tool(
                "push",
                "Push to main: 1 commit\n- Raise the pool",
                ref="refs/heads/main",
                title="Push to main: 1 commit",
            ),
            K.CHANGE,
            "Raise the pool",
        ),
        (
            tool("release", "", action="published", title="Release 4.18 published"),
            K.CHANGE,
            "Release 4.18 published",
        ),
        (
            tool("workflow_run", "", conclusion="failure", title='Workflow "Deploy": failure'),
            K.SIGNAL,
            'Workflow "Deploy": failure',
        ),
        (bot("Page sent: Data on-call"), K.ESCALATION, "Page sent: Data on-call"),
        (bot("[RESOLVED] LatencyHigh"), K.SIGNAL, "[RESOLVED] LatencyHigh"),
        (bot("web v4.17.3 → production, started"), K.CHANGE, "web v4.17.3 → production, started"),
    ],
)
def test_each_tools_report_becomes_a_candidate_in_its_own_words(fact, kind, text):
    assert found(fact) == [(kind, text)]


def test_pushes_of_a_busy_repository_are_not_proposed():
    pushes = [tool("push", "", n, ref="refs/heads/main", title=f"Push {n}") for n in range(11)]

    assert found(*pushes) == []
    assert len(found(*pushes[:10])) == 10
