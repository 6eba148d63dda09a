"""What is pushed along with the news of a change, for the few topics where fetching it again costs too much.

Live pages are told names and fetch again (C28). In a live session sixty people would fetch one captured line
sixty times, ten sessions six hundred times, and none of them would have it in a quarter of a second. So a
room may render what a change shows once, for everybody who listens to the topic: it says for which part of
the audience (`needs`), and what is not for all is fetched as ever.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from secondsight.base import rooms


@dataclass(frozen=True)
class Carried:
    """What a change shows: the event, its words on one line, and what listeners need to be let in to."""

    event: str
    words: str
    needs: str = ""


Render = Callable[[str, str, str], "Carried | None"]
Reach = Callable[[Any, str], frozenset[str]]

_renders: dict[str, tuple[Render, Reach]] = {}


def carries(kind: str, reach: Reach) -> Callable[[Render], Render]:
    """Register what renders a change of a kind of topic: `render(topic's id, subject kind, subject)`.

    It answers None where pages have to fetch. `reach(viewer, topic's id)` returns what they are let in to.
    """

    def register(render: Render) -> Render:
        _renders[kind] = (render, reach)
        return render

    return register


def carried_by(topic: str, subject_kind: str, subject: str) -> Carried | None:
    """Return what goes along with a change, None for most."""
    rooms.load()
    kind, _, name = topic.partition(":")
    known = _renders.get(kind)
    return known[0](name, subject_kind, subject) if known else None


def reach_of(viewer: Any, topics: list[str]) -> frozenset[str]:
    """Return what a viewer is let in to over the topics that they listen to."""
    found: frozenset[str] = frozenset()
    for topic in topics:
        kind, _, name = topic.partition(":")
        if kind in _renders:
            found |= _renders[kind][1](viewer, name)
    return found


def is_carrying(topics: list[str]) -> bool:
    """Return whether something goes along with changes of these topics."""
    return any(topic.partition(":")[0] in _renders for topic in topics)
