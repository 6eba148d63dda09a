"""A long conversation in an empty, migrated instance: `python -m bench.conversation N`.

Prints the account to sign in as and the incident. Five channels, forty people, a third are replies.
"""

import random
import sys
from datetime import UTC, datetime, timedelta

STARTED = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
SAID = """checkout is returning errors for a third of the requests in the second region since the release
went out looking at the dashboards now the pool of connections waits and latency climbs can somebody from
storage have a look rolling back four point eighteen status page updated no change yet still seeing delays"""
WORDS = SAID.split()


def fill(count: int) -> tuple[str, str]:
    """Write an incident with so many messages and 200 tags; return an account's e-mail and its id."""
    from secondsight.base.models import StoredFile
    from secondsight.organisation.actions import create_account
    from secondsight.organisation.models import Severity
    from secondsight.record.actions.incidents import open_incident
    from secondsight.record.actions.tagging import tag_items
    from secondsight.record.actions.timeline import add_event
    from secondsight.record.models import EvidenceFile, EvidenceItem, Import, IncidentItem, Tag

    at = STARTED + timedelta(days=2)
    reader = create_account("reader@quillbarrow.example", "Reader", by=None, at=at)
    incident = open_incident(
        title="A long night",
        severity=Severity.objects.get(slug="sev-1"),
        started_at=STARTED,
        by=reader,
        at=at,
    )
    stored = StoredFile.objects.create(sha256="0" * 64, size=1)
    file = EvidenceFile.objects.create(
        going=Import.objects.create(asked_by=reader), stored=stored, name="export.zip"
    )
    for first in range(0, count, 5000):
        rows = [_message(file, n, count) for n in range(first, min(first + 5000, count))]
        items = EvidenceItem.objects.bulk_create(rows)
        IncidentItem.objects.bulk_create(
            IncidentItem(incident=incident, item=item, occurred_at=item.occurred_at) for item in items
        )
    every = list(EvidenceItem.objects.order_by("occurred_at", "id")[:: max(1, count // 200)])
    for n, item in enumerate(every):
        told = {"by": reader, "at": at}
        tag_items(incident, [item], Tag.objects.all()[n % 10], **told)
        if n % 2:
            add_event(
                incident,
                occurred_at=item.occurred_at,
                what=item.text[:120],
                kind="observation",
                items=[item],
                **told,
            )
    return reader.email, incident.pk


def _message(file, number: int, count: int):
    from secondsight.record.models import EvidenceItem

    chance = random.Random(number)
    opener = f"slack:{number - chance.randrange(1, 40)}" if number > 40 and chance.random() < 0.33 else ""
    return EvidenceItem(
        key=f"slack:{number}",
        file=file,
        kind="message",
        source="slack" if number % 50 else "pagerduty",
        occurred_at=STARTED + timedelta(seconds=number * 86_400 / count),
        channel=f"channel-{chance.randrange(5)}",
        author_name=f"Person {chance.randrange(40)}",
        text=" ".join(chance.choices(WORDS, k=chance.choice((3, 8, 15, 40)))),
        thread=opener,
        place=f"day.json message {number}",
        raw="{}",
    )


if __name__ == "__main__":
    import django

    django.setup()
    print(*fill(int(sys.argv[1])))
