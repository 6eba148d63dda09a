"""Locks what tools sign with, stored before there were locks."""

from django.db import migrations

from secondsight.base.locking import is_locked
from secondsight.base.relocking import relock


def forwards(apps, schema_editor):
    relock(apps.get_model("record", "Hook"), "signing_secret", lambda stored: not is_locked(stored))


class Migration(migrations.Migration):
    dependencies = [("record", "0020_locked_at_rest")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
