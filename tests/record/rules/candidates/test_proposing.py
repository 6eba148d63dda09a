"""Everything that was brought in, searched together (R3.7, S9)."""

import json
import os
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsight.record.rules.candidates.facts import EvidenceFact
from secondsight.record.rules.candidates.proposing import propose
from secondsight.record.rules.vocabulary import EventKind, Phase
from tests.record.rules.candidates.making import NOON, say, tool

SHARED = Path(os.environ.get("SECONDSIGHT_SHARED_DATA", Path(__file__).parents[5] / "shared" / "data"))

# An outage of name resolution, told by two tools and five people with small talk in between.
OUTAGE = [
    tool(
        "deployment_status",
        "",
        -12,
        title="resolver v9.2.0: success",
        channel="net/resolver",
        ref="v9.2.0",
        state="success",
    ),
    tool("alert", "14% of lookups fail", 0, name="LookupFailures", status="firing", service="resolver"),
    say("morning all, cake in the kitchen", 1, "eve", channel="general"),
    say("acked. I'm seeing SERVFAIL for about 1 in 7 lookups", 2, "ana"),
    say("same here", 2.5, "bo"),
    say("declaring a sev2", 4, "ana"),
    say("I'll take command, Ana please dig, Bo talk to support", 5, "cy"),
    say("ok", 5.2, "bo"),
    say("support has 22 tickets so far, sites don't load", 8, "bo"),
    say("is it just me or is the coffee machine dead too", 9, "eve", channel="general"),
    say("I think the 9.2 release of the resolver drops large answers, timing fits", 11, "ana"),
    say("let's roll it back then", 12, "cy"),
    say("yes", 12.3, "ana"),
    say("I can't deploy, my token expired", 13, "ana"),
    say("@di can you press the button?", 14, "cy"),
    tool(
        "deployment_status",
        "",
        18,
        title="resolver v9.1.4: success",
        channel="net/resolver",
        ref="v9.1.4",
        state="success",
    ),
    say("failures still climbing, 19%", 21, "ana"),
    say("so it isn't the release", 22, "cy"),
    say("nice weather at least", 23, "eve", channel="general"),
    say("found it: one of the three upstreams has been returning empty answers since 11:40", 30, "di"),
    say("removed the upstream from the pool", 34, "di"),
    say("failures dropping, 2%", 36, "ana"),
    say("status page updated", 37, "bo"),
    tool("record", "Names resolve again.", 38, channel="status.csv", state="monitoring"),
    tool("alert", "0% of lookups fail", 41, name="LookupFailures", status="resolved", service="resolver"),
    say("resolved. thank you all", 50, "cy"),
    say("lunch?", 51, "bo"),
]


def test_an_outage_is_told_by_its_turning_points():
    told = [(candidate.kind, candidate.text) for candidate in propose(OUTAGE)]

    assert told == [
        (EventKind.CHANGE, "resolver v9.2.0: success"),
        (EventKind.SIGNAL, "LookupFailures firing: 14% of lookups fail"),
        (EventKind.OBSERVATION, "acked. I'm seeing SERVFAIL for about 1 in 7 lookups"),
        (EventKind.DECISION, "declaring a sev2"),
        (EventKind.HANDOFF, "I'll take command, Ana please dig, Bo talk to support"),
        (EventKind.IMPACT, "support has 22 tickets so far, sites don't load"),
        (EventKind.HYPOTHESIS, "I think the 9.2 release of the resolver drops large answers, timing fits"),
        (EventKind.DECISION, "let's roll it back then"),
        (EventKind.OBSERVATION, "I can't deploy, my token expired"),
        (EventKind.ESCALATION, "@di can you press the button?"),
        (EventKind.CHANGE, "resolver v9.1.4: success"),
        (EventKind.OBSERVATION, "failures still climbing, 19%"),
        (EventKind.HYPOTHESIS, "so it isn't the release"),
        (
            EventKind.HYPOTHESIS,
            "found it: one of the three upstreams has been returning empty answers since 11:40",
        ),
        (EventKind.ACTION, "removed the upstream from the pool"),
        (EventKind.OBSERVATION, "failures dropping, 2%"),
        (EventKind.STATUS_UPDATE, "Names resolve again."),
        (EventKind.SIGNAL, "LookupFailures resolved: 0% of lookups fail"),
        (EventKind.DECISION, "resolved. thank you all"),
    ]


