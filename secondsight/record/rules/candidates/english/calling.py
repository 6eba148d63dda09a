"""How people declare, take command, hand over and fetch others."""

from secondsight.record.rules.candidates.cues import Cue, alternatives, ways
from secondsight.record.rules.candidates.signs import Sign
from secondsight.record.rules.vocabulary import EventKind, Phase

_K, _P, _S = EventKind, Phase, Sign

_SEV = alternatives("""
    sev(?:erity)?[ -]?[0-5]
    p[0-4]
    (?:major )?incident
""")

COMMAND = (
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

FETCHING = (
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
            (?:calling|ringing|phoning) (?:him|her|them|@\\S+)
            reached (?:him|her|them|@\\S+)
            (?:call|phone) got through
        """),
    ),
)
