"""The words of the record: what a moment of an incident is called (R1.1, R3.1, R3.2, R3.5)."""

from secondsight.organisation.rules.term import Term


class Phase(Term):
    """Where in the response a moment lies, in the order they usually come (R3.1)."""

    DETECTION = "detection"
    TRIAGE = "triage"
    INVESTIGATION = "investigation"
    MITIGATION = "mitigation"
    RESOLUTION = "resolution"
    RECOVERY = "recovery"


class EventKind(Term):
    """What sort of moment it was (R3.1)."""

    SIGNAL = "signal", "Signal", "Something the system said by itself: an alert, a failed check."
    OBSERVATION = "observation", "Observation", "What somebody saw, heard or measured."
    HYPOTHESIS = "hypothesis", "Hypothesis", "What somebody thought was going on."
    ACTION = "action", "Action", "What somebody did to the system to learn or to mend."
    CHANGE = "change", "Change", "A deploy, release or setting that altered the system."
    COMMUNICATION = "communication", "Communication", "People telling each other something that mattered."
    ESCALATION = "escalation", "Escalation", "Somebody was paged or asked for help."
    DECISION = "decision", "Decision", "A choice between ways to go on."
    IMPACT = "impact", "Impact", "What users or staff felt of it."
    STATUS_UPDATE = "status_update", "Status update", "What those outside the response were told."
    HANDOFF = "handoff", "Handoff", "A task or a part passed from one person to another."


class Standing(Term):
    """How well an event is established (R3.5)."""

    REPORTED = "reported", "Reported", "One witness or one source says so."
    CORROBORATED = "corroborated", "Corroborated", "A second, independent source agrees."
    DISPUTED = "disputed", "Disputed", "Witnesses differ; every version is kept with its witness."


class Precision(Term):
    """How closely the time of an event is known."""

    SECOND = "second", "To the second"
    MINUTE = "minute", "To the minute"
    HOUR = "hour", "To the hour"
    DAY = "day", "To the day"
    ABOUT = "about", "About then"


class Certainty(Term):
    """Whether somebody knew a thing or took it to be so (R3.2)."""

    KNOWN = "known"
    BELIEVED = "believed"


class Way(Term):
    """Through what somebody came to know (R3.2); nobody has to say it."""

    DID = "did", "Did it"
    SAW = "saw", "Saw it"
    TOLD = "told", "Was told"
    READ = "read", "Read it in the channel"
    INFERRED = "inferred", "Worked it out"


class TurnedOut(Term):
    """What became of a belief; nothing is said while nobody knows (R3.2)."""

    SO = "so", "It was so"
    OTHERWISE = "otherwise", "It was otherwise"


class MilestoneKind(Term):
    """The instants that an incident is measured by, in the order they are expected (R1.1)."""

    IMPACT_START = "impact_start", "Impact started"
    FIRST_SIGNAL = "first_signal", "First signal"
    DETECTED = "detected", "Detected"
    DECLARED = "declared", "Declared"
    COMMAND_ESTABLISHED = "command_established", "Command established"
    RIGHT_EXPERT_ENGAGED = "right_expert_engaged", "Right expert engaged"
    FIRST_STATUS_UPDATE = "first_status_update", "First status update"
    MITIGATED = "mitigated", "Mitigated"
    RESOLVED = "resolved", "Resolved"
    FULLY_RECOVERED = "fully_recovered", "Fully recovered"


class Part(Term):
    """The part that somebody played in an incident (R1.1)."""

    INCIDENT_COMMANDER = "incident_commander", "Incident commander"
    PRIMARY_RESPONDER = "primary_responder", "Primary responder"
    RESPONDER = "responder", "Responder"
    COMMUNICATIONS = "communications", "Communications"
    EXPERT = "expert", "Expert called in"
    OBSERVER = "observer", "Observer"
    CUSTOMER_VOICE = "customer_voice", "Customer voice", "Spoke for customers: support, success, sales."
