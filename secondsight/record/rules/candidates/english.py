"""How people say in English that an incident turned (R3.7).

Precision before recall: a cue that fires on small talk costs more trust than a missed one costs clicks.
"I think it's lunch time" is no hypothesis, so cues that everyday talk shares need a system beside them.
"""

from secondsight.record.rules.candidates.cues import Cue, Vocabulary, alternatives, ways
from secondsight.record.rules.candidates.signs import Sign
from secondsight.record.rules.vocabulary import EventKind, Phase

_K, _P, _S = EventKind, Phase, Sign

_DO = alternatives("""
    roll(?: \\S+){0,3}? back
    rollback|revert|restart|reboot|redeploy|deploy|scale|disable|enable|drain|flush|fail ?over|switch
    stop|kill|block|throttle|pause|purge|promote|isolate|bump|raise|increase|cordon|shut|cut
    turn (?:\\S+ )?(?:off|on)
    page|call|declare|hold|end|replay|rebuild|restore|re-?run
""")
_DOING = alternatives("""
    rolling(?: \\S+){0,3}? back
    reverting|restarting|rebooting|redeploying|deploying|scaling|disabling|draining|flushing|failing over
    switching|stopping|killing|blocking|throttling|purging|promoting|bumping|restoring|re-?running
    turning (?:\\S+ )?(?:off|on)
""")
_DONE = alternatives("""
    rolled(?: \\S+){0,3}? back
    reverted|restarted|rebooted|redeployed|deployed|scaled|disabled|drained|flushed|switched|stopped|killed
    blocked|throttled|purged|promoted|bumped|raised|increased|ended|cleared|restored|replayed|re-?ran
    cordoned|patched|merged|terminated|evicted|rotated|renewed|hotfixed|pinned|unblocked|removed|freed
    failed (?:\\S+ )?over
    turned (?:\\S+ )?(?:off|on)
""")
_SEV = alternatives("""
    sev(?:erity)?[ -]?[0-5]
    p[0-4]
    (?:major )?incident
""")

_COMMAND = (
    Cue(
        _K.DECISION,
        "a declaration",
        4,
        ways(
            """
            (?:declar(?:e|ed|ing)|opening|raising|calling)\\b[^.?!]{0,30}\\b{sev}
            (?:this is|making this|treat(?:ing)? this as) an? {sev}
            """,
            sev=_SEV,
        ),
        _P.TRIAGE,
        _P.TRIAGE,
        needs_fact=True,
        special=_S.DECLARED,
    ),
    Cue(
        _K.HANDOFF,
        "somebody taking command",
        4,
        ways(
            """
            (?:i'll|i will|i'm|let me|i can) (?:take|taking|run|running|be) (?:over )?(?:as |the )?{command}
            (?:i'll|i will|i'm) (?:be )?(?:the )?incident command(?:er)?
            (?:taking|assuming) (?:over as |over )?(?:ic|command|incident commander)
        """,
            command="command|ic|lead|point|comms",
        ),
        _P.TRIAGE,
        _P.TRIAGE,
        special=_S.COMMAND_TAKEN,
    ),
    Cue(
        _K.HANDOFF,
        "a handoff",
        3.5,
        ways("""
            hand(?:ing|ed) (?:it |this )?(?:over|off)
            taking over (?:from|for|as)
            (?:is|you're) (?:now )?(?:the )?(?:ic|commander|incident commander)
            over to @\\S+
        """),
    ),
)

_FETCHING = (
    Cue(
        _K.ESCALATION,
        "a page",
        3.5,
        ways("""
            pag(?:ed|ing)(?! (?:through|query|file))
            page sent
            escalat(?:ed|ing)
        """),
        special=_S.PAGED,
    ),
    Cue(
        _K.ESCALATION,
        "a call for help",
        3,
        ways("""
            @\\S+(?: \\S+){0,2}? (?:can|could|would|will) (?:you|one of you|somebody|someone)
            @\\S+(?: \\S+){0,2}? (?:please|pls)
            (?:anyone|anybody|someone|somebody) (?:from|in|on) [^.?!]{0,50}(?:look|help|join|check|awake)
            (?:anyone|anybody|someone|somebody) (?:from|in|on) [^.?!]{0,30}(?:around|here|available)
            (?:need|get|want) (?:a|an|the|someone|somebody) [^.?!]{0,30}(?:expert|on-?call|dba|who knows|from)
            please (?:join|come)
            can you (?:join|hop on|jump (?:on|in))
            are you (?:around|there|awake|online)
        """),
    ),
    Cue(
        _K.ESCALATION,
        "somebody being fetched",
        2.5,
        ways("""
            voicemail
            no (?:answer|ack\\w*)
            not (?:picking up|answering|responding)
            got (?:hold of|through to)
            (?:she's|he's|they're) up
            reached (?:him|her|them|@\\S+)
            (?:call|phone) got through
        """),
    ),
)

