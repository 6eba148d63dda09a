"""How people tell what they see, what stands in their way, and what users feel."""

from secondsight.record.rules.candidates.cues import Cue, ways
from secondsight.record.rules.candidates.signs import Sign
from secondsight.record.rules.vocabulary import EventKind, Phase

_K, _P, _S = EventKind, Phase, Sign

SEEING = (
    Cue(
        _K.OBSERVATION,
        "somebody taking up an alert",
        2.9,
        ways("""
            ack(?:ed|ing|'d)
            acknowledged(?! by)
            got (?:the|a|your) (?:page|alert)
            got paged
            (?:i am|i'm|yes|yep|ok)[,.]? looking
            looking into (?:it|this)
        """),
        _P.DETECTION,
        needs_system=True,
        needs_fact=True,
        special=_S.ACKNOWLEDGED,
    ),
    Cue(
        _K.OBSERVATION,
        "an obstacle",
        3,
        ways("""
            no access
            (?:don't|do not|doesn't) have (?:access|permission|the rights)
            read[- ]only
            permission denied
            can't (?:end|stop|kill|reach|access|log ?in|get in|connect|deploy)
            locked out
            must be a member
        """),
        needs_system=True,
    ),
    Cue(
        _K.OBSERVATION,
        "an obstacle",
        3.1,
        ways("""
            runbook\\b[^.!]{0,60}\\b(?:gone|wrong|out of date|outdated|missing|old|empty|doesn't|fail\\w*)
            runbook\\b[^.!]{0,60}\\blast (?:checked|updated)
            unknown target
            empty (?:box|page)
            never seen this
        """),
    ),
    Cue(
        _K.OBSERVATION,
        "an obstacle",
        2.4,
        ways("""
            on (?:leave|vacation)
            asleep
            middle of the night
            only (?:person|one) who
            nobody (?:else )?(?:knows|can|has)
        """),
    ),
    Cue(
        _K.OBSERVATION,
        "things getting worse",
        3,
        ways("""
            worse than before
            it(?:'s| is) back(?! to)
            getting worse
            spreading
            still (?:failing|down|broken|climbing)
            and falling
            (?:is|are|went|going) down
        """),
        needs_system=True,
        needs_fact=True,
        special=_S.WORSENED,
    ),
    Cue(
        _K.OBSERVATION,
        "an attempt that did not help",
        3,
        ways("""
            (?:made |makes |that's |but )?no (?:difference|effect|improvement)
            (?:didn't|did not|doesn't|does not|hasn't) (?:help|change anything|fix it|make a difference)
            still the same
        """),
        needs_system=True,
        special=_S.DROPPED,
    ),
    Cue(
        _K.OBSERVATION,
        "recovery",
        3,
        ways("""
            back to (?:normal|baseline|green)
            recover(?:ing|ed|s)
            all clear
            healthy again
            we're there
            coming (?:back )?down
            (?:works?|working|served|serving) (?:fine )?again
            (?:is|are) (?:back )?up again
            dropping
            going through again
            (?:errors|alerts) (?:have )?(?:stopped|cleared)
            looks? (?:good|healthy) (?:now|again)
            stable (?:now|again|for)
        """),
        needs_system=True,
        needs_fact=True,
        special=_S.RECOVERED,
    ),
    Cue(
        _K.OBSERVATION,
        "an observation",
        2.3,
        ways("""
            i(?:'m| am)? see(?:ing)?
            i have
            we(?:'re| are)? see(?:ing)?
            seeing
            spik(?:e|ed|ing)
            climbing|saturated|maxed|exhausted|throwing|failing|erroring|stuck|hanging|unresponsive|returning
            idle in transaction
            (?:held|blocked) by
            waiting for
            since \\d\\d?:\\d\\d\\w*
            opened \\d\\d?:\\d\\d
            before the incident
            timing out|timed? ?outs?
            out of memory|oom\\w*
            crash(?:ing|ed|loop\\w*)
        """),
        needs_system=True,
    ),
    Cue(
        _K.OBSERVATION,
        "an observation",
        1.2,
        ways("""
            graph|dashboard|logs?|traces?|metrics?|latency|cpu|usually
            p\\d\\d(?:\\.\\d)?
            (?:error|success) rate
            queue depth
            normal is
        """),
        needs_system=True,
    ),
    Cue(
        _K.OBSERVATION,
        "a surprise",
        1.6,
        ways("""
            strange|weird|odd|unexpected\\w*
            that's not (?:right|normal)
            oh wow
            huh
            couldn't explain
            didn't (?:know|expect)
            that is not nothing
        """),
    ),
    Cue(
        _K.IMPACT,
        "impact",
        3.1,
        ways("""
            (?:customers?|users?|people)\\b[^.?!]{0,50}\\b(?:can't|cannot|unable|fail\\w*|stuck|report\\w*|complain\\w*)
            (?:customers?|users?|people)\\b[^.?!]{0,50}\\b(?:charged|twice|affected|impacted|waiting)
            (?:tickets?|contacts|complaints?)\\b[^.?!]{0,30}\\b(?:so far|about|waiting|coming in|piling up)
            (?:orders?|baskets?|payments?)\\b[^.?!]{0,50}\\b(?:charged|lost|no order|stuck|missing|duplicated)
            \\d+ (?:chats|tickets|contacts|complaints|reports)
        """),
    ),
)
