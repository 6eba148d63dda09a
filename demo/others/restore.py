"""A near miss, reviewed in writing."""

from demo.facts import (
    After,
    Ago,
    Attendance,
    Commitment,
    Decision,
    Factor,
    Idea,
    Incident,
    LearningPoint,
    Passage,
    Review,
    Step,
    WorkedWell,
)
from demo.others.shorthand import at, event, knew, marks

RESTORE = Incident(
    slug="restore-rehearsal",
    title="Near miss: the newest backup could not be restored",
    severity="near-miss",
    start=Ago(34, "16:30"),
    services=("orders-db",),
    teams=("data-platform",),
    milestones=marks(first_signal=0, detected=25, mitigated=310, resolved=1500),
    summary="A rehearsal found that backups since the disk upgrade, nine days of them, broke off at 2 TB. Nobody had needed one.",
    people=(Attendance("caleb", "primary_responder", at(0)), Attendance("renata", "expert", at(25))),
    events=(
        event(
            "rehearsal",
            0,
            "Restore rehearsal breaks off at 2 TB",
            "detection signal",
            "caleb",
            "data-platform",
            "The rehearsal is monthly; it had been put off once, for the disk upgrade.",
            knew("caleb", 0, "the rehearsal's log"),
        ),
        event(
            "nine-days",
            25,
            "Nine days of backups end at the same byte",
            "investigation observation",
            "renata",
            "data-platform",
            "The tool on the new machine was built with an old limit, and reported success.",
            knew("renata", 25, "the sizes of the files"),
            knew("caleb", 26, "the call"),
        ),
        event(
            "by-hand",
            310,
            "A copy made by other means is complete and restored",
            "mitigation action",
            "renata",
            "data-platform",
            "",
            knew("caleb", 312, "the call"),
        ),
    ),
)

_DECIDED = After(6, "17:00")

RESTORE_REVIEW = Review(
    slug="restore-rehearsal",
    title="A backup that says it is there",
    incidents=("restore-rehearsal",),
    tier="near-miss",
    opened=After(0, "20:00"),
    owner="renata",
    facilitator="ilse",
    scribe="hana",
    participants=("caleb", "renata"),
    deciders=("caleb",),
    is_async=True,
    held=After(2, "16:00"),
    decided=_DECIDED,
    published=After(8, "15:00"),
    summary="What made it a near miss: nobody needed a backup in those nine days. What it shows: we checked that backups are made, not that they can be read.",
    account=(
        Passage(
            "How it was found",
            "By doing the dull thing on its day. The rehearsal had been put off once already, and Caleb nearly put it off again, since the upgrade had gone so well.",
        ),
    ),
    factors=(
        Factor(
            "success-said",
            "tooling_limit",
            "The tool reports success when its output breaks off",
            ("nine-days",),
        ),
        Factor(
            "upgrade-order",
            "deployment",
            "The upgrade's check-list ends before the first backup on the new machine",
            ("rehearsal",),
        ),
    ),
    worked=(
        WorkedWell(
            "The rehearsal found it.",
            "It has a day in the calendar, and putting it off twice needs Renata's word.",
            ("rehearsal",),
        ),
    ),
    learning=(
        LearningPoint(
            "confirmation",
            "A backup is known to work when something was read out of it. Size and a green mark say nothing.",
            "caleb",
            ("nine-days",),
        ),
        LearningPoint(
            "technology",
            "The limit came from how the tool was built, not from its version. Two of our machines still carry that build.",
            "renata",
            ("nine-days",),
        ),
    ),
    ideas=(
        Idea(
            "read-one-row",
            "After each backup, read the newest order out of it",
            "caleb",
            "nine-days",
            decision=Decision(
                "commit",
                3,
                1,
                "Cheap, and it answers the question that counts.",
                "renata",
                _DECIDED,
                "Twenty minutes more on the backup machine each night.",
            ),
        ),
        Idea(
            "two-tools",
            "Make backups with two tools side by side",
            "renata",
            "by-hand",
            decision=Decision(
                "let_go",
                2,
                3,
                "Twice the disk and twice the upkeep, for what reading one row shows.",
                "renata",
                _DECIDED,
                "Two tools drift apart; which one is right?",
            ),
        ),
    ),
    commitments=(
        Commitment(
            "read-one-row",
            "Every backup is read once before it counts",
            "caleb",
            "The night's job restores the orders table into a scratch machine and compares its newest order with the primary's; a backup cut off on purpose raises an alert before 06:00 UTC.",
            "detect_sooner",
            After(27),
            (
                Step("offered", "renata", _DECIDED),
                Step("accepted", "caleb", After(7, "17:20")),
            ),
            "read-one-row",
            ("success-said",),
            "https://github.quillbarrow.example/quillbarrow/backups/issues/12",
        ),
    ),
)
