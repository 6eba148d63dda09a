"""What came in before has its source by its key: every key begins with the system's name."""

from django.db import migrations


def name_sources(apps, editor):
    """Name the system of each item; a table's rows are called by their file."""
    item = apps.get_model("record", "EvidenceItem")
    prefixes = {key.partition(":")[0] for key in item.objects.values_list("key", flat=True).iterator()}
    for prefix in prefixes:
        item.objects.filter(key__startswith=f"{prefix}:", source="").update(source=prefix[:100])


class Migration(migrations.Migration):
    """Fill `EvidenceItem.source`."""

    dependencies = [("record", "0006_sources_clocks_and_packets")]
    operations = [migrations.RunPython(name_sources, migrations.RunPython.noop)]
