"""Incidents too small for a review of their own."""

from demo.facts import Ago, Attendance, Incident
from demo.others.shorthand import at, event, knew, marks

MACRO = Incident(
    slug="broken-links",
    title="Help desk answers carry links that lead nowhere",
    severity="sev-3",
    start=Ago(18, "09:40"),
    services=("help-desk",),
    teams=("support",),
    milestones=marks(impact_start=0, first_signal=64, detected=70, mitigated=85, resolved=130),
    summary="After pages moved, eleven ready-made answers pointed to their old places for two hours.",
    is_customer_facing=True,
    people=(Attendance("meera", "primary_responder", at(70)),),
    events=(
        event(
            "pages-moved",
            0,
            "Help pages move below a new address",
            "detection change",
            "tomasz",
            "storefront",
            "With redirects for those that search engines knew.",
            knew("storefront", 0, "#deploys"),
        ),
        event(
            "dead-link",
            64,
            'A customer answers: "your link is empty"',
            "detection observation",
            "meera",
            "support",
            "",
            knew("meera", 64, "the ticket"),
        ),
    ),
)

FIGURES = Incident(
    slug="stale-figures",
    title="The morning's figures are yesterday's",
    severity="sev-3",
    start=Ago(142, "06:30"),
    services=("reporting",),
    teams=("data-platform",),
    milestones=marks(impact_start=0, first_signal=155, detected=160, mitigated=230, resolved=230),
    summary="The nightly run ended without a word after its first half. Finance saw that two days had the same total.",
    people=(Attendance("caleb", "primary_responder", at(510)),),
    events=(
        event(
            "same-total",
            155,
            'Finance: "two equal days, to the cent?"',
            "detection observation",
            "Finance",
            "data-platform",
            "",
            knew("data-platform", 160, "#team-database"),
        ),
    ),
)

PICTURES = Incident(
    slug="slow-pictures",
    title="Pictures load slowly in the app",
    severity="sev-3",
    start=Ago(206, "11:00"),
    services=("storefront-web",),
    teams=("storefront",),
    milestones=marks(impact_start=0, first_signal=47, detected=60, mitigated=95, resolved=200),
    summary="New pictures were stored at ten times the size; the step that makes them small had moved and was not called for bulk uploads.",
    is_customer_facing=True,
    people=(Attendance("ilse", "primary_responder", at(60)),),
    events=(
        event(
            "large",
            47,
            "A picture of a pen weighs nine megabytes",
            "detection observation",
            "ilse",
            "storefront",
            "",
            knew("ilse", 60, "her own telephone"),
        ),
    ),
)
