"""The severities and kinds of review that an organisation starts with; it may change them (R1.3)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FirstTier:
    """A kind of review. Minutes are the meeting's; from 0 means that it can be held without one."""

    slug: str
    name: str
    summary: str
    minutes_from: int
    minutes_to: int
    most_commitments: int


@dataclass(frozen=True, slots=True)
class FirstSeverity:
    """How bad an incident was, and the slug of the tier that this asks for."""

    slug: str
    name: str
    summary: str
    tier: str


FIRST_TIERS = (
    FirstTier(
        "full",
        "Full review",
        "Across teams, with the complete document.",
        minutes_from=60,
        minutes_to=90,
        most_commitments=5,
    ),
    FirstTier(
        "light",
        "Light review",
        "Core responders, with a condensed document.",
        minutes_from=30,
        minutes_to=45,
        most_commitments=5,
    ),
    FirstTier(
        "pattern",
        "Pattern debrief",
        "Several small incidents together, with brief notes and one or two commitments.",
        minutes_from=15,
        minutes_to=30,
        most_commitments=2,
    ),
    FirstTier(
        "near-miss",
        "Near-miss note",
        "Without a meeting, or 15 minutes: what made it a near miss, and what risk it showed.",
        minutes_from=0,
        minutes_to=15,
        most_commitments=2,
    ),
)

FIRST_SEVERITIES = (
    FirstSeverity("sev-1", "Sev-1", "Many customers cannot do what they came for.", "full"),
    FirstSeverity("sev-2", "Sev-2", "Some customers cannot, or many can only with difficulty.", "light"),
    FirstSeverity("sev-3", "Sev-3", "Little was felt outside, or only for moments.", "pattern"),
    FirstSeverity("near-miss", "Near miss", "Nothing broke for customers, and it could have.", "near-miss"),
)
