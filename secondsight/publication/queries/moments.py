"""From the events of incidents to the moments of a telling."""

from collections import defaultdict
from typing import Any

from django.db.models import F, Prefetch

from secondsight.publication.rules.edition import Knower, Moment, Quote, Witnessed
from secondsight.record.models import Event, EventItem, Incident, Knowledge, Version
from secondsight.record.rules.vocabulary import Certainty, EventKind, Phase, Standing

MOST_QUOTES = 2  # of one moment
LONGEST_QUOTE = 600  # characters
# What people wrote while it happened; a machine's messages are told by the moment itself.
QUOTED = ("message",)


def read_moments(incidents: list[Incident]) -> tuple[Moment, ...]:
    """Return the moments on the timelines of some incidents in their order, timeless ones last.

    Each with who knew of it when, every witness's version, and what was written at the time. Four statements.
    """
    known = Knowledge.objects.filter(withdrawn_at=None).select_related("account", "team")
    events = (
        Event.objects.filter(incident__in=incidents, removed_at=None)
        .select_related("account", "team")
        .prefetch_related(
            Prefetch("knowledge", known.order_by(F("known_at").asc(nulls_last=True), "id")),
            Prefetch("versions", Version.objects.order_by("recorded_at", "id")),
        )
        .order_by(F("occurred_at").asc(nulls_last=True), "id")
    )
    quotes = _quotes(incidents)
    return tuple(_moment(event, quotes.get(event.pk, ())) for event in events)


def _moment(event: Any, quotes: Any) -> Moment:
    return Moment(
        id=event.pk,
        incident=event.incident_id,
        at=event.occurred_at,
        precision=event.precision,
        what=event.what,
        kind=event.kind,
        kind_label=EventKind(event.kind).label,
        context=event.context,
        phase=Phase(event.phase).label if event.phase else "",
        who=event.account.name if event.account else event.actor,
        account=event.account_id or "",
        team=event.team.name if event.team else "",
        team_id=event.team_id or "",
        standing=event.standing,
        standing_label=Standing(event.standing).label,
        is_interpretation=event.is_interpretation,
        knowers=tuple(
            Knower(
                name=one.account.name if one.account else one.team.name if one.team else one.name,
                known_at=one.known_at,
                through=one.through,
                is_believed=one.certainty == Certainty.BELIEVED,
                account=one.account_id or "",
                team=one.team_id or "",
                until_at=one.until_at,
            )
            for one in event.knowledge.all()
        ),
        versions=tuple(Witnessed(one.witness, one.what, one.occurred_at) for one in event.versions.all()),
        quotes=tuple(quote for quote in quotes if not _says(event.what, quote.text))[:MOST_QUOTES],
    )


def _quotes(incidents: list[Incident]) -> dict[str, list[Quote]]:
    rows = (
        EventItem.objects.filter(
            event__incident__in=incidents,
            event__removed_at=None,
            item__kind__in=QUOTED,
            item__is_bot=False,
        )
        .order_by("item__occurred_at", "item_id")
        .values_list("event_id", "item__author_name", "item__text", "item__occurred_at", "item__channel")
    )
    found: dict[str, list[Quote]] = defaultdict(list)
    for event, who, text, at, channel in rows.iterator(2000):
        # One more than is told, for one may only repeat what the moment says.
        if len(found[event]) <= MOST_QUOTES and who and text.strip():
            found[event].append(Quote(who, _short(text.strip()), at, channel))
    return found


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …"


def _says(what: str, text: str) -> bool:
    """Whether the moment's own words are the quote's already."""
    return " ".join(text.split()).casefold().rstrip(".… ") in " ".join(what.split()).casefold()
