"""The record's words are the product's own."""

from secondsight.record.rules.vocabulary import EventKind, MilestoneKind, Part, Phase


def test_phases_are_in_the_order_they_usually_come():
    assert list(Phase) == ["detection", "triage", "investigation", "mitigation", "resolution", "recovery"]


def test_milestones_are_in_the_order_they_are_expected():
    assert list(MilestoneKind) == [
        "impact_start",
        "first_signal",
        "detected",
        "declared",
        "command_established",
        "right_expert_engaged",
        "first_status_update",
        "mitigated",
        "resolved",
        "fully_recovered",
    ]


def test_every_kind_of_event_says_when_to_choose_it():
    assert [kind for kind in EventKind if not kind.hint] == []


def test_labels_have_no_underscores():
    assert [term for term in (*Phase, *EventKind, *MilestoneKind, *Part) if "_" in term.label] == []
