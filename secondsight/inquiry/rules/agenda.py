"""How the minutes of a meeting are shared out, and what an edited agenda comes to (R2.7).

Every length is in whole minutes. The parts that walk the timeline are its own section and those of guests
who join for something of their own: together they get the agreed share, about two thirds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from secondsight.organisation.rules.term import Term

GUEST_LEAST, GUEST_MOST = 3, 10  # minutes of a guest's own section
LONGEST = 480
MOST_SECTIONS = 30
ROUND_TO = 5


class SectionKind(Term):
    """What a section of a meeting is for, in the order in which they are proposed."""

    OPENING = "opening", "Opening", "Guardrails are read out; who is new, and what the hour is for."
    PROCESS = "process", "How we go about it", "What will happen, and what each may do at any time."
    TIMELINE = "timeline", "Walk the timeline", "Moment by moment, as it looked from inside."
    GUEST = "guest", "With a guest", "Something that a guest joins for, and only for that."
    THEMES = "themes", "Themes and open questions", "What was voted for beforehand, and what differs."
    FACTORS = "factors", "What contributed", "Several, of several kinds, and how they met."
    LEARNING = "learning", "What we learnt", "Everything counts, nothing becomes a task."
    NEXT_STEPS = "next_steps", "What comes next", "What was put right already, and when few will decide."
    CLOSING = "closing", "Closing", "One word from each; the survey."


# What the minutes beside the timeline are shared out by.
WEIGHTS = {
    SectionKind.OPENING: 4,
    SectionKind.PROCESS: 2,
    SectionKind.THEMES: 5,
    SectionKind.FACTORS: 5,
    SectionKind.LEARNING: 5,
    SectionKind.NEXT_STEPS: 2,
    SectionKind.CLOSING: 1,
}
# What a short meeting does without, the first to go first. A word of process is part of its opening.
FIRST_TO_GO = (
    SectionKind.PROCESS,
    SectionKind.NEXT_STEPS,
    SectionKind.THEMES,
    SectionKind.CLOSING,
    SectionKind.FACTORS,
    SectionKind.OPENING,
    SectionKind.LEARNING,
)
LONG_ENOUGH_FOR_PROCESS = 50
# What a guest's section may be called for it to be one of the agenda's own.
CALLED = {
    "opening": SectionKind.OPENING,
    "process": SectionKind.PROCESS,
    "timeline": SectionKind.TIMELINE,
    "theme": SectionKind.THEMES,
    "question": SectionKind.THEMES,
    "factor": SectionKind.FACTORS,
    "contributed": SectionKind.FACTORS,
    "learning": SectionKind.LEARNING,
    "learnt": SectionKind.LEARNING,
    "next step": SectionKind.NEXT_STEPS,
    "closing": SectionKind.CLOSING,
}


@dataclass(frozen=True, slots=True)
class GuestFact:
    """A guest, by the id of their role, and what they are said to join for."""

    id: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class AtHand:
    """What there is to go through in the meeting; the numbers are of rows that nobody removed."""

    decisions: int = 0
    questions: int = 0
    themes: int = 0
    guests: tuple[GuestFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """One section: what it is, how long it lasts, and the ids of the guests who join for it."""

    kind: SectionKind
    title: str
    minutes: int
    guests: tuple[str, ...] = field(default=())


def propose_length(least: int, most: int, at_hand: AtHand) -> int:
    """Return the minutes that a meeting of a tier needs for what is at hand, between its two limits.

    A tier that can do without a meeting (from 0) is proposed its longest one. Source: R1.3.
    """
    if not least or least >= most:
        return most
    wanted = 30 + 4 * at_hand.decisions + 2 * at_hand.questions + 2 * at_hand.themes
    wanted += 5 * len(at_hand.guests)
    rounded = -(-wanted // ROUND_TO) * ROUND_TO
    return max(least, min(most, rounded))


def plan(minutes: int, at_hand: AtHand, *, timeline_percent: int = 66) -> list[Planned]:
    """Return the sections of a meeting in their order; their minutes add up to its length exactly.

    Every guest is in one section. Nothing lasts less than a minute, unless the meeting has none at all
    (a review in writing): then the sections are its steps. Source: R2.7.
    """
    block = min(minutes, max(1, (minutes * timeline_percent + 50) // 100)) if minutes else 0
    kinds = _kinds_that_fit(minutes, minutes - block, at_hand)
    if minutes and not kinds:
        block = minutes
    shares = share_out(minutes - block, [WEIGHTS[kind] for kind in kinds])
    beside = dict(zip(kinds, shares, strict=True))
    placed, own = _place(at_hand.guests, {*kinds, SectionKind.TIMELINE})
    guest_minutes = _guest_minutes(block, len(own)) if minutes else [0] * len(own)
    for guests in list(own.values())[len(guest_minutes) :]:
        placed[SectionKind.TIMELINE].extend(guests)
    walks = [Planned(SectionKind.TIMELINE, SectionKind.TIMELINE.label, block - sum(guest_minutes))]
    walks += [
        Planned(SectionKind.GUEST, title, given, tuple(guests))
        for (title, guests), given in zip(own.items(), guest_minutes, strict=False)
    ]
    before = (SectionKind.OPENING, SectionKind.PROCESS)
    sections = [Planned(kind, kind.label, beside[kind]) for kind in before if kind in beside]
    sections += walks
    sections += [Planned(kind, kind.label, given) for kind, given in beside.items() if kind not in before]
    return [replace(one, guests=one.guests or tuple(placed.get(one.kind, ()))) for one in sections]


def share_out(total: int, weights: Sequence[int]) -> list[int]:
    """Return whole shares of a total by weight that add up to it exactly, none negative.

    Where the total allows it, whatever has a weight gets at least 1. The largest remainders get what is
    left, earlier ones first among equals.
    """
    if not weights:
        return []
    positive = [place for place, weight in enumerate(weights) if weight > 0]
    least = [0] * len(weights)
    if total >= len(positive):
        for place in positive:
            least[place] = 1
    spare, whole = total - sum(least), sum(weights) or 1
    if not positive:
        return [spare, *least[1:]]
    exact = [spare * weight for weight in weights]
    shares = [given + one // whole for given, one in zip(least, exact, strict=True)]
    by_remainder = sorted(positive, key=lambda place: (-(exact[place] % whole), place))
    for place in by_remainder[: total - sum(shares)]:
        shares[place] += 1
    return shares


def place_unplaced(sections: Sequence[Planned], guests: Iterable[GuestFact]) -> list[Planned]:
    """Return the sections with every guest in one: those nowhere yet join where their words point.

    Guests who are no more are taken out. Without a section of that name it is the timeline, else the first.
    """
    there = {guest.id: guest for guest in guests}
    kept = [replace(one, guests=tuple(g for g in one.guests if g in there)) for one in sections]
    placed = {guest for one in kept for guest in one.guests}
    for guest in there.values():
        if guest.id not in placed and kept:
            at = _where(kept, guest)
            kept[at] = replace(kept[at], guests=(*kept[at].guests, guest.id))
    return kept


def difference(minutes: Iterable[int], length: int) -> int:
    """Return by how many minutes the sections are over the length; negative where some are not given."""
    return sum(minutes) - length


def say_difference(over: int, length: int) -> str:
    """Return in words by how much an agenda misses its length; empty where it adds up."""
    if not over:
        return ""
    number = f"{abs(over)} minute{'' if abs(over) == 1 else 's'}"
    if over > 0:
        return f"{number} over: the sections come to {length + over}, the meeting has {length}."
    return f"{number} left: the sections come to {length + over}, the meeting has {length}."


def make_fit(minutes: Sequence[int], length: int) -> list[int]:
    """Return the minutes of the sections brought to a length, each in proportion to what it had."""
    return share_out(length, minutes)


def _kinds_that_fit(minutes: int, rest: int, at_hand: AtHand) -> list[SectionKind]:
    kinds = list(WEIGHTS)
    if minutes < LONG_ENOUGH_FOR_PROCESS:
        kinds.remove(SectionKind.PROCESS)
    if not (at_hand.themes or at_hand.questions):
        kinds.remove(SectionKind.THEMES)
    if not minutes:
        return kinds
    for kind in FIRST_TO_GO:
        if len(kinds) <= rest:
            break
        if kind in kinds:
            kinds.remove(kind)
    return kinds


def _place(
    guests: Iterable[GuestFact], kinds: set[SectionKind]
) -> tuple[dict[SectionKind, list[str]], dict[str, list[str]]]:
    """Guests in the agenda's own sections by kind, and in sections of their own by title."""
    placed: dict[SectionKind, list[str]] = {kind: [] for kind in kinds}
    own: dict[str, list[str]] = {}
    titles: dict[str, str] = {}
    for guest in guests:
        kind = _named(guest.section)
        if kind is None:
            title = titles.setdefault(guest.section.casefold(), guest.section)
            own.setdefault(title, []).append(guest.id)
        else:
            placed[kind if kind in kinds else SectionKind.TIMELINE].append(guest.id)
    return placed, own


def _named(section: str) -> SectionKind | None:
    """The section of the agenda's own that a guest's words mean; the timeline where they say nothing."""
    words = section.strip().casefold()
    if not words:
        return SectionKind.TIMELINE
    for kind in SectionKind:
        if kind is not SectionKind.GUEST and words in (kind.value, kind.label.casefold()):
            return kind
    # A long title is about something of its own, whichever word it also holds.
    if len(words.split()) <= 2:
        return next((kind for word, kind in CALLED.items() if word in words), None)
    return None


def _where(sections: Sequence[Planned], guest: GuestFact) -> int:
    words, kind = guest.section.strip().casefold(), _named(guest.section)
    for at, one in enumerate(sections):
        if words and one.title.casefold() == words:
            return at
    for wanted in (kind, SectionKind.TIMELINE):
        for at, one in enumerate(sections):
            if one.kind is wanted:
                return at
    return 0


def _guest_minutes(block: int, wanted: int) -> list[int]:
    """The minutes of guests' own sections: at most half of the timeline's, fewer sections if need be."""
    half = block // 2
    number = min(wanted, half // GUEST_LEAST)
    return [min(GUEST_MOST, half // number)] * number if number else []
