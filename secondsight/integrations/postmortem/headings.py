"""Which part of a post-mortem a heading begins, by the names that are in use."""

import re
from enum import StrEnum


class Part(StrEnum):
    """What a section holds."""

    SUMMARY = "summary"
    TIMELINE = "timeline"
    FACTORS = "factors"
    POORLY = "went poorly"
    WORKED = "what worked"
    LUCK = "luck"
    LESSONS = "lessons"
    ACTIONS = "actions"
    FACTS = "facts"
    TEXT = "text"  # a name that is known and stays text: impact, detection, attendees


_NAMES: tuple[tuple[Part, str], ...] = (
    (
        Part.LUCK,
        r"(?:where|what|how) (?:did )?we (?:got|were|get) lucky|(?:good )?luck|lucky breaks?|.*\bgot lucky",
    ),
    (
        Part.WORKED,
        (
            r"(?:what|things)(?: that| which)? (?:went|worked|did we do|we did|was|were) (?:really "
            r"|very |so )?(?:well|right|good)"
            r"|what (?:worked|helped|did go well|did go right)|went well|worked well|the good"
            r"|positives?|successes"
            r"|good things|strengths|(?:the )?good(?: parts?)?|pros"
        ),
    ),
    (
        Part.POORLY,
        (
            r"(?:what|things)(?: that| which)? (?:went|didn ?t go|did not go|could have gone|could go"
            r"|worked|we did|didn ?t work"
            r"|did not work|can be|could be|could have been|needs?|didn ?t|went less)"
            r"(?: so| as| very| quite| really)?(?: well| right| wrong| poorly| badly| better| improved?"
            r"| bad| smoothly| work)*"
            r"|went (?:poorly|wrong|badly|less well)|the (?:bad|ugly)|negatives|what hurt us"
            r"|areas? (?:for|of|to) improve(?:ment)?s?"
            r"|where we (?:got unlucky|were unlucky|struggled)|challenges|difficulties|weaknesses|cons"
            r"|pain points"
        ),
    ),
    (
        Part.ACTIONS,
        (
            r".*\baction (?:items?|points?|plan)\b.*|(?:(?:corrective|preventi(?:ve|ative)|remedial"
            r"|follow ?up|immediate|planned|next"
            r"|further|improvement|remediation|mitigating|recommended|short term|long term|our|the"
            r"|proposed|required|taken)\s?"
            r"(?:and|&|or|/)?\s?)*(?:actions?|measures?|tasks?|steps|fixes)(?: taken| planned| to (?:take"
            r"|prevent).*| going forward)?"
            r"|follow ?ups?(?: items?| actions?| tasks?| work| tickets?)?|to ?dos?"
            r"|remediations?(?: items?| plan| tasks?)?"
            r"|recommendations|repair items|prevention|future work|improvements?|planned improvements"
            r"|next steps.*"
            r"|what are we (?:doing|going to do).*|what will (?:we|change).*|how (?:do|will|can"
            r"|are) we (?:prevent|going to prevent|avoid).*"
            r"|preventing (?:it|this|recurrence|future).*|mitigation items|work items|tickets"
            r"|issues filed|remediation and prevention"
            r"|(?:corrective and )?preventati?ve measures?|corrections"
        ),
    ),
    (
        Part.TIMELINE,
        (
            r"(?:.*\b)?time ?line\b.*|chronology.*|(?:sequence|log|order) of events.*|(?:event|incident"
            r"|events) log.*"
            r"|events?|what happened when|play by play|detailed events|incident events"
        ),
    ),
    (
        Part.FACTORS,
        (
            r".*\bcontribut(?:ing|ory|ors?)\b.*|.*\broot causes?\b.*|(?:(?:the|proximate|underlying"
            r"|immediate|direct|causal|primary"
            r"|main|likely|possible|probable|technical|secondary)\s?)*(?:causes?|triggers?"
            r"|factors?)(?: analysis| of (?:the )?(?:outage|incident|failure|problem))?"
            r"|cause\(s\)|rca|why did (?:this|it) happen.*|what (?:caused|triggered) .*"
            r"|what went wrong and why|(?:the )?(?:(?:five|5) )?whys.*"
            r"|causation|(?:risk|aggravating|mitigating) factors|fault"
        ),
    ),
    (
        Part.LESSONS,
        (
            r".*\blessons?\b(?: we)?(?: learn(?:ed|t|ing)?)?.*|(?:key |our |main )?(?:learnings?"
            r"|take ?aways?|insights|findings)(?: points?)?"
            r"|what (?:did we|have we|we) learn(?:ed|t)?.*|learning points?|things (?:we )?learn(?:ed|t)"
        ),
    ),
    (
        Part.SUMMARY,
        (
            r"(?:(?:executive|incident|issue|high level|brief|short|event|problem|outage|postmortem"
            r"|post mortem)\s)*"
            r"(?:summary|overview|synopsis|abstract|description|tl ?;? ?dr|introduction)(?: of .*)?"
            r"|what happened"
        ),
    ),
    (
        Part.FACTS,
        (
            r"stat(?:istic)?s|metadata|(?:incident |event |key |basic )?(?:details|facts|information"
            r"|info|data|metrics|properties)"
        ),
    ),
    (
        Part.TEXT,
        (
            r"(?:.*\b)?impact(?:ed)?\b.*|.*\bdetection\b.*|.*\bresolution\b.*|.*\bresponse\b.*"
            r"|.*\brecovery\b.*|.*\bmitigations?\b.*"
            r"|remediation|background|context|attendees|atendees|participants|authors?"
            r"|people(?: involved)?|responders?"
            r"|(?:supporting )?(?:references|links|information|documents)|related.*|appendi(?:x|ces)"
            r"|glossary|notes|questions"
            r"|discussion|analysis|(?:technical )?details|status|severity|communication|monitoring"
            r"|conclusions?|messaging"
            r"|acknowledg\w+|thanks|graphs|screenshots|images|data|owners?|team|affected .*"
            r"|services? affected"
        ),
    ),
)
_PARTS = tuple((part, re.compile(rf"(?:{names})", re.IGNORECASE)) for part, names in _NAMES)
_NUMBER = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2})*[.):]?|[ivx]{1,4}[.)]|[a-z]\))\s+", re.IGNORECASE)
_ASIDE = re.compile(r"\s*[\(\[][^\)\]]*[\)\]]?\s*$")
_MARKS = re.compile(r"[^\w\s&/()\-;,:.?'’]", re.UNICODE)


def part_of(heading: str) -> Part | None:
    """Return what a heading begins, None for a name that is not in use for any part."""
    bare = plain_heading(heading)
    if not bare or len(bare) > 200:
        return None
    for part, names in _PARTS:
        if names.fullmatch(bare):
            return part
    # “Impact: four hours of refused payments”
    head, sign, _ = bare.partition(":")
    return part_of(head) if sign else None


def plain_heading(heading: str) -> str:
    """Return a heading without number, pictures, trailing colon and what stands in brackets behind it."""
    bare = _MARKS.sub(" ", heading[:400]).replace("’", " ").replace("'", " ").replace("-", " ")
    bare = _NUMBER.sub("", bare.strip() + " ").strip()
    if bare.lower().endswith("(s)"):
        bare = bare[:-3] + "s"
    while (cut := _ASIDE.sub("", bare)) and cut != bare:
        bare = cut
    return re.sub(r"\s+", " ", bare).strip(" :.,;?")
