"""Whether the database is at this version is told at a glance."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from secondsight.base.migrated import is_migrated

pytestmark = pytest.mark.django_db


def test_a_migrated_database_is_as_django_says_it_is() -> None:
    executor = MigrationExecutor(connection)

    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    assert is_migrated()


def test_one_migration_that_was_not_applied_is_noticed() -> None:
    last = MigrationRecorder.Migration.objects.filter(app="record").latest("id")
    last.delete()

    assert not is_migrated()


def test_a_database_without_anything_is_not_migrated() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE django_migrations RENAME TO elsewhere")

    assert not is_migrated()
