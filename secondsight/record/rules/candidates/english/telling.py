"""How people tell others, sum up, and call it over."""

from secondsight.record.rules.candidates.cues import Cue, ways
from secondsight.record.rules.candidates.signs import Sign
from secondsight.record.rules.vocabulary import EventKind, Phase

_K, _P, _S = EventKind, Phase, Sign

TELLING = (
    Cue(
        _K.STATUS_UPDATE,
        "a status update",
        3.2,
        ways("""
            status ?page\\b[^.?!]{0,40}\\b(?:up|updated|posted|live|says|changed)
            updat(?:ed|ing) the status ?page
            posted (?:an? |the )?(?:public )?(?:status )?update
            ^status: ?\\w+
        """),
    ),
    Cue(
        _K.COMMUNICATION,
        "one group telling another",
        2.6,
        ways("""
            (?:has|have|had) been (?:writing|talking|saying|looking|posting)
            (?:may|might) be nothing
            in case it helps
            heads[- ]?up
            i only saw
            cross-?posting
        """),
        needs_system=True,
    ),
    Cue(
        _K.COMMUNICATION,
        "a summary of where things stand",
        2.8,
        ways("""
            belief(?=:)
            current (?:status|theory|understanding)
            where we (?:are|stand)
            summary so far
            sitrep|recap
            \\d\\d?:\\d\\d check
        """),
        needs_system=True,
    ),
    Cue(
        _K.COMMUNICATION,
        "ways to go on being weighed",
        3.2,
        ways("""
            options?:
            \\(1\\).*\\(2\\)
        """),
        needs_system=True,
    ),
    Cue(
        _K.DECISION,
        "the harm being called stopped",
        3.6,
        ways("""
            ^(?:ok[,.]? )?mitigated
            (?:calling|mark(?:ing|ed)?) (?:it |this )?(?:as )?mitigated
            (?:is|are) (?:now )?mitigated
        """),
        _P.MITIGATION,
        _P.RESOLUTION,
        needs_fact=True,
        special=_S.CALLED_MITIGATED,
    ),
    Cue(
        _K.DECISION,
        "the incident being called over",
        3.6,
        ways("""
            ^(?:ok[,.]? )?(?:resolved|closing|all clear)
            (?:calling|mark(?:ing|ed)?) (?:it |this )?(?:as )?(?:resolved|over|closed)
            happy to call it
            incident (?:is )?(?:over|resolved|closed)
            (?:is|are) (?:now )?resolved
        """),
        _P.RESOLUTION,
        _P.RECOVERY,
        needs_fact=True,
        special=_S.CALLED_OVER,
    ),
)