def test_chat_about_a_status_update_is_laid_to_the_update():
    (update,) = [c for c in propose(OUTAGE) if c.kind is EventKind.STATUS_UPDATE]

    assert len(update.item_keys) == 2


def test_tools_reports_have_the_phase_that_people_had_reached():
    phases = {c.text: c.phase for c in propose(OUTAGE)}

    assert phases["resolver v9.2.0: success"] is None
    assert phases["LookupFailures firing: 14% of lookups fail"] is Phase.DETECTION
    assert phases["resolver v9.1.4: success"] is Phase.INVESTIGATION


def test_going_through_again_names_the_same_candidates():
    again = propose(reversed(OUTAGE))

    assert again == propose(OUTAGE)


def test_nothing_comes_of_nothing():
    assert propose([]) == []


WORDS = st.sampled_from(
    [fact.text for fact in OUTAGE if fact.kind == "message"] + ["ok", "", "[FIRING] X", "hm :)"]
)
KINDS = st.sampled_from(
    ["message", "alert", "deployment", "deployment_status", "release", "push", "workflow_run", "record"]
)
DETAILS = st.dictionaries(
    st.sampled_from(["state", "status", "conclusion", "ref", "name", "severity", "reactions", "ticket"]),
    st.sampled_from(["firing", "resolved", "success", "failure", "refs/heads/main", "investigating", ""])
    | st.none()
    | st.integers()
    | st.dictionaries(st.text(max_size=3), st.lists(st.text(max_size=3), max_size=2), max_size=2),
)


@st.composite
def evidence(draw) -> list[EvidenceFact]:
    count = draw(st.integers(0, 12))
    return [
        EvidenceFact(
            key=str(n),
            kind=draw(KINDS),
            occurred_at=NOON + timedelta(seconds=draw(st.integers(0, 5_000))),
            text=draw(WORDS),
            channel=draw(st.sampled_from(["a", "b", ""])),
            author_id=draw(st.sampled_from(["1", "2"])),
            is_bot=draw(st.booleans()),
            details=draw(DETAILS),
        )
        for n in range(count)
    ]


@given(evidence())
def test_every_candidate_rests_on_evidence_and_says_why(facts):
    keys = {fact.key: fact for fact in facts}

    candidates = propose(facts)

    assert [c.occurred_at for c in candidates] == sorted(c.occurred_at for c in candidates)
    assert len({c.fingerprint for c in candidates}) == len(candidates)
    for candidate in candidates:
        assert candidate.why
        assert len(candidate.why) <= 300
        assert len(set(candidate.item_keys)) == len(candidate.item_keys) > 0
        assert candidate.occurred_at == keys[candidate.item_keys[0]].occurred_at
        assert set(candidate.item_keys) <= set(keys)


@given(evidence())
def test_no_item_leads_or_joins_two_candidates(facts):
    joined = [key for candidate in propose(facts) for key in candidate.item_keys]

    assert len(joined) == len(set(joined))


def test_a_year_of_real_chat_without_an_incident_proposes_next_to_nothing():
    export = SHARED / "evidence" / "slack" / "houstondatavis-export.zip"
    if not export.exists():
        pytest.skip(f"no real export at {export}: set SECONDSIGHT_SHARED_DATA")
    facts = []
    with zipfile.ZipFile(export) as archive:
        for name in archive.namelist():
            if name.count("/") == 1 and name.endswith(".json"):
                facts += [
                    _message(name, number, message)
                    for number, message in enumerate(json.loads(archive.read(name)))
                ]

    assert len(facts) > 1_000
    assert len(propose(facts)) <= 3


def _message(name: str, number: int, message: dict) -> EvidenceFact:
    return EvidenceFact(
        key=f"{name}:{number}",
        kind="message",
        occurred_at=datetime.fromtimestamp(float(message["ts"]), UTC),
        text=message.get("text", ""),
        channel=name.split("/")[0],
        author_id=message.get("user", ""),
        is_bot="bot_id" in message,
        details={"subtype": message["subtype"]} if "subtype" in message else {},
    )
