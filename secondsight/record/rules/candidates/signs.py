"""The signs by which a search recognises that something turned, and how strongly they speak (R3.7)."""

from secondsight.organisation.rules.term import Term

STRONG_FROM, LIKELY_FROM = 0.7, 0.5


class Sign(Term):
    """What was seen in the evidence. A sign says what speaks for a candidate, not what an event is."""

    ALERT_FIRED = "alert_fired"
    ALERT_CLEARED = "alert_cleared"
    PAGED = "paged"
    ACKNOWLEDGED = "acknowledged"
    ESCALATED = "escalated"
    DEPLOYED = "deployed"
    ROLLED_BACK = "rolled_back"
    CHANGED = "changed"
    RUN_FAILED = "run_failed"
    CLUSTER_WARNED = "cluster_warned"
    STATUS_TOLD = "status_told"
    STATUS_OVER = "status_over"
    CUSTOMERS_WROTE = "customers_wrote"
    TICKET_MOVED = "ticket_moved"

    DECLARED = "declared"
    COMMAND_TAKEN = "command_taken"
    HANDED_OFF = "handed_off"
    HELP_ASKED = "help_asked"
    SUSPECTED = "suspected"
    EXPLAINED = "explained"
    DROPPED = "dropped"
    DECIDED = "decided"
    ACTED = "acted"
    SEEN = "seen"
    WORSENED = "worsened"
    RECOVERED = "recovered"
    IMPACT_TOLD = "impact_told"
    TOLD = "told"
    CALLED_MITIGATED = "called_mitigated"
    CALLED_OVER = "called_over"

    BURST = "burst"
    SILENCE = "silence"


class Strength(Term):
    """How strongly the evidence speaks for a candidate, in a word; people are shown no number."""

    STRONG = "strong", "Strong"
    LIKELY = "likely", "Likely"
    MAYBE = "maybe", "Maybe"


def strength_of(score: float) -> Strength:
    """Return the word for a score between 0 and 1."""
    if score >= STRONG_FROM:
        return Strength.STRONG
    return Strength.LIKELY if score >= LIKELY_FROM else Strength.MAYBE
