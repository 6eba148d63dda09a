"""Every instance starts with severities and tiers; they are data and can be changed (R1.3)."""

from django.db import migrations

from secondsight.organisation.rules.tiers import FIRST_SEVERITIES, FIRST_TIERS


def add(apps, schema_editor):
    Tier = apps.get_model("organisation", "Tier")
    Severity = apps.get_model("organisation", "Severity")
    tiers = {}
    for rank, first in enumerate(FIRST_TIERS, start=1):
        tiers[first.slug], _ = Tier.objects.get_or_create(
            slug=first.slug,
            defaults={
                "name": first.name,
                "summary": first.summary,
                "minutes_from": first.minutes_from,
                "minutes_to": first.minutes_to,
                "most_commitments": first.most_commitments,
                "rank": rank,
            },
        )
    for rank, first in enumerate(FIRST_SEVERITIES, start=1):
        Severity.objects.get_or_create(
            slug=first.slug,
            defaults={
                "name": first.name,
                "summary": first.summary,
                "tier": tiers[first.tier],
                "rank": rank,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_first")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
