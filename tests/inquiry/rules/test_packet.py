"""What counts as which part of a packet, and whom to ask for the rest (R2.4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsight.inquiry.rules.packet import (
    FIRST_PARTS,
    Bringer,
    Brought,
    PartFact,
    sort_into,
    suggest,
)

PARTS = [PartFact(one.slug, one.formats, one.kinds, one.media, one.words) for one in FIRST_PARTS]


def parts_of(*things: Brought) -> dict[str, int]:
    there, rest = sort_into(PARTS, things)
    return {slug: len(found) for slug, found in there.items() if found} | (
        {"rest": len(rest)} if rest else {}
    )


@pytest.mark.parametrize(
    ("thing", "part"),
    [
        (Brought("slack-export", "message", name="slack"), "chat"),
        (Brought("webvtt", "speech", name="transcript"), "call"),
        (Brought("pagerduty", "page", name="pagerduty"), "alerts"),
        (Brought("github-webhook", "push", name="github"), "changes"),
        (Brought("statuspage", "status_update", name="statuspage"), "customers"),
        (Brought("csv", "record", name="checkout-tickets"), "ticket"),
        (Brought("document", media="image/png", name="orders-p99.png"), "dashboards"),
        (Brought("document", name="The pool https://grafana.example/d/42"), "dashboards"),
        (Brought("document", media="application/pdf", name="Notes"), "rest"),
        (Brought("slack-export", "reaction", name="tickets"), "chat"),
    ],
)
def test_evidence_ticks_off_its_part(thing, part) -> None:
    assert parts_of(thing) == {part: 1}


@given(st.lists(st.builds(Brought, format=st.sampled_from(["csv", "document", "jira", ""]), name=st.text())))
def test_whatever_is_there_is_counted_once(things) -> None:
    there, rest = sort_into(PARTS, things)

    assert sum(map(len, there.values())) + len(rest) == len(things)


def test_who_brought_such_evidence_before_comes_first_and_the_reasons_are_said() -> None:
    found = suggest(
        [
            Bringer("a", "Ada", part="Incident commander"),
            Bringer("b", "Bo", owns=("Checkout",), brought=2),
            Bringer("c", "Cy", owns=("Checkout", "Orders")),
            Bringer("d", "Di"),
        ]
    )

    assert [(one.name, one.why) for one in found] == [
        ("Bo", "brought such evidence for 2 incidents before; is in the team that has Checkout"),
        ("Ada", "was there as an incident commander"),
        ("Cy", "is in the team that has Checkout and Orders"),
    ]


def test_nobody_is_suggested_without_a_reason() -> None:
    assert suggest([Bringer("d", "Di")]) == []
