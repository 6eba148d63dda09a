"""Every instance starts with tags to read evidence with; they are data and can be changed (R3.7a)."""

from django.db import migrations

from secondsight.record.rules.tagging import FIRST_TAGS


def add(apps, schema_editor):
    Tag = apps.get_model("record", "Tag")
    for position, first in enumerate(FIRST_TAGS, start=1):
        Tag.objects.get_or_create(
            name=first.name, defaults={"key": first.key, "meaning": first.meaning, "position": position}
        )


class Migration(migrations.Migration):
    dependencies = [("record", "0008_reading_desk")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
