"""What follows from something that a tool tells live: does it open an incident, does it feed one (S9)."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from secondsight.base.errors import InvalidInput
from secondsight.organisation.rules.term import Term

MOST_NAMES = 50
MOST_MINUTES = 60 * 24 * 30


class Feeding(Term):
    """Which open incident gets what a hook brings."""

    MATCHING = "matching", "The open incident of the same service"
    ALWAYS = "always", "The newest open incident, whatever the service"
    NEVER = "never", "None: it is evidence, and waits to be chosen"


@dataclass(frozen=True)
class Tool:
    """A tool that can send to a hook: what it is called and how it is set up there."""

    slug: str  # as it stands in the address: "github"
    title: str  # "GitHub"
    set_up: str  # one paragraph: what to do with the address in that tool
    formats: tuple[str, ...] = ()  # the readers of what it sends; none named: all of its folder
    headers: tuple[str, ...] = ()  # those that say what a body is, in small letters; kept with the body
    needs_mapping: bool = False  # a table: fields of ours are found at paths of theirs


@dataclass(frozen=True)
class HookRule:
    """What a hook does with what it brings, as its maker said."""

    opens: bool = False  # whether a firing alert opens an incident when none is open for it
    severity: str = ""  # of incidents that it opens: a slug
    services: tuple[str, ...] = ()  # only these; none named: all
    alert_severities: tuple[str, ...] = ()  # only these words of the tool's; none named: all
    feeds: str = Feeding.MATCHING.value
    within_minutes: int = 60  # what happened longer ago than this is history: it opens and feeds nothing
    open_hours: int = 72  # an incident nobody resolved counts as open for so long

    def plain(self) -> dict[str, Any]:
        """Return the rule as it is stored."""
        return {**asdict(self), "services": [*self.services], "alert_severities": [*self.alert_severities]}


@dataclass(frozen=True)
class Arrival:
    """One item that came in, as far as rules look at it."""

    kind: str
    occurred_at: datetime
    title: str = ""
    state: str = ""
    severity: str = ""
    service: str = ""
    channel: str = ""


@dataclass(frozen=True)
class OpenIncident:
    """An incident that is not over; `names` are its services and what the alert that opened it was about."""

    id: str
    started_at: datetime
    names: frozenset[str] = field(default_factory=frozenset)
    is_of_a_hook: bool = False  # whether a hook opened it


_FIRING = frozenset({"alarm", "alerting", "critical", "firing", "open", "opened", "problem", "triggered"})
_TROUBLED = frozenset({"investigating", "identified"})
_REPORTS = ("alert", "page", "ticket")


def fit_rule(said: Mapping[str, Any]) -> HookRule:
    """Return a rule from plain values; what is not said is as usual. Raises InvalidInput with the field."""
    rule = HookRule(
        opens=bool(said.get("opens", False)),
        severity=str(said.get("severity") or ""),
        services=_names(said.get("services") or (), "services"),
        alert_severities=_names(said.get("alert_severities") or (), "alert_severities"),
        feeds=str(said.get("feeds") or Feeding.MATCHING.value),
        within_minutes=_number(said.get("within_minutes", 60), "within_minutes", MOST_MINUTES),
        open_hours=_number(said.get("open_hours", 72), "open_hours", MOST_MINUTES // 60),
    )
    if rule.feeds not in [choice.value for choice in Feeding]:
        raise InvalidInput("Expected matching, always or never.", field="feeds")
    if rule.opens and not rule.severity:
        raise InvalidInput("Say which severity an incident gets that this hook opens.", field="severity")
    return rule


def is_firing(arrival: Arrival) -> bool:
    """Return whether an item says that something has just gone wrong."""
    state = plain(arrival.state)
    if arrival.kind == "status_update":
        return state in _TROUBLED
    return arrival.kind in _REPORTS and state in _FIRING


def is_history(rule: HookRule, arrival: Arrival, received_at: datetime) -> bool:
    """Return whether it happened too long ago to be about now."""
    return received_at - arrival.occurred_at > timedelta(minutes=rule.within_minutes)


def may_open(rule: HookRule, arrival: Arrival) -> bool:
    """Return whether an item may open an incident: the rule opens, it fires, its severity and service fit."""
    if not rule.opens or not is_firing(arrival):
        return False
    if rule.alert_severities and plain(arrival.severity) not in map(plain, rule.alert_severities):
        return False
    return not rule.services or plain(arrival.service) in map(plain, rule.services)


def incident_for(
    rule: HookRule,
    arrival: Arrival,
    there: Iterable[OpenIncident],
    received_at: datetime,
    known_services: Collection[str] = (),
) -> OpenIncident | None:
    """Return the open incident that an item belongs to, the newest where several do.

    What names a service belongs to the incident that names it too. An alert without a service belongs to
    whatever a hook opened, and any alert to what a hook opened without one, so that a storm of alerts is
    one incident; what people opened and left open takes no alert that nothing ties to it. A deployment or
    a message has to name the service. `known_services` are the plain names of the organisation's services.
    """
    oldest = received_at - timedelta(hours=rule.open_hours)
    there = [each for each in there if each.started_at >= oldest]
    if rule.feeds == Feeding.ALWAYS:
        return max(there, key=lambda incident: incident.started_at, default=None)
    name = subject(arrival, known_services)
    if not name and not _is_report(arrival):
        return None
    matching = [
        each
        for each in there
        if name in each.names or (each.is_of_a_hook and _is_report(arrival) and not (name and each.names))
    ]
    return max(matching, key=lambda incident: incident.started_at, default=None)


def subject(arrival: Arrival, known_services: Collection[str] = ()) -> str:
    """Return the plain name of the service that an item is about, "" if it names none."""
    if arrival.service:
        return plain(arrival.service)
    last = plain(arrival.channel.rpartition("/")[2])
    return last if last in known_services else ""


def plain(name: str) -> str:
    """Return a name as names are compared: "Checkout API" and "checkout-api" are one."""
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-")


def in_words(rule: HookRule, arrival: Arrival) -> str:
    """Return why an incident was opened, in a sentence for its page."""
    of = f" ({arrival.severity})" if arrival.severity else ""
    about = f" of {arrival.service}" if arrival.service else ""
    only = []
    if rule.alert_severities:
        only.append(f"severity {' or '.join(rule.alert_severities)}")
    if rule.services:
        only.append(f"service {' or '.join(rule.services)}")
    wanted = f"; the rule asks for {' and '.join(only)}" if only else ""
    return f"“{arrival.title or arrival.kind}”{of}{about} fired and no incident was open for it{wanted}."


def rule_in_words(rule: HookRule) -> str:
    """Return what a hook does with what it brings, in one or two sentences."""
    feeds = {
        Feeding.MATCHING: "What arrives goes to the open incident of the same service.",
        Feeding.ALWAYS: "What arrives goes to the newest open incident.",
        Feeding.NEVER: "What arrives waits until somebody chooses it for an incident.",
    }[Feeding(rule.feeds)]
    if not rule.opens:
        return feeds
    only = " or ".join(rule.alert_severities)
    of = f" of severity {only}" if only else ""
    about = f" of {' or '.join(rule.services)}" if rule.services else ""
    return f"A firing alert{of}{about} opens an incident ({rule.severity}) when none is open for it. {feeds}"


def _is_report(arrival: Arrival) -> bool:
    return arrival.kind in (*_REPORTS, "status_update")


def _names(said: Any, name: str) -> tuple[str, ...]:
    words = said.split(",") if isinstance(said, str) else said
    if not isinstance(words, list | tuple) or len(words) > MOST_NAMES:
        raise InvalidInput(f"Expected at most {MOST_NAMES} names.", field=name)
    names = tuple(" ".join(str(word).split()) for word in words)
    if any(len(word) > 100 or "\0" in word for word in names):
        raise InvalidInput("A name has at most 100 characters.", field=name)
    return tuple(filter(None, names))


def _number(said: Any, name: str, most: int) -> int:
    if isinstance(said, bool) or not isinstance(said, int) or not 1 <= said <= most:
        raise InvalidInput(f"Expected a whole number from 1 to {most:,}.", field=name)
    return said
