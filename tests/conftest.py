"""What every test may ask for."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, settings

from tests.database_template import use_kept_database

# How fast a machine is says nothing about a law: the suite is not to fail on a busy one.
settings.register_profile("ours", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ours")

SHARED_DATA = Path(
    os.environ.get("SECONDSIGHT_SHARED_DATA", Path(__file__).resolve().parents[2] / "shared" / "data")
)


@pytest.fixture
def shared_data() -> Path:
    """The folder of real public files; the test is skipped, with a word, where it is absent."""
    if not SHARED_DATA.exists():
        pytest.skip(f"needs the public files of {SHARED_DATA}, which are not part of the project")
    return SHARED_DATA


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """The database is migrated once, and not by every worker of every run."""
    use_kept_database()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Before the database goes, the connections of threads that a test left behind go."""
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )


@pytest.fixture(autouse=True)
def fresh_cache(request: pytest.FixtureRequest) -> Iterator[None]:
    """No lock-out and no agreement of one test reaches the next."""
    from secondsight.followup.queries.agreed import forget
    from secondsight.organisation.queries.wording import forget as forget_names

    forget()
    forget_names()
    yield
    if "db" in request.fixturenames or "transactional_db" in request.fixturenames:
        cache.clear()


@pytest.fixture
def signed_in(db: None) -> Callable[[object], Client]:
    """A browser in which somebody is signed in: `signed_in(account)`."""

    def sign_in(account: object) -> Client:
        client = Client()
        client.force_login(account)
        return client

    return sign_in


@pytest.fixture
def worked_off() -> Callable[[], int]:
    """Let the worker do everything that is due, in this thread: `worked_off()`."""
    from secondsight.base.worker import work_off

    return work_off
