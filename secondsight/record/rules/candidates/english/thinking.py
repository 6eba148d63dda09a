"""How people explain to themselves what goes on."""

from secondsight.record.rules.candidates.cues import Cue, ways
from secondsight.record.rules.candidates.signs import Sign
from secondsight.record.rules.vocabulary import EventKind, Phase

_K, _P, _S = EventKind, Phase, Sign

THINKING = (
    Cue(
        _K.HYPOTHESIS,
        "an explanation being dropped",
        3,
        ways("""
            rul(?:ed|ing) (?:\\S+ ){0,3}out
            off the table
            (?:nothing|anything) to do with
            red herring
            (?:it|that|this)(?: is|'s) not (?:the|our|us|that|caused)
            (?:it|that|this) isn't (?:the|our|us|that|caused)
            don't think (?:it|this|that|the)
            not (?:the|our) (?:deploy|release|change|problem)
        """),
        _P.INVESTIGATION,
        _P.INVESTIGATION,
        needs_system=True,
        special=_S.DROPPED,
    ),
    Cue(
        _K.HYPOTHESIS,
        "a hypothesis",
        3,
        ways("""
            suspect(?:ing)?
            theory|hypothesis|hunch
            (?:my|best|wild) guess
            first thought
            my money is on
            smells like
            smoking gun
        """),
        _P.INVESTIGATION,
        _P.INVESTIGATION,
        needs_system=True,
    ),
    Cue(
        _K.HYPOTHESIS,
        "a hypothesis",
        2.4,
        ways("""
            i (?:think|believe|bet|wonder if)
            looks like
            could (?:it |this |that )?be
            might be|may be|must be|probably
            seems (?:like|to be)
            it fits
            caused by|because of|related to|due to
            so either
            points? (?:to|at)
        """),
        _P.INVESTIGATION,
        _P.INVESTIGATION,
        needs_system=True,
    ),
    Cue(
        _K.HYPOTHESIS,
        "an explanation",
        2.5,
        ways("""
            that (?:would )?explains?
            that's (?:why|it|the (?:number|cause|reason|problem))
            found it
            it's the
            (?:is|was) right(?=[.:,])
            turns out
        """),
        _P.INVESTIGATION,
        _P.INVESTIGATION,
        needs_system=True,
        special=_S.EXPLAINED,
    ),
)