_THINKING = (
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
            (?:my|best) guess
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

_CHOOSING = (
    Cue(
        _K.DECISION,
        "a decision",
        3.2,
        ways(
            """
            (?:let's|let us|then we|so we|so we'll|we'll|we will|we should) (?:just |now |not )?{do}
            """,
            do=_DO,
        ),
        _P.MITIGATION,
        _P.INVESTIGATION,
    ),
    Cue(
        _K.DECISION,
        "a decision",
        3,
        ways("going (?:to|with|ahead)\\b[^.?!]{0,20}\\b(?:{do}|option|plan)", do=_DO),
        _P.MITIGATION,
        _P.INVESTIGATION,
        needs_system=True,
    ),
    Cue(
        _K.DECISION,
        "a decision",
        3,
        ways("""
            go ahead
            green light
            ^(?:ok[,.]? )?\\(?(?:option )?\\d\\)?[.,:]? go[.!]*
            ^(?:do it|go|ship it)[.!]*$
        """),
        _P.MITIGATION,
        _P.INVESTIGATION,
        needs_fact=True,
    ),
    Cue(
        _K.DECISION,
        "a decision",
        3,
        ways("""
            decided
            decision
        """),
        _P.MITIGATION,
        _P.INVESTIGATION,
        needs_system=True,
        needs_fact=True,
    ),
    Cue(
        _K.DECISION,
        "a choice not to act",
        2.8,
        ways("""
            not doing (?:that|this)
            hold (?:off|that)
            let's (?:wait|not)
            don't touch
            i'd rather not
            stand by
        """),
    ),
)

_DEEDS = (
    Cue(
        _K.ACTION,
        "an action",
        2.8,
        ways("{done}", done=_DONE),
        _P.MITIGATION,
        _P.INVESTIGATION,
        needs_system=True,
        needs_fact=True,
    ),
    Cue(
        _K.ACTION,
        "an action under way",
        2.6,
        ways("^(?:ok[,.]? |now |i'm |we're |on it[,.] )?{doing}", doing=_DOING),
        _P.MITIGATION,
        _P.INVESTIGATION,
        needs_fact=True,
    ),
    Cue(
        _K.ACTION,
        "an action under way",
        2.2,
        ways("{doing}", doing=_DOING),
        _P.MITIGATION,
        _P.INVESTIGATION,
        needs_system=True,
        needs_fact=True,
    ),
)

_SEEING = (
    Cue(
        _K.OBSERVATION,
        "somebody taking up an alert",
        2.9,
        ways("""
            ack(?:ed|ing|'d)
            acknowledged(?! by)
            got (?:the|a|your) (?:page|alert)
            got paged
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
        "recovery",
        3,
        ways("""
            back to (?:normal|baseline|green)
            recover(?:ing|ed|s)
            all clear
            healthy again
            we're there
            coming (?:back )?down
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

_TELLING = (
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

ENGLISH = Vocabulary(
    cues=(*_COMMAND, *_FETCHING, *_THINKING, *_CHOOSING, *_DEEDS, *_SEEING, *_TELLING),
    not_a_fact=ways("""
        (?:should|could|would|can|might|may|must|need to|have to|want(?:ed)? to)\\b[^.,;:?!]{0,18}$
        (?:if|until|before|unless|not|never|to be|being|when|whether|how to|want)\\b[^.,;:?!]{0,18}$
        \\w+n't\\b[^.,;:?!]{0,18}$
    """),
    small_talk=ways("""
        lunch|dinner|breakfast|coffee|cake|pizza|beer|drinks|birthday|weekend|holidays?|congrat\\w*|welcome|happy
        meet-?up|conference|talks|tutorial|webinar|badges?|parking|desk|stand-?up|retro|1:1|feedback|slides
        pr review|pull request|reminder|for the record|blog|article|book|course|fun|cool|awesome|nice|love
        great time
    """),
    system_words=ways("""
        apis?|dbs?|databases?|postgres\\w*|mysql|redis|kafka|elastic\\w*|queues?|caches?|pods?|nodes?
        hosts?|clusters?|servers?|services?|containers?|deploys?|deployments?|releases?|rollbacks?
        builds?|pipelines?|canary|versions?|configs?|flags?|certs?|certificates?|dns|tls|cdn
        load ?balancers?|proxy|gateway|firewall|network|packets?|regions?|zones?|cpu|memory|ram|disks?
        iops|heap|threads?|locks?|deadlocks?|connections?|pools?|pooler|sessions?|transactions?
        quer(?:y|ies)|replicas?|replication|primary|failover|backups?|migrations?|schema|index|latency
        timeouts?|errors?|exceptions?|stack ?traces?|logs?|metrics?|dashboards?|graphs?|alerts?|pages?
        p\\d\\d|5xx|4xx|50\\d|40\\d|traffic|requests?|calls?|retries|rate|throughput|load|checkout
        payments?|login|sign-?in|jobs?|cron|workers?|scheduler|batch|kernel|sync|crash\\w*|outage
        incident|sev-?\\d|runbook|prod|production|staging|customers?|users?|orders?|upstreams?
        downstream|vendor|provider|token|auth|credentials?|secret|permissions?|role|webhooks?|endpoints?
    """),
)
