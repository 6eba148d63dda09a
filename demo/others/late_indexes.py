"""Three small incidents of one kind, and the review that is prepared for them together (R1.4)."""

from demo.facts import Ago, Attendance, Factor, Incident, Lacking, Review, Theme
from demo.others.shorthand import at, event, knew, marks


def _late_index(slug: str, days: int, clock: str, age: str, where: str) -> Incident:
    return Incident(
        slug=slug,
        title=f"Search index {age} old in the morning",
        severity="sev-3",
        start=Ago(days, clock),
        services=("search", "reporting"),
        teams=("storefront", "data-platform"),
        milestones=marks(impact_start=0, first_signal=33, detected=50, mitigated=140, resolved=155),
        summary=f"The night's build started late. {where}",
        people=(
            Attendance("ilse", "primary_responder", at(50), was_on_call=True),
            Attendance("hana", "responder", at(70)),
        ),
        events=(
            event(
                "age-alert",
                33,
                f"Notice: the search index is {age} old",
                "detection signal",
                "Lantern Alerts",
                "storefront",
                "",
                knew("ilse", 50, "#alerts, read after coming in"),
            ),
            event(
                "late-start",
                70,
                "The build waited for the export from reporting",
                "investigation observation",
                "hana",
                "data-platform",
                where,
                knew("hana", 70, "the scheduler's page"),
                knew("ilse", 74, "asking in #team-database"),
            ),
            event(
                "by-hand",
                88,
                "Build started by hand",
                "mitigation action",
                "ilse",
                "storefront",
                "",
                knew("hana", 88, "#team-database"),
            ),
        ),
    )


LATE_INDEXES = (
    _late_index(
        "late-index-1",
        9,
        "06:00",
        "8 h",
        "The export ran behind the month's figures, which take longer each month.",
    ),
    _late_index(
        "late-index-2",
        26,
        "06:05",
        "9 h",
        "The export had been retried twice, and a retry starts at the end of the queue.",
    ),
    _late_index(
        "late-index-3",
        44,
        "05:50",
        "11 h",
        'The export was done, but its mark for "done" was written to a disk that was full.',
    ),
)

LATE_INDEX_REVIEW = Review(
    slug="late-indexes",
    title="Three late search indexes, one hand-over",
    incidents=("late-index-1", "late-index-2", "late-index-3"),
    tier="pattern",
    opened=Ago(3, "10:00"),
    owner="tomasz",
    facilitator="joost",
    scribe="arjun",
    participants=("ilse", "hana"),
    meeting=Ago(-3, "12:30"),
    summary="",
    lacking=(
        Lacking("alerts", "ilse", Ago(2, "11:00"), "whatever told Storefront that the index was old"),
        Lacking("changes", "hana", Ago(2, "11:05"), "when the export was moved, and why"),
    ),
    themes=(
        Theme(
            "A wait that nobody sees",
            "The build waits for the export. Who could know that it waits, and from what?",
        ),
        Theme("The third morning", "What made each of the first two look like a single bad night?"),
    ),
    draft_sent=Ago(1, "13:00"),
    draft_note="Three mornings, one page. Tell me where it reads differently from where you sat.",
    factors=(
        Factor(
            "silent-handover",
            "organisational_boundary",
            "Storefront's build waits for Data Platform's export, and neither sees the other's delay",
        ),
    ),
)
