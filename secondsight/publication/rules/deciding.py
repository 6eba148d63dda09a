"""A decision as people told it, for an edition: what they faced, what they weighed, what they say (R3.4)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Voice:
    """What one person says, perhaps about a moment, in their own words."""

    words: str
    who: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """An option that was in view, with what spoke for it and against it then."""

    what: str
    is_taken: bool = False
    spoke_for: tuple[Voice, ...] = ()
    spoke_against: tuple[Voice, ...] = ()


@dataclass(frozen=True, slots=True)
class Deciding:
    """What is told of a decision beside its moment; `said` is by what was asked, in the order of asking.

    `decider` is who decided by name; `team_id` is set where a team did.
    """

    question: str = ""
    choice: str = ""
    decider: str = ""
    team_id: str = ""
    ways: tuple[Way, ...] = ()
    said: tuple[tuple[str, tuple[Voice, ...]], ...] = ()


def voice_line(voice: Voice) -> str:
    """Return a note in one line: "Going back is cheap. (Joost Terhaar)"."""
    words = ": ".join(part for part in (voice.about, " ".join(voice.words.split())) if part)
    return f"{words} ({voice.who})" if voice.who else words


def way_lines(way: Way) -> list[tuple[str, str]]:
    """Return what spoke for and against an option: ("for", "Going back is cheap. (Joost Terhaar)")."""
    return [("for", voice_line(one)) for one in way.spoke_for] + [
        ("against", voice_line(one)) for one in way.spoke_against
    ]


def texts(deciding: Deciding) -> list[str]:
    """Return all its words, as a reader reads them."""
    voices = [one for way in deciding.ways for one in (*way.spoke_for, *way.spoke_against)]
    voices += [one for _, said in deciding.said for one in said]
    return [
        deciding.question,
        deciding.choice,
        *(way.what for way in deciding.ways),
        *(one.words for one in voices),
    ]
