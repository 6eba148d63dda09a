"""What the policy makes of it all: near misses that were told, one review declined, the queue reckoned."""

from dataclasses import dataclass
from datetime import datetime

from demo.facts import Ago, instant
from demo.load.script import Deed, Script
from secondsight.programme.actions.declining import decline_review
from secondsight.programme.actions.patterns import reckon_all_patterns
from secondsight.programme.actions.qualifying import all_incidents, reckon_incident, reckon_incidents
from secondsight.programme.actions.triggers import set_triggers
from secondsight.programme.queries.due import qualification_of
from secondsight.programme.rules.agreeing import Change
from secondsight.programme.rules.qualifying import Trigger
from secondsight.record.actions.near_misses import report_near_miss

PROGRAMME_OWNER = "oona"
AGREED = Ago(120, "09:20")


@dataclass(frozen=True)
class NearMiss:
    """A near miss as somebody told it; `declined` is why it got no review, empty where it waits for one."""

    told: Ago
    who: str
    happened: str
    held: str
    service: str
    declined: Ago | None = None
    reason: str = ""


NEAR_MISSES = (
    NearMiss(
        Ago(1, "16:42"),
        "hana",
        "I almost ran the clean-up of test orders against the live database. The prompt looked the same as staging.",
        "My token for the live one had run out that morning.",
        "orders-db",
    ),
    NearMiss(
        Ago(40, "10:05"),
        "ilse",
        "The storefront's flag for the summer sale was on in the rehearsal a day early. No customer saw it.",
        "The prices behind it were not loaded yet.",
        "storefront-web",
        declined=Ago(39, "09:15"),
        reason="The review of the wrong prices in spring has the same story, and its flag check is being built.",
    ),
)


def tell_programme(script: Script) -> None:
    """Let the policy be agreed on, near misses be told, and one of them be declined."""
    cast = script.cast
    agreed = {Trigger.SEVERAL_TEAMS: Change(threshold=3), Trigger.PAGING_STORM: Change(threshold=5)}
    script.add(
        instant(AGREED, anchor=script.anchor),
        lambda at: set_triggers(agreed, by=cast.people[PROGRAMME_OWNER], at=at),
    )
    for near_miss in NEAR_MISSES:
        script.add(instant(near_miss.told, anchor=script.anchor), _telling(script, near_miss))


def reckon_programme(at: datetime) -> None:
    """Reckon what the policy makes of everything that was told, as the worker would have."""
    reckon_incidents(all_incidents(), at=at)
    reckon_all_patterns(at=at)


def _telling(script: Script, near_miss: NearMiss) -> Deed:
    cast = script.cast

    def tell(at: datetime) -> None:
        report = report_near_miss(
            happened=near_miss.happened,
            held=near_miss.held,
            service=cast.services[near_miss.service],
            by=cast.people[near_miss.who],
            at=at,
        )
        if near_miss.declined is not None:
            owner = cast.people[PROGRAMME_OWNER]
            reckon_incident(report.incident_id, at=at)
            script_at = instant(near_miss.declined, anchor=script.anchor)
            row = qualification_of(owner, report.incident_id)
            decline_review(row, reason=near_miss.reason, by=owner, at=script_at)

    return tell
