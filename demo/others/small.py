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

# With the broken links above, these make a pattern of the help desk that nobody has reviewed yet.
WAITING_CHATS = Incident(
    slug="waiting-chats",
    title="Chats with customers wait behind an empty queue",
    severity="sev-3",
    start=Ago(11, "13:10"),
    services=("help-desk",),
    teams=("support",),
    milestones=marks(impact_start=0, first_signal=22, detected=25, mitigated=38, resolved=55),
    summary="Nine customers waited for up to forty minutes while the board showed that nobody did.",
    is_customer_facing=True,
    people=(Attendance("beatriz", "primary_responder", at(25)),),
    events=(
        event(
            "nobody-waits",
            22,
            "The board shows no chat waiting; a customer writes by mail that she does",
            "detection observation",
            "beatriz",
            "support",
            "",
            knew("beatriz", 25, "the mail"),
        ),
    ),
)

LOST_PICTURES = Incident(
    slug="lost-attachments",
    title="Pictures that customers attach do not reach the help desk",
    severity="sev-3",
    start=Ago(6, "08:20"),
    services=("help-desk",),
    teams=("support",),
    milestones=marks(impact_start=0, first_signal=95, detected=102, mitigated=160, resolved=190),
    summary="Pictures above two megabytes were taken from the form and left out of the ticket without a word.",
    is_customer_facing=True,
    people=(Attendance("meera", "primary_responder", at(102)),),
    events=(
        event(
            "which-picture",
            95,
            'A customer answers: "which damage? the one in the picture I sent"',
            "detection observation",
            "meera",
            "support",
            "",
            knew("meera", 102, "the ticket"),
        ),
    ),
)
