"""Reads transcripts of calls: who said what, how long after the recording's start."""

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256

from secondsight.base.lines import lines
from secondsight.integrations.transcript.cues import Aside, Broken, Cue, blocks, has_timing
from secondsight.integrations.transcript.start import moment_in
from secondsight.record.rules.evidence import Ask, Head, Item, LeftOut, NeedsAnswer, ReadOptions
from secondsight.record.rules.local_time import NoSuchTime, instant_of

_ABOUT = """\
Times in it count from the recording's start.
You are asked when that was, unless a note at its beginning tells date and time.
Read: each cue as one thing said, with its speaker from `<v Name>` or `Name: …`, else without one.
A cue is known by its time, speaker and words, so that the same transcript brought in again merges.
Left out, each with its reason: cues without words, times that cannot be read, text that is no cue.
"""


class _Transcript:
    """What both formats share: blocks with times, and a start to count from."""

    propose = None

    def read(self, head: Head, options: ReadOptions) -> Iterator[Item | LeftOut]:
        """Return each cue that has words. Raises NeedsAnswer where nobody said when the recording began."""
        with head.path.open("rb") as stream:
            found = blocks(_storable(lines(stream, file=head.name)))
            asides: list[Aside] = []
            first = None
            for first in found:
                if not isinstance(first, Aside):
                    break
                asides.append(first)
            starts_at = options.starts_at or _said_start(asides, head, options)
            channel = options.channel or next((aside.name for aside in asides if aside.name), "call")
            for block in itertools.chain([first] if first else [], found):
                if not isinstance(block, Aside):
                    yield _evidence(block, starts_at.astimezone(UTC), channel)


class WebVtt(_Transcript):
    """The reader of WebVTT."""

    format = "webvtt"
    title = "transcript (WebVTT)"
    about = f"""\
The transcript of a call: Zoom keeps it beside the cloud recording, Teams and Meet offer it as a download.
{_ABOUT}"""

    def recognises(self, head: Head) -> bool:
        """Return whether the file begins with the word WEBVTT."""
        start = _beginning(head)
        return start.startswith("WEBVTT") and start[6:7] in ("", " ", "\t", "\n", "\r")


class SubRip(_Transcript):
    """The reader of SubRip."""

    format = "subrip"
    title = "transcript (SRT)"
    about = f"""\
The transcript of a call as subtitles: a number, a line of times, the words.
{_ABOUT}"""

    def recognises(self, head: Head) -> bool:
        """Return whether the file begins with a cue: its times, mostly below a number."""
        first, _, rest = _beginning(head).partition("\n")
        number = first.strip()
        return has_timing(first) or (number.isdigit() and has_timing(rest.partition("\n")[0]))


def _storable(numbered: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    return ((number, line.replace("\0", "\ufffd")) for number, line in numbered)


def _beginning(head: Head) -> str:
    encoding = "utf-16" if head.start.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    return head.start[:4096].decode(encoding, "replace").lstrip("\ufeff \t\r\n")


def _said_start(asides: list[Aside], head: Head, options: ReadOptions) -> datetime:
    """Return when the recording began, from the notes before its first cue."""
    for aside in asides:
        moment = moment_in(aside.words)
        if moment is None:
            continue
        if moment.tzinfo is not None:
            try:
                return moment.astimezone(UTC)
            except OverflowError:
                continue
        if options.zone is None:
            ask = f"It says that the recording began {moment:%Y-%m-%d %H:%M:%S}. Which time zone is that in?"
            raise NeedsAnswer(head.name, Ask("zone", ask))
        try:
            return instant_of(moment, options.zone, options.repeated_hour, file=head.name)
        except (NoSuchTime, OverflowError):
            continue
    raise NeedsAnswer(
        head.name,
        Ask(
            "starts_at",
            "Its times count from the start of the recording. When did the recording begin?",
        ),
    )


def _evidence(block: Cue | Broken, starts_at: datetime, channel: str) -> Item | LeftOut:
    place = f"line {block.line}"
    if isinstance(block, Broken):
        return LeftOut(place, block.reason, channel, block.detail)
    try:
        occurred_at, until = starts_at + block.begins, starts_at + block.ends
    except OverflowError:
        return LeftOut(place, "time not understood", channel, f"{block.begins} after the recording's start")
    said = "\0".join((occurred_at.isoformat(), str(block.ends), block.speaker, block.words))
    return Item(
        key=f"transcript:{sha256(said.encode('utf-8', 'replace')).hexdigest()[:32]}",
        kind="speech",
        occurred_at=occurred_at,
        text=block.words,
        place=place,
        raw=block.raw,
        channel=channel,
        author_id=block.speaker,
        author_name=block.speaker,
        details={"until": until.isoformat(), "from_start": str(block.begins)}
        | ({"cue": block.identifier} if block.identifier else {}),
    )


READERS = (SubRip(), WebVtt())
