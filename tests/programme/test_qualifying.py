"""What the policy makes of incidents follows their facts, the evidence and the policy itself (R1.3, R1.4)."""

from datetime import timedelta

import pytest

from secondsight.base.errors import Forbidden, InvalidInput
from secondsight.base.models import JournalEntry
from secondsight.programme.actions.triggers import set_triggers
from secondsight.programme.models import Qualification, TriggerSetting
from secondsight.programme.queries.triggers import agreed_triggers
from secondsight.programme.rules.agreeing import Change
from secondsight.programme.rules.qualifying import Trigger
from secondsight.record.actions.incidents import add_participant, edit_incident, set_milestones
from secondsight.record.actions.near_misses import report_near_miss
from tests.cast import (
    AT,
    after,
    make_account,
    make_incident,
    make_item,
    make_organisation,
    make_severities,
    make_team,
)

pytestmark = pytest.mark.django_db(transaction=True)


def sentences(incident):
    return [one["sentence"] for one in Qualification.objects.get(incident=incident).reasons]


def test_an_incident_is_looked_at_when_it_is_recorded(worked_off):
    worst, small = make_incident(severity="sev-1"), make_incident(severity="sev-3")

    worked_off()

    assert sentences(worst) == ["It was Sev-1; your policy reviews Sev-2 and worse."]
    assert Qualification.objects.get(incident=worst).tier.slug == "full"
    assert Qualification.objects.get(incident=small).tier is None


def test_it_is_looked_at_again_when_it_changes_and_its_history_says_so(worked_off):
    ines = make_account()
    small = make_incident(ines, severity="sev-3")
    worked_off()

    for name in ("Payments", "Data Stores"):
        add_participant(small, name=f"Somebody of {name}", team=make_team(name), by=ines, at=AT)
    worked_off()

    [said] = sentences(small)
    assert said.startswith("Two teams took part:")
    entry = JournalEntry.objects.get(verb="incident_qualified", topic=small.topic)
    assert entry.particulars["after"] == "Light review"


def test_what_no_longer_qualifies_says_so(worked_off):
    ines = make_account()
    incident = make_incident(ines, severity="sev-2")
    worked_off()

    edit_incident(incident, severity=make_severities()["sev-3"], by=ines, at=AT)
    worked_off()

    assert Qualification.objects.get(incident=incident).tier is None
    assert JournalEntry.objects.filter(verb="qualification_ended", topic=incident.topic).count() == 1


def test_pages_are_counted_from_the_evidence_by_person_and_hour(worked_off):
    ines = make_account()
    incident = make_incident(ines, severity="sev-3")
    told = [("Bo Ek", minute) for minute in (1, 9, 17, 25, 33, 41)] + [("Ada", 2)]
    for who, minute in told:
        for seconds in (0, 20):  # by telephone and by message: one page
            at = after(minute) + timedelta(seconds=seconds)
            make_item(incident, kind="page", occurred_at=at, details={"state": "notified", "to": who})
    make_item(incident, kind="page", details={"state": "acknowledged", "to": "Bo Ek"})

    edit_incident(incident, title="Paged and paged", by=ines, at=AT)
    worked_off()

    assert sentences(incident) == [
        "One person was paged six times within an hour; your policy reviews six or more."
    ]


def test_without_evidence_of_pages_nothing_is_claimed(worked_off):
    incident = make_incident(severity="sev-3")

    worked_off()

    assert Qualification.objects.get(incident=incident).most_pages is None


def test_the_budget_and_a_near_miss_ask_for_their_reviews(worked_off):
    ines = make_account()
    incident = make_incident(ines, severity="sev-3", budget_burnt_percent=35)
    make_severities()
    near = report_near_miss(happened="The disk nearly ran full.", by=ines, at=AT).incident

    worked_off()

    assert sentences(incident) == ["It burnt 35% of the error budget; your policy reviews from 20% on."]
    assert Qualification.objects.get(incident=near).tier.slug == "near-miss"


def test_the_time_runs_from_when_it_was_over_and_without_times_from_when_it_was_recorded(worked_off):
    ines = make_account()
    incident = make_incident(ines)
    worked_off()
    assert Qualification.objects.get().counted_from_at == incident.recorded_at

    set_milestones(incident, {"mitigated": after(40), "resolved": after(50)}, by=ines, at=AT)
    worked_off()

    assert Qualification.objects.get().counted_from_at == after(50)


def test_what_is_agreed_is_kept_with_its_history_and_looks_at_everything_again(worked_off):
    owner = make_account("Sipho Lind", duties=("programme_owner",))
    small = make_incident(severity="sev-3")
    worked_off()

    for severity in ("sev-3", "sev-1"):
        set_triggers({Trigger.SEVERITY: Change(severity=severity)}, by=owner, at=AT)
        worked_off()
        assert bool(Qualification.objects.get(incident=small).tier) is (severity == "sev-3")

    assert [row.severity.slug for row in TriggerSetting.objects.order_by("id")] == ["sev-3", "sev-1"]
    told = (
        JournalEntry.objects.filter(verb="trigger_set").order_by("id").values_list("particulars", flat=True)
    )
    assert [(one["before"], one["after"]) for one in told] == [
        ("Sev-2 and worse", "Sev-3 and worse"),
        ("Sev-3 and worse", "Sev-1 and worse"),
    ]


def test_agreeing_on_the_same_changes_nothing():
    make_severities()

    set_triggers({Trigger.SEVERAL_TEAMS: Change(threshold=2, tier="light")}, by=None, at=AT)

    assert not TriggerSetting.objects.exists()


@pytest.mark.parametrize(
    ("trigger", "change", "field"),
    [
        (Trigger.SEVERAL_TEAMS, Change(threshold=0), "several_teams-threshold"),
        (Trigger.PATTERN, Change(threshold=1), "pattern-threshold"),
        (Trigger.PATTERN, Change(window_days=0), "pattern-window_days"),
        (Trigger.NEAR_MISS, Change(tier="none"), "near_miss-tier"),
        (Trigger.SEVERITY, Change(severity="a\0b"), "severity-severity"),
    ],
)
def test_what_cannot_be_agreed_names_its_field_and_changes_nothing(trigger, change, field):
    make_severities()

    with pytest.raises(InvalidInput) as caught:
        set_triggers({Trigger.NEAR_MISS: Change(is_on=False), trigger: change}, by=None, at=AT)

    assert caught.value.field == field
    assert agreed_triggers()[Trigger.NEAR_MISS].is_on


def test_only_those_who_set_policy_agree_on_it():
    make_organisation()

    with pytest.raises(Forbidden):
        set_triggers({Trigger.NEAR_MISS: Change(is_on=False)}, by=make_account(), at=AT)
