"""Near misses: told by anybody, in a minute (R1.4)."""

from datetime import datetime

from secondsight.base import journal
from secondsight.base.transaction import write
from secondsight.organisation.models import Account, Service, Severity
from secondsight.record.actions.incidents import open_incident, restrict_incident
from secondsight.record.actions.words import fit
from secondsight.record.models import NearMissReport

WORDS = 5_000
TITLE = 100  # characters; the whole of what was told is kept beside it


def report_near_miss(
    *,
    happened: str,
    held: str = "",
    service: Service | None = None,
    is_restricted: bool = False,
    once: str = "",
    by: Account,
    at: datetime,
) -> NearMissReport:
    """Note that something nearly went wrong, as an incident, and return the report with its first words.

    A restricted one is known to whoever reports it and to the programme owners alone. `once` is an id that
    a form was given: the same form sent twice makes one report. When it happened stays unknown until
    somebody says so.
    Raises InvalidInput.
    """
    happened = fit(happened, field="happened", most=WORDS, is_needed=True)
    held = fit(held, field="held", most=WORDS)
    with write():
        incident = open_incident(
            title=_title(happened),
            summary=f"{happened}\n\nWhat kept it from becoming an incident: {held}" if held else happened,
            severity=_severity(),
            is_near_miss=True,
            time_zone=by.time_zone,
            services=[service] if service else [],
            is_restricted=is_restricted,
            once=once,
            by=by,
            at=at,
        )
        report, is_new = NearMissReport.objects.get_or_create(
            incident=incident,
            defaults={"happened": happened, "held": held, "reported_by": by, "recorded_at": at},
        )
        if is_new:
            if is_restricted:
                restrict_incident(incident, accounts=_programme_owners(), teams=[], by=by, at=at)
            journal.record(
                "near_miss_reported", by=by, subject=report, at=at, topic=incident.topic, what=incident.title
            )
    return report


def _severity() -> Severity:
    """Return the severity of that name, else the mildest there is."""
    near_miss = Severity.objects.filter(slug="near-miss").first()
    return near_miss or Severity.objects.order_by("-rank")[0]


def _programme_owners() -> list[Account]:
    owners = Account.objects.filter(duty__kind="programme_owner", duty__ended_at=None, is_active=True)
    return list(owners.distinct())


def _title(happened: str) -> str:
    first = happened.splitlines()[0]
    sentence, mark, _ = first.partition(". ")
    if len(sentence) <= TITLE:
        return sentence.rstrip(".") or sentence
    cut = sentence[:TITLE].rsplit(" ", 1)[0].rstrip(",;:")
    return f"{cut}…"
