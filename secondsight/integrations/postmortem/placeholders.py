"""What a template left behind: words that stand where somebody was to write something."""

import re

_EMPTY = re.compile(
    r"(?:[\s\-–—.…_*?|:]*|n\.?/?a\.?|none(?: (?:yet|known|identified))?\.?|nothing|tbd\.?|tba\.?"
    r"|todo:?|to do|to be (?:determined|added|done)\.?"
    r"|x{2,}|y{2,}|z{2,}|\?+|\.{3}|…|lorem ipsum.*|<[^>]*>|\[[^\]]*\]|\{[^}]*\}|_+|item(?: \d)?"
    r"|text|example)",
    re.IGNORECASE | re.DOTALL,
)
_LEFT_OVER = re.compile(
    r"short event description\.?|(?:event|incident|issue) (?:description|title|name|summary)"
    r"|description of (?:the )?event|"
    r"(?:brief|short|one.line) (?:description|summary)(?: of .*)?|someone fromtheteam.*|"
    r"(?:title|name) of (?:the )?incident|(?:incident )?post.?mortem template|what happened\??",
    re.IGNORECASE | re.DOTALL,
)
_PROMPT = re.compile(
    r"(?:insert|add|describe|enter|fill in|write|list|explain|provide|include|give|use) .*"
    r"|.*\b(?:your|name) here\b.*|"
    r"(?:what|why|how|when|who|where|which|did|were|was|is|are) .*\?|.*\b(?:xxx|yyy|zzz|todo|tbd)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_STAMP = re.compile(r"20xx|yyyy|mm[-/]dd|hh:mm|xx:xx", re.IGNORECASE)


def is_empty(text: str) -> bool:
    """Return whether a text says nothing: a dash, “TBD”, “N/A”, an unfilled slot."""
    return bool(_EMPTY.fullmatch(text.strip()))


def is_left_over(text: str) -> bool:
    """Return whether a text is the sample that a template gives, not overwritten."""
    return bool(_LEFT_OVER.fullmatch(text.strip(" *_()[]<>")))


def is_sample(text: str) -> bool:
    """Return whether a text is what a template offers or asks for, or says nothing."""
    bare = text.strip(" *_()[]<>")
    return is_empty(text) or bool(_LEFT_OVER.fullmatch(bare) or _PROMPT.fullmatch(bare))


def is_sample_stamp(text: str) -> bool:
    """Return whether a time is the pattern of one: “20xx-MM-DD HH:mm”."""
    return bool(_STAMP.search(text))
