"""English prompts for a facilitator: by phase, probes for expertise, when to look closer and wider."""

PROMPTS = {
    "detection": (
        "How did you come to hear of it, and what did it look like at first?",
        "What did normal look like on that screen, and when did it stop looking right?",
        "Which signals were there that nobody was looking at yet?",
        "What did you take it for at first, and what made you think so?",
        "What was confusing, and for how long?",
    ),
    "coordination": (
        "How did you know whom to bring in, and what made that the moment?",
        "What did you think the others were doing just then?",
        "Who was told what, and who found out late?",
        "What else were you expected to do at the same time?",
        "Where did two people see the same thing differently?",
    ),
    "recovery": (
        "What told you that it was getting better, and what made you trust it?",
        "Which other ways of putting it right did you weigh?",
        "What were you afraid might happen when you did that?",
        "What would have made this recovery shorter or calmer?",
        "What worked here that nobody had planned?",
    ),
}
# What a talk of two before the meeting begins with, and ends on.
OPENINGS = (
    "How did you come into it, and what did you take to be going on?",
    "What happened from your side, in the order in which you saw it?",
    "What surprised you, then or since?",
    "What worries you about the meeting?",
    "What do you want the room to understand?",
)
# The phases of a timeline (R3.1) by the prompts that fit them.
PHASES = {
    "detection": "detection",
    "triage": "detection",
    "investigation": "detection",
    "diagnosis": "detection",
    "response": "coordination",
    "coordination": "coordination",
    "mitigation": "coordination",
    "resolution": "recovery",
    "recovery": "recovery",
    "readiness": "recovery",
}
PROBES = {
    "typicality": "What would it usually have looked like there, and did your gut agree with what you saw?",
    "distinctions": "What do you look for there that somebody new to it would pass over?",
    "future": "How do you tell early that it is going to get worse, and which courses did you run through in your mind?",
}
# When somebody claims what everybody knows, look closer; when the room is in the weeds, look wider.
ZOOM_IN = "What makes it plain? Would each of us here have said the same?"
ZOOM_OUT_TITLE = "Time to look wider"
ZOOM_OUT = "How much of this is new to you? Who knew all of these moving parts, and where did one hand it to another?"

_SURPRISE = frozenset(
    "surprised surprising weird odd strange unusual unexpected unexpectedly suddenly off".split()
)
_SCREENS = frozenset(
    "graph graphs metric metrics dashboard log logs trace traces chart panel latency".split()
)
_AHEAD = frozenset("worse worsening spread spreading next soon afraid risk might".split())


def probe_for(words: frozenset[str], kind: str = "") -> str:
    """Return the probe for expertise that fits a statement's words, "" where none does.

    What is claimed as plain to everybody is looked at more closely.
    """
    if kind == "obvious":
        return ZOOM_IN
    if words & _SURPRISE:
        return PROBES["typicality"]
    if words & _SCREENS:
        return PROBES["distinctions"]
    return PROBES["future"] if words & _AHEAD else ""
