"""Locks what was written before there were locks."""

from django.db import migrations

from secondsight.base.locking import is_locked
from secondsight.base.relocking import relock


def forwards(apps, schema_editor):
    relock(apps.get_model("confidence", "IndependentAccount"), "words", lambda stored: not is_locked(stored))


class Migration(migrations.Migration):
    dependencies = [("confidence", "0002_locked_at_rest")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
