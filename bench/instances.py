"""Instances to measure: each in a folder of its own, on SQLite or on a PostgreSQL of its own."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.figures import Figure
from tests.servers import start_postgresql

DATABASES = ("sqlite", "postgresql")


@contextmanager
def instance(database: str) -> Iterator[dict[str, str]]:
    """Give the environment of an empty instance, migrated, and take it away afterwards."""
    with tempfile.TemporaryDirectory(prefix="secondsight-bench-") as folder:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("SECONDSIGHT_")}
        environment = {
            **with_bytecode(kept),
            "SECONDSIGHT_DATA_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "secondsight.web.settings",
        }
        if database == "postgresql":
            environment["SECONDSIGHT_DATABASE_URL"] = start_postgresql()
        run(environment, "-m", "django", "migrate", "--verbosity", "0")
        yield environment


def with_bytecode(environment: dict[str, str]) -> dict[str, str]:
    """Return an environment in which Python keeps what it compiled, as it does where people run it."""
    kept = {key: value for key, value in environment.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "secondsight-bench-bytecode")}


def run(environment: dict[str, str], *arguments: str) -> str:
    """Run Python in an instance and return what it printed. Raises CalledProcessError with its words."""
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, cwd=Path.cwd()
    )
    if done.returncode:
        sys.stderr.write(done.stdout[-2000:] + done.stderr[-4000:])
        done.check_returncode()
    return done.stdout


def measured_in(environment: dict[str, str], *arguments: str) -> list[Figure]:
    """Run a module of the bench in an instance; it prints its figures as one JSON list at its end."""
    return [Figure(**figure) for figure in json.loads(run(environment, *arguments).splitlines()[-1])]
