"""What sort of moment an entry tells, by its words; a person can say otherwise later (S9)."""

import re

from secondsight.record.rules.vocabulary import EventKind

_WORDS: tuple[tuple[EventKind, str], ...] = (
    (EventKind.STATUS_UPDATE, (r"status ?page|statuspage|status update|customers? (?:were "
        r"|was )?(?:informed|notified|told)")),
    (EventKind.ESCALATION, (r"escalat\w+|paged?\b|paging|call(?:ed|s) in|join(?:ed"
        r"|s) (?:the )?(?:call|bridge|incident)|contact(?:ed|s)\b")),
    (EventKind.SIGNAL, (r"alert\w*|alarm\w*|monitor(?:ing|s)? (?:report|detect|show)\w*|pagerduty"
        r"|triggered on|warning from")),
    (EventKind.HANDOFF, r"hand(?:s|ed)?[ -]?(?:over|off)"),
    (EventKind.DECISION, r"deci(?:ded?|des|sion)\b|agreed (?:to|on)|chose\b"),
    (EventKind.HYPOTHESIS, r"suspect\w*|hypothes\w+|assum(?:e|ed|ption)\b|we think|might be|theory"),
    (EventKind.IMPACT, (r"(?:outage|impact|incident) (?:begins?|began|starts?|started)|users? (?:are"
        r"|were) unable|unavailable|\bdown\b|customers? (?:see|saw|cannot|can ?not|unable)")),
    (EventKind.COMMUNICATION, (r"notif(?:y|ied|ies)|inform(?:ed|s)\b|announc\w+|e-?mail\w*|posted"
        r"|messaged\b|asked|report(?:s|ed)? (?:by|that|back)|respond(?:ed|s)|told\b")),
    (EventKind.ACTION, (r"roll(?:ed|s|ing)? ?back|revert\w*|restart\w*|scal(?:ed|ing|e) (?:up|down"
        r"|out)|kill\w*|drain\w*|cordon\w*|disabl\w+|remov\w+|delet\w+|attempt\w*|tr(?:y|ied"
        r"|ying) to|investigat\w+|re-?ran|mark(?:ed)? |fix (?:applied|committed|deployed)"
        r"|clear(?:ed)?\b|set .* to\b|manually")),
    (EventKind.CHANGE, (r"deploy\w*|releas\w+|upgrad\w+|merg(?:ed|es)|pipeline|rolled out|appl(?:y"
        r"|ied|ies)|migrat\w+|configur\w+|updated?|replaced|implemented|pushed|maintenance")),
)  # fmt: skip
_KINDS = tuple((kind, re.compile(rf"\b(?:{words})", re.IGNORECASE)) for kind, words in _WORDS)


def kind_of(what: str) -> EventKind:
    """Return the kind of event that the first telling words suggest; an observation when none do."""
    for kind, words in _KINDS:
        if words.search(what):
            return kind
    return EventKind.OBSERVATION
