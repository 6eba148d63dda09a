"""The cache's table: lock-outs hold across processes and restarts."""

from django.core.management import call_command
from django.db import migrations


def make(apps, schema_editor):
    call_command("createcachetable", "base_cache", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("base", "0001_first")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
