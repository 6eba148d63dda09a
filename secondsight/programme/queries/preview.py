"""What a policy would have made of past incidents (R1.4). The viewer comes first (C12)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from secondsight.programme.models import Qualification
from secondsight.programme.queries.facts import facts_of, shared_keys, with_facts
from secondsight.programme.rules.patterns import Small, find_patterns
from secondsight.programme.rules.qualifying import Setting, Trigger, proposed, qualify, word
from secondsight.record.models import Incident
from secondsight.record.queries.veil import veils_of

PAST = timedelta(days=365)
MOST = 500


@dataclass(frozen=True)
class Previewed:
    """A past incident that the policy would ask a review of, or would no longer: `change` is "new", "gone",
    "other" (another tier) or "same".
    """

    incident: Incident
    tier: str
    tier_name: str
    sentences: list[str]
    change: str


@dataclass(frozen=True)
class Preview:
    """What a policy would have made of past incidents that the viewer may know of, changes first."""

    rows: list[Previewed]
    looked_at: int
    sentence: str

    @property
    def changed(self) -> list[Previewed]:
        """Those that the change makes a difference to."""
        return [row for row in self.rows if row.change != "same"]

    @property
    def unchanged(self) -> list[Previewed]:
        """Those that qualify either way."""
        return [row for row in self.rows if row.change == "same"]


def preview(
    viewer: Any, agreed: Mapping[Trigger, Setting], wanted: Mapping[Trigger, Setting], now: datetime
) -> Preview:
    """Return what a wanted policy would make of the last year's incidents, beside what the agreed one does.

    At most the newest 500; eight statements whatever their number. What the viewer walks through is left out.
    """
    seen = (
        Incident.objects.visible_to(viewer).filter(listed_at__gte=now - PAST).exclude(pk__in=veils_of(viewer))
    )
    incidents = list(with_facts(seen).order_by("-listed_at", "-id")[:MOST])
    told = Qualification.objects.filter(incident__in=[one.pk for one in incidents])
    pages = dict(told.values_list("incident_id", "most_pages"))
    before = _verdicts(incidents, pages, agreed)
    after = _verdicts(incidents, pages, wanted)
    rows = []
    for one in incidents:
        was, now_is = before[one.pk], after[one.pk]
        if was.tier == "" and now_is.tier == "":
            continue
        shown = now_is if now_is.tier else was
        rows.append(Previewed(one, shown.tier, shown.name, shown.sentences, _change(was.tier, now_is.tier)))
    order = {"new": 0, "gone": 1, "other": 2, "same": 3}
    rows.sort(key=lambda row: order[row.change])
    return Preview(rows, len(incidents), _sentence(rows, len(incidents)))


@dataclass(frozen=True)
class _Verdict:
    tier: str
    name: str
    sentences: list[str]


def _verdicts(
    incidents: list[Incident], pages: Mapping[str, int | None], policy: Mapping[Trigger, Setting]
) -> dict[str, _Verdict]:
    found = {}
    together = _patterns(incidents, policy[Trigger.PATTERN])
    for one in incidents:
        reasons = qualify(facts_of(one, pages.get(one.pk)), policy.values())
        grades = [reason.tier for reason in reasons]
        sentences = [reason.sentence for reason in reasons]
        tier = policy[Trigger.PATTERN].tier
        if one.pk in together and tier:
            grades.append(tier)
            sentences.append(together[one.pk])
        best = min(grades, key=lambda grade: grade.rank, default=proposed(reasons))
        found[one.pk] = _Verdict(best.slug if best else "", best.name if best else "", sentences)
    return found


def _patterns(incidents: Iterable[Incident], agreed: Setting) -> dict[str, str]:
    """Return, by incident, what it would be reviewed together with."""
    if not agreed.is_on:
        return {}
    small = [one for one in incidents if not one.is_restricted and one.severity.rank >= agreed.rank]
    words: dict[str, str] = {}
    for one in small:
        words.update(shared_keys(one))
    found = find_patterns(
        [Small(one.pk, one.listed_at, tuple(shared_keys(one))) for one in small],
        least=agreed.threshold,
        window=timedelta(days=agreed.window_days),
    )
    return {
        id: f"It is one of {word(len(pattern.incidents))} small incidents that share "
        f"{' and '.join(words[key] for key in pattern.keys)}; they would be reviewed together."
        for pattern in found
        for id in pattern.incidents
    }


def _change(was: str, now_is: str) -> str:
    if not was:
        return "new"
    if not now_is:
        return "gone"
    return "same" if was == now_is else "other"


def _sentence(rows: list[Previewed], looked_at: int) -> str:
    new = sum(row.change == "new" for row in rows)
    gone = sum(row.change == "gone" for row in rows)
    there = len(rows) - gone
    said = f"{_incidents(there)} of the last year's {looked_at:,} would have qualified"
    changes = [f"{new} more than now"] if new else []
    changes += [f"{gone} fewer"] if gone else []
    return f"{said}, {' and '.join(changes)}." if changes else f"{said}, the same as now."


def _incidents(number: int) -> str:
    return (
        f"{word(number).capitalize()} incident" if number == 1 else f"{word(number).capitalize()} incidents"
    )
