"""Every instance starts with a checklist for packets; it is data and can be changed (R2.4)."""

from django.db import migrations

from secondsight.inquiry.rules.packet import FIRST_PARTS


def add(apps, schema_editor):
    PacketPart = apps.get_model("inquiry", "PacketPart")
    for place, first in enumerate(FIRST_PARTS, start=1):
        PacketPart.objects.get_or_create(
            slug=first.slug,
            defaults={
                "name": first.name,
                "hint": first.hint,
                "formats": list(first.formats),
                "kinds": list(first.kinds),
                "media": first.media,
                "words": list(first.words),
                "not_for": list(first.not_for),
                "is_customer_facing": first.is_customer_facing,
                "place": place,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("inquiry", "0011_packets_and_drafts")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
