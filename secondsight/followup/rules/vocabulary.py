"""The words of what follows from a review (R6.2, R6.3, R7.3)."""

from secondsight.organisation.rules.term import Term


class Verdict(Term):
    """What is decided about an idea after the soak (R6.2)."""

    COMMIT = "commit", "Commit", "Somebody will do it, by a date of their own."
    KNOWN_RISK = "known_risk", "Accept as a known risk", "Not now; with a date to look again."
    LET_GO = "let_go", "Let go", "Not worth doing; with the reason."


class IntendedOutcome(Term):
    """What a commitment is for (R6.3)."""

    PREVENT = "prevent", "Prevent this scenario"
    DETECT_SOONER = "detect_sooner", "Detect sooner"
    LIMIT_IMPACT = "limit_impact", "Limit the impact"
    RESPOND_BETTER = "respond_better", "Respond better"
    LEARN_MORE = "learn_more", "Learn more"


class CommitmentState(Term):
    """Where a commitment stands (R6.3, R7.3). The ways between them: `commitment.TRANSITIONS`."""

    OFFERED = "offered", "Waiting for its owner"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    DONE = "done", "Done, waiting to be verified"
    VERIFIED = "verified", "Verified"
    DROPPED = "dropped", "Dropped"
    KNOWN_RISK = "known_risk", "Known risk"
