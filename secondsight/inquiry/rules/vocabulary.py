"""The words of a review: who does what in it, and what it finds (R2.1, R4.7, R5.1, R5.4)."""

from secondsight.organisation.rules.term import Term


class Role(Term):
    """What somebody does in a review (R2.1, R2.2)."""

    FACILITATOR = "facilitator", "Facilitator", "Runs the room; has no stake in what it finds."
    CO_FACILITATOR = (
        "co_facilitator",
        "Co-facilitator",
        "Shadows the facilitator, and tells them after.",
    )
    SCRIBE = "scribe", "Scribe", "Catches what is said; knows the systems."
    OWNER = "owner", "Review owner", "Sees the review through and decides what follows from it."
    PARTICIPANT = "participant", "Participant", "Was there, and tells what it looked like."
    GUEST = "guest", "Guest", "Joins for one section."


class MeetingMode(Term):
    """How a review comes together (R1.3, R4.7)."""

    MEETING = "meeting", "In a meeting"
    ASYNC = "async", "In writing, without a meeting"


class TextKind(Term):
    """The texts of a review that several people write at once (R4.5)."""

    NOTES = "notes", "The meeting's notes", "What was said, while it is said."
    NARRATIVE = "narrative", "The story", "For the reader who was not there."


class FactorCategory(Term):
    """The categories of contributing factors that a new organisation starts with (R5.1).

    An organisation may have own ones beside them: what is stored is a key, not a member of this list.
    The last four are Hochstein's: they name conditions of work rather than parts of the system.
    """

    DETECTION_GAP = "detection_gap", "Detection gap", "Missing alerts, noisy signals, wrong thresholds."
    TOOLING_LIMIT = "tooling_limit", "Tooling limit", "Outdated runbooks, broken dashboards, missing access."
    DEPLOYMENT = "deployment", "Deployment", "Missing stages or tests, a rollback that is not simple."
    ORGANISATIONAL_BOUNDARY = (
        "organisational_boundary",
        "Organisational boundary",
        "Unclear ownership, dependencies that cross teams.",
    )
    COGNITIVE_LOAD = "cognitive_load", "Cognitive load", "Fatigue, context switches, too much at once."
    TECHNICAL_CONDITION = "technical_condition", "Technical condition", "A property of the system itself."
    COORDINATION = "coordination", "Coordination", "Work done twice, handed over badly, or waited for."
    PRODUCTION_PRESSURE = "production_pressure", "Production pressure", "The pull to be fast or cheap."
    GOAL_CONFLICT = "goal_conflict", "Goal conflict", "Two things were wanted that could not both be had."
    WORKAROUND = "workaround", "Workaround", "A usual way around an obstacle that mattered this time."
    AUTOMATION_SURPRISE = (
        "automation_surprise",
        "Automation surprise",
        "Something automatic did what nobody expected.",
    )


DEFAULT_CATEGORIES: tuple[tuple[str, str], ...] = tuple(FactorCategory.choices())


class LearningSubject(Term):
    """What a learning point is about (R5.4)."""

    TECHNOLOGY = "technology", "The technology"
    WATCHING = "watching", "How we get at and watch our data"
    SENSEMAKING = "sensemaking", "How we make sense of what we see"
    EXPERTISE = "expertise", "How we know whom to bring in"
    TALKING_TO_EACH_OTHER = "talking_to_each_other", "How we talk to each other"
    TALKING_TO_CUSTOMERS = "talking_to_customers", "How we talk to customers"
    REMEDY = "remedy", "How we choose a way to remedy"
    CONFIRMATION = "confirmation", "How we know that it worked"
