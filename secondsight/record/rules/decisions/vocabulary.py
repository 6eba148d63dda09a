"""The words of a decision point: its sweeps, what is asked in them, what stood in the way (R3.4).

The hints are the questions that pages ask. They ask for description: what was seen, what was weighed.
"""

from secondsight.organisation.rules.term import Term


class Sweep(Term):
    """One round in which a decision is gone over, in the order of the Critical Decision Method."""

    RECOUNT = "recount", "Recount", "Told once from beginning to end, without questions in between."
    TIMELINE = "timeline", "Timeline", "Set among what else happened: who decided, when, on which signals."
    DEEPEN = "deepen", "Deepen", "What was weighed, what pressed, what experience went into it."
    WHAT_IF = "what_if", "What if", "What the decision turned on."


class Probe(Term):
    """What a note answers; the hint is the question as a page asks it."""

    RECOUNT = (
        "recount",
        "How it came up",
        "How did this come up, and how did they get from there to going one way?",
    )
    SIGNAL = (
        "signal",
        "Signals at hand",
        "What were they seeing, hearing or reading just then? What stood out in it?",
    )
    MISLED = (
        "misled",
        "Signals that misled",
        "What pointed somewhere else than it turned out to lie, and what made it convincing?",
    )
    SPOKE_FOR = "spoke_for", "Spoke for it then", "What spoke for it at that moment?"
    SPOKE_AGAINST = "spoke_against", "Spoke against it then", "What spoke against it at that moment?"
    CONSTRAINT = (
        "constraint",
        "Constraints",
        "What was out of reach: access, somebody to ask, knowledge of the service?",
    )
    PRESSURE = (
        "pressure",
        "Pressure",
        "What pressed just then: time, customers, others waiting, something else going on?",
    )
    EXPERIENCE = (
        "experience",
        "Experience drawn on",
        "What did it remind them of? What had worked, or not worked, before?",
    )
    REASONABLE = (
        "reasonable",
        "What made it reasonable",
        "What made this the sensible way to go on, from where they stood?",
    )
    INFORMATION = (
        "information",
        "What information would have changed it",
        "What information would have changed this decision, and where did it lie at the time?",
    )
    LUCK = "luck", "Luck", "Did luck play a part, for better or for worse?"


class ConstraintKind(Term):
    """What sort of thing was out of reach; the first three are the usual ones."""

    ACCESS = "access", "Access", "Nobody present could do it, or see it."
    UNCLEAR_ESCALATION = "unclear_escalation", "Unclear escalation", "It was not plain whom to ask, or how."
    UNFAMILIAR_SERVICE = "unfamiliar_service", "Unfamiliar service", "Those present did not know it well."
    OTHER = "other", "Something else"


SWEEP_OF = {
    Probe.RECOUNT: Sweep.RECOUNT,
    Probe.SIGNAL: Sweep.TIMELINE,
    Probe.MISLED: Sweep.TIMELINE,
    Probe.SPOKE_FOR: Sweep.DEEPEN,
    Probe.SPOKE_AGAINST: Sweep.DEEPEN,
    Probe.CONSTRAINT: Sweep.DEEPEN,
    Probe.PRESSURE: Sweep.DEEPEN,
    Probe.EXPERIENCE: Sweep.DEEPEN,
    Probe.REASONABLE: Sweep.DEEPEN,
    Probe.INFORMATION: Sweep.WHAT_IF,
    Probe.LUCK: Sweep.WHAT_IF,
}
"""In which sweep a probe is usually asked; a note may be given in another."""

OF_OPTIONS = frozenset({Probe.SPOKE_FOR, Probe.SPOKE_AGAINST})
"""Probes that ask about one option."""

OF_EVENTS = frozenset({Probe.SIGNAL, Probe.MISLED, Probe.INFORMATION})
"""Probes whose notes may point at an event: what was seen, or what had not reached them."""
