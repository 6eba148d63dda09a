"""Eligibility explains itself: hard rules ask for a reason, soft ones advise (R2.1, R2.2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsight.inquiry.rules.eligibility import (
    Candidacy,
    Objection,
    ReasonMissing,
    Room,
    RoomPolicy,
    judge,
    judge_room,
    require_reason,
)
from secondsight.inquiry.rules.vocabulary import MeetingMode, Role
from secondsight.record.rules.vocabulary import Part


def rules(objections: list[Objection]) -> list[tuple[str, bool]]:
    return [(objection.rule, objection.is_hard) for objection in objections]


CASES = {
    "facilitator who commanded": (
        Role.FACILITATOR,
        Candidacy("Ana", parts=frozenset({Part.INCIDENT_COMMANDER})),
        [("facilitator_was_central", True)],
    ),
    "facilitator who was primary responder": (
        Role.FACILITATOR,
        Candidacy("Ana", parts=frozenset({Part.PRIMARY_RESPONDER})),
        [("facilitator_was_central", True)],
    ),
    "facilitator who only watched": (
        Role.FACILITATOR,
        Candidacy("Ana", parts=frozenset({Part.OBSERVER})),
        [],
    ),
    "facilitator from an involved team": (
        Role.FACILITATOR,
        Candidacy("Ana", teams=frozenset({"Payments"}), involved_teams=frozenset({"Payments", "Data"})),
        [("facilitator_from_involved_team", False)],
    ),
    "facilitator from elsewhere": (
        Role.FACILITATOR,
        Candidacy("Ana", teams=frozenset({"Search"}), involved_teams=frozenset({"Payments"})),
        [],
    ),
    "scribe who was primary responder": (
        Role.SCRIBE,
        Candidacy("Ana", parts=frozenset({Part.PRIMARY_RESPONDER}), knows_systems=True),
        [("scribe_was_primary_responder", True)],
    ),
    "scribe who commanded may write": (
        Role.SCRIBE,
        Candidacy("Ana", parts=frozenset({Part.INCIDENT_COMMANDER})),
        [],
    ),
    "scribe new to the systems": (
        Role.SCRIBE,
        Candidacy("Ana", knows_systems=False),
        [("scribe_new_to_systems", False)],
    ),
    "scribe of whom nobody said what they know": (Role.SCRIBE, Candidacy("Ana"), []),
    "owner from the owning team": (
        Role.OWNER,
        Candidacy("Ana", teams=frozenset({"Payments"}), owning_teams=frozenset({"Payments"})),
        [],
    ),
    "owner named for the service": (
        Role.OWNER,
        Candidacy("Ana", owning_teams=frozenset({"Payments"}), has_named_authority=True),
        [],
    ),
    "owner from another team": (
        Role.OWNER,
        Candidacy("Ana", teams=frozenset({"Search"}), owning_teams=frozenset({"Payments"})),
        [("owner_without_authority", True)],
    ),
    "owner of services that nobody owns": (
        Role.OWNER,
        Candidacy("Ana", teams=frozenset({"Search"})),
        [("owner_authority_unknown", False)],
    ),
    "participant with any part": (Role.PARTICIPANT, Candidacy("Ana", parts=frozenset(Part)), []),
    "hard before soft": (
        Role.FACILITATOR,
        Candidacy(
            "Ana",
            parts=frozenset({Part.PRIMARY_RESPONDER}),
            teams=frozenset({"Payments"}),
            involved_teams=frozenset({"Payments"}),
        ),
        [("facilitator_was_central", True), ("facilitator_from_involved_team", False)],
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_role_is_judged_by_the_part_played_and_the_team(case):
    role, candidate, expected = case

    assert rules(judge(role, candidate)) == expected


def test_objection_names_the_person_the_part_and_the_team():
    candidate = Candidacy(
        "Ana Sousa",
        parts=frozenset({Part.INCIDENT_COMMANDER}),
        teams=frozenset({"Payments"}),
        involved_teams=frozenset({"Payments"}),
    )

    hard, soft = judge(Role.FACILITATOR, candidate)

    assert hard.sentence.startswith("Ana Sousa was incident commander:")
    assert "Payments" in soft.sentence


@pytest.mark.parametrize(
    ("room", "expected"),
    [
        (Room(core=4), []),
        (Room(core=7), []),
        (Room(core=3), ["core_too_small"]),
        (Room(core=8), ["core_too_large"]),
        (Room(core=6, guests=3, audience=4), ["audience_too_large"]),
        (Room(core=6, guests=3, audience=3), []),
        (Room(core=9, policy=RoomPolicy(core_maximum=9)), []),
        (Room(core=2, audience=40, mode=MeetingMode.ASYNC), []),
        (Room(core=5, is_customer_facing=True), ["without_customer_voice"]),
        (
            Room(core=5, is_customer_facing=True, parts_present=frozenset({Part.CUSTOMER_VOICE})),
            [],
        ),
        (
            Room(core=5, parts_played=frozenset({Part.INCIDENT_COMMANDER, Part.OBSERVER})),
            ["without_incident_commander"],
        ),
        (
            Room(
                core=5,
                parts_played=frozenset({Part.PRIMARY_RESPONDER}),
                parts_present=frozenset({Part.PRIMARY_RESPONDER}),
            ),
            [],
        ),
    ],
)
def test_room_gets_advice_on_its_size_and_its_voices(room, expected):
    assert [objection.rule for objection in judge_room(room)] == expected


def test_one_more_guest_is_told_when_the_room_is_full():
    full = Room(core=7, guests=6)

    assert [o.rule for o in judge(Role.GUEST, Candidacy("Bo"), full)] == ["audience_too_large"]
    assert judge(Role.FACILITATOR, Candidacy("Bo"), full) == []


def test_hard_objection_without_a_reason_is_refused_and_says_what_to_do():
    objections = judge(Role.OWNER, Candidacy("Bo", owning_teams=frozenset({"Data", "Payments"})))

    with pytest.raises(ReasonMissing) as refused:
        require_reason(objections, "  ")

    assert "Data and Payments" in refused.value.message
    assert "Nothing was changed" in refused.value.message
    assert refused.value.objections == tuple(objections)


def test_hard_objection_with_a_reason_passes():
    objections = judge(Role.SCRIBE, Candidacy("Bo", parts=frozenset({Part.PRIMARY_RESPONDER})))

    require_reason(objections, "We are two people in all.")


people = st.builds(
    Candidacy,
    name=st.just("Bo"),
    parts=st.frozensets(st.sampled_from(list(Part))),
    teams=st.frozensets(st.sampled_from(["A", "B"])),
    involved_teams=st.frozensets(st.sampled_from(["A", "B"])),
    owning_teams=st.frozensets(st.sampled_from(["A", "B"])),
    has_named_authority=st.booleans(),
    knows_systems=st.none() | st.booleans(),
)


@given(role=st.sampled_from(list(Role)), person=people)
def test_a_reason_is_asked_for_exactly_when_a_hard_rule_is_broken(role, person):
    objections = judge(role, person)

    if any(objection.is_hard for objection in objections):
        with pytest.raises(ReasonMissing):
            require_reason(objections, "")
    else:
        require_reason(objections, "")
    require_reason(objections, "Said aloud.")


@given(core=st.integers(0, 40), guests=st.integers(0, 40), audience=st.integers(0, 40))
def test_advice_on_a_room_is_never_hard(core, guests, audience):
    room = Room(core, guests, audience, is_customer_facing=True, parts_played=frozenset(Part))

    assert [objection for objection in judge_room(room) if objection.is_hard] == []
