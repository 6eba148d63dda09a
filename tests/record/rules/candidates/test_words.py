"""Which words mark a turning point, and which only sound like it (R3.7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsight.record.rules.candidates.chat import find_turning_points
from secondsight.record.rules.vocabulary import EventKind as K
from tests.record.rules.candidates.making import NOON, say

IN_THE_THICK_OF_IT = [NOON] * 5


def kind_of(text: str) -> K | None:
    """What a message reads like in the middle of an incident."""
    found = find_turning_points([say(text)], busy_at=IN_THE_THICK_OF_IT).candidates
    return found[0].kind if found else None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I'm declaring a sev2 for this", K.DECISION),
        ("opening an incident, checkout is broken", K.DECISION),
        ("this is a SEV-1", K.DECISION),
        ("I'll take command", K.HANDOFF),
        ("Taking over as IC from Mira", K.HANDOFF),
        ("handing over to Tokyo now, notes are in the doc", K.HANDOFF),
        ("paged the network on-call", K.ESCALATION),
        ("@priya can you have a look at the replicas?", K.ESCALATION),
        ("anyone from storage around? need help with a volume", K.ESCALATION),
        ("we need someone who knows the resolver", K.ESCALATION),
        ("@Hana Mizrahi please join us", K.ESCALATION),
        ("I suspect the new cache layer", K.HYPOTHESIS),
        ("my theory: the cert on the edge proxies expired at midnight", K.HYPOTHESIS),
        ("it isn't the deploy, the old version is just as slow", K.HYPOTHESIS),
        ("ruled out DNS, resolution is instant from every host", K.HYPOTHESIS),
        ("I think it's the connection pool, 40 of 40 in use", K.HYPOTHESIS),
        ("first thought: the provider throttles us again", K.HYPOTHESIS),
        ("turned the bounce handler off in prod, no difference", K.OBSERVATION),
        ("Leila knows the agency. calling her", K.ESCALATION),
        ("checkout works again for me, orders come through", K.OBSERVATION),
        ("let's roll back to 2.31", K.DECISION),
        ("we'll fail over to the second region", K.DECISION),
        ("ok we decided: drain the queue first", K.DECISION),
        ("let’s restart the brokers one at a time", K.DECISION),
        ("rolled back the gateway", K.ACTION),
        ("restarted the consumer group, lag is 12k", K.ACTION),
        ("Rolling back now", K.ACTION),
        ("scaled the api to 30 pods", K.ACTION),
        ("I'm seeing 502s from every region, 30% of requests", K.OBSERVATION),
        ("error rate spiking to 12%", K.OBSERVATION),
        ("latency back to normal, p95 140 ms", K.OBSERVATION),
        ("I don't have access to the production database", K.OBSERVATION),
        ("the runbook is out of date, this page does not exist", K.OBSERVATION),
        ("errors are getting worse, 40% now", K.OBSERVATION),
        ("customers can't log in, 35 tickets so far", K.IMPACT),
        ("status page updated", K.STATUS_UPDATE),
        ("Resolved. Thanks everybody", K.DECISION),
        ("marking this as mitigated", K.DECISION),
        ("heads up: search has been looking at the same errors since noon", K.COMMUNICATION),
    ],
)
def test_words_that_mark_a_turning_point(text, kind):
    assert kind_of(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "I think it's lunch time",
        "anyone from the office up for coffee?",
        "looks like rain",
        "could be worse :)",
        "probably Thursday",
        "thanks!",
        "+1",
        "ok",
        "brb",
        "welcome @mira",
        "has anyone got a minute for my pull request?",
        "reminder: badges stop working on Friday",
        "happy birthday @ben, hope it's a great one",
        "let's get lunch at 12:30",
        "let's meet on Monday",
        "I decided to take the train",
        "should we roll back?",
        "we could restart it but I don't know",
        "have you restarted the pods?",
        "don't roll back yet",
        "if it is resolved we can go home",
        "not resolved yet",
        "where is the dashboard?",
        "I love this graph, great talk at the conference",
        "can you send me the slides",
        "https://example.org/rolled-back-the-deploy",
        ":tada: :rocket:",
        "> rolled back the gateway",
        "just saw your message",
    ],
)
def test_words_that_only_sound_like_a_turning_point(text):
    assert kind_of(text) is None


@pytest.mark.parametrize(
    "text", ["I don't think it's the deploy", "I don’t think it's the deploy", "I dont think its the deploy"]
)
def test_apostrophes_are_written_in_many_ways(text):
    assert kind_of(text) is K.HYPOTHESIS


@given(st.text(max_size=300))
def test_no_text_breaks_the_search(text):
    for candidate in find_turning_points([say(text)], busy_at=IN_THE_THICK_OF_IT).candidates:
        assert candidate.text
        assert len(candidate.text) <= 300
        assert len(candidate.why) <= 300
