"""How people decide on something and do it."""

from secondsight.record.rules.candidates.cues import Cue, alternatives, ways
from secondsight.record.rules.vocabulary import EventKind, Phase

_K, _P = EventKind, Phase

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

CHOOSING = (
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

DEEDS = (
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
