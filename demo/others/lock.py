"""A near miss of four seconds, told by the one who saw it."""

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
    Review,
    Step,
    WorkedWell,
)
from demo.others.shorthand import at, event, knew, marks

_HOST = "https://github.quillbarrow.example/quillbarrow"

LOCK = Incident(
    slug="migration-lock",
    title="Near miss: a migration stood in front of checkout for four seconds",
    severity="near-miss",
    start=Ago(167, "13:20"),
    services=("orders-db", "orders-api"),
    teams=("data-platform", "api-platform"),
    milestones=marks(impact_start=0, first_signal=0, detected=11, resolved=40),
    summary="A migration waited for a lock, and everything else waited for the migration. It gave up after four seconds, by its own time-out.",
    people=(Attendance("nandini", "primary_responder", at(11)), Attendance("renata", "expert", at(30))),
    events=(
        event(
            "lock",
            0,
            "A migration asks for a lock on the orders table",
            "detection change",
            "nandini",
            "api-platform",
            "A report held the table; every order queued behind the migration.",
            knew("nandini", 1, "the migration's error"),
        ),
        event(
            "asks-renata",
            11,
            "Nandini asks what the time-out spared us",
            "investigation communication",
            "nandini",
            "api-platform",
            "",
            knew("renata", 30, "#team-database"),
        ),
    ),
)

LOCK_REVIEW = Review(
    slug="migration-lock",
    title="Four seconds that were not forty minutes",
    incidents=("migration-lock",),
    tier="near-miss",
    opened=After(1, "08:00"),
    owner="renata",
    facilitator="tomasz",
    scribe="arjun",
    participants=("nandini", "renata"),
    deciders=("nandini",),
    is_async=True,
    held=After(2, "18:00"),
    decided=After(6, "18:30"),
    published=After(7, "09:30"),
    summary="The time-out that ended it had been set by one person for one migration. Nandini came forward with four seconds that no graph showed.",
    factors=(
        Factor(
            "queue-behind", "technical_condition", "A waiting lock makes everybody behind it wait", ("lock",)
        ),
        Factor(
            "long-report",
            "coordination",
            "Reports by day and migrations by day do not know of each other",
            ("lock",),
        ),
    ),
    worked=(WorkedWell("Nandini told of it.", "She had been thanked for the last one.", ("asks-renata",)),),
    learning=(
        LearningPoint(
            "technology",
            "It is not the migration that is slow, it is what it waits for.",
            "nandini",
            ("lock",),
        ),
    ),
    ideas=(
        Idea(
            "lock-timeout",
            "Every migration runs with a lock time-out of two seconds",
            "nandini",
            "lock",
            decision=Decision(
                "commit",
                3,
                1,
                "Makes what was luck the rule.",
                "renata",
                After(6, "18:30"),
                "Migrations fail more often and have to be run again.",
            ),
        ),
    ),
    commitments=(
        Commitment(
            "lock-timeout",
            "Migrations give up after two seconds of waiting",
            "nandini",
            "The migration runner refuses to start without a lock time-out; a migration against a held table on staging ends within three seconds and says what held it.",
            "limit_impact",
            After(20),
            (
                Step("offered", "renata", After(6, "18:40")),
                Step("accepted", "nandini", After(7, "05:40")),
                Step("done", "nandini", After(16, "10:00"), "In the runner since 1.12."),
                Step(
                    "verified",
                    "renata",
                    After(17, "16:00"),
                    "Held a table, ran one: 2.1 s, named the report.",
                    f"{_HOST}/migrations/pull/44",
                ),
            ),
            "lock-timeout",
            ("queue-behind",),
            f"{_HOST}/migrations/issues/43",
        ),
    ),
)
