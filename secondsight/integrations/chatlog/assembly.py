"""Puts the lines of a copied conversation together to messages, one at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from secondsight.integrations.chatlog.pasted import Header, header_of, may_be_name
from secondsight.integrations.chatlog.stamps import DayOrMonthFirst, Stamp, day_alone

LONGEST = 100_000  # characters of one message; what is longer goes on as another


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message. `is_next_day` says that the text names a later day than the message before."""

    line: int  # its first
    stamp: Stamp
    author: str
    text: str
    raw: str
    is_bot: bool = False
    is_next_day: bool = False


@dataclass(frozen=True, slots=True)
class Stray:
    """A line that belongs to no message."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Turn:
    """From here on it is another day; its year may not be told."""

    year: int | None
    month: int
    day: int


class TwoOrders(ValueError):
    """A line whose date can be read in two ways."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


@dataclass(slots=True)
class _Open:
    line: int
    header: Header
    stamp: Stamp
    author: str
    is_next_day: bool
    head: list[str]  # the lines of its header
    body: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, line: str) -> None:
        self.body.append(line)
        self.length += len(line) + 1

    def take_name(self) -> str:
        """Take off the last line that is not blank if it may be a name, else return ""."""
        at = len(self.body) - 1
        while at >= 0 and not self.body[at].strip():
            at -= 1
        if at < 0 or not may_be_name(self.body[at]):
            return ""
        name = self.body[at].strip()
        del self.body[at:]
        return name

    def spoken(self) -> Spoken:
        said = "\n".join(line.rstrip() for line in (self.header.text, *self.body)).strip()
        raw = "\n".join([*self.head, *self.body])
        return Spoken(self.line, self.stamp, self.author, said, raw, self.header.is_bot, self.is_next_day)


def assembled(numbered: Iterable[tuple[int, str]], day_first: bool | None) -> Iterator[Spoken | Stray | Turn]:
    """Return messages in their order, lines that belong to none, and turns to other days.

    Raises TwoOrders where nobody said whether the day or the month comes first.
    """
    current: _Open | None = None
    stamp: Stamp | None = None
    above: Stray | None = None  # the last line, where no message is open: it may be a name
    author, relative = "", ""
    for number, line in numbered:
        try:
            header = header_of(line, day_first)
        except DayOrMonthFirst:
            raise TwoOrders(line) from None
        if header is not None:
            name = header.name
            if name is None:
                name = current.take_name() if current else ""
                if above and may_be_name(above.text):
                    name, above = above.text.strip(), None
            if current:
                yield current.spoken()
            if above:
                yield above
            above, author = None, name or author
            is_next_day = (relative, header.relative) == ("yesterday", "today")
            relative = header.relative or relative
            stamp = header.stamp.after(stamp) if stamp and name == "" else header.stamp
            current = _Open(number, header, stamp, author, is_next_day, [line])
        elif (day := day_alone(line)) is not None:
            if current:
                yield current.spoken()
            current = None
            yield Turn(*day)
        elif current:
            if current.length > LONGEST:
                yield current.spoken()
                current = _Open(number, current.header, current.stamp, author, False, [])
            current.add(line)
        elif line.strip():
            if above:
                yield above
            above = Stray(number, line)
    if current:
        yield current.spoken()
    if above:
        yield above
