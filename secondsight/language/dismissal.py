"""What a file says of its own findings: `<!-- secondsight: off neglect -->`."""

import re
from collections.abc import Iterable
from typing import NamedTuple

_SWITCH = re.compile(r"<!--[ \t]{0,20}secondsight:[ \t]{0,20}(off|on)\b([\w \t,-]{0,400}?)-->")


class Switch(NamedTuple):
    """Rules or labels, none meaning all of them, that are off or on.

    `is_alone` is told of a comment on a line of its own: it holds from there on; else for its block alone.
    """

    is_off: bool
    names: tuple[str, ...]
    is_alone: bool


class Dismissals:
    """Which rules are off at this place of a file."""

    def __init__(self) -> None:
        self.off: set[str] = set()

    def turn(self, switches: Iterable[Switch]) -> None:
        """Follow the comments that hold from here on."""
        for switch in switches:
            if switch.is_alone:
                names = set(switch.names) or {"*"}
                if switch.is_off:
                    self.off |= names
                else:
                    self.off = set() if not switch.names else self.off - names

    def holds(self, rule: str, label: str, here: Iterable[Switch] = ()) -> bool:
        """Tell whether a rule is off in a block that has these comments in it."""
        names = self.off.union(*(set(one.names) or {"*"} for one in here if one.is_off))
        return bool(names & {"*", rule, label})


def switches(text: str, *, is_alone: bool) -> tuple[Switch, ...]:
    """Return what comments in a text turn off and on, in order."""
    return tuple(
        Switch(found[1] == "off", tuple(found[2].replace(",", " ").split()), is_alone)
        for found in _SWITCH.finditer(text)
    )
