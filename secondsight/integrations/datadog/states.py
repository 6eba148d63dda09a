"""A monitor's states as Datadog words them, in transitions, statuses and before titles."""

import re
from dataclasses import dataclass

from secondsight.record.rules.alerting import FIRING, RESOLVED, Who

DATADOG = Who("datadog", "Datadog", is_bot=True)
_FIRES = {
    "triggered",
    "re-triggered",
    "alert",
    "warn",
    "re-warn",
    "no data",
    "re-no data",
    "renotify",
    "error",
}
_OVER = {"recovered", "ok", "alert recovery", "warn recovery", "no data recovery", "success"}
_BEFORE_TITLE = re.compile(
    r"\s*\[(?P<state>(?:Re-)?(?:Triggered|Warn|No Data|Recovered|Renotify|Alert))"
    r"(?: on \{(?P<group>[^}]*)\})?\]\s*(?:\[(?P<priority>P\d)\]\s*)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Headline:
    """What a monitor's event says in its title: "[Triggered on {host:web-1}] [P2] CPU is high"."""

    name: str
    state: str = ""
    group: str = ""
    priority: str = ""


def headline(title: str) -> Headline:
    """Return a title in its parts; one that no monitor wrote is a name alone."""
    match = _BEFORE_TITLE.match(title)
    if match is None:
        return Headline(title.strip())
    return Headline(
        title[match.end() :].strip(), match["state"], match["group"] or "", match["priority"] or ""
    )


def state_of(*words: str) -> str:
    """Return "firing" or "resolved" for the first word that is known, else the first word that is there."""
    said = [" ".join(word.casefold().split()) for word in words if word.strip()]
    for word in said:
        if word in _OVER or word.endswith("recovered"):
            return RESOLVED
        if word in _FIRES:
            return FIRING
    return said[0] if said else ""


def tags_of(value: object) -> dict[str, str]:
    """Return tags by name, from a list of "service:checkout" or one text with commas; the first counts."""
    listed = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else []
    found: dict[str, str] = {}
    for tag in listed:
        name, _, said = tag.partition(":") if isinstance(tag, str) else ("", "", "")
        if name.strip():
            found.setdefault(name.strip(), said.strip())
    return found
