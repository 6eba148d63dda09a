"""The servers that the suite needs, started on free ports and stopped at its end.

Loaded before Django's settings are (`-p tests.servers`), because it decides where their data lies:
a folder of its own, and with `--database postgresql` a PostgreSQL server of its own.
"""

import atexit
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

POSTGRES_BIN = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), Path("/usr/bin"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=["sqlite", "postgresql"],
        default=os.environ.get("SECONDSIGHT_TEST_DATABASE", "sqlite"),
        help="the database that the suite runs on",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config, args: list[str]) -> None:
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # synchronous Playwright runs an event loop
    if "SECONDSIGHT_TEST_FOLDER" not in os.environ:
        folder = tempfile.mkdtemp(prefix="secondsight-test-")
        os.environ["SECONDSIGHT_TEST_FOLDER"] = folder
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    os.environ["SECONDSIGHT_DATA_DIR"] = os.path.join(os.environ["SECONDSIGHT_TEST_FOLDER"], worker)
    for name in ("SECONDSIGHT_SMTP_URL", "SECONDSIGHT_REDIS_URL", "SECONDSIGHT_DEBUG"):
        os.environ.pop(name, None)
    wanted = early_config.known_args_namespace.database
    if wanted == "postgresql" and "SECONDSIGHT_DATABASE_URL" not in os.environ:
        os.environ["SECONDSIGHT_DATABASE_URL"] = start_postgresql()


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_postgresql() -> str:
    """Start a PostgreSQL server that lives as long as this process; return its address."""
    folder = Path(tempfile.mkdtemp(prefix="secondsight-postgresql-"))
    port = free_port()
    is_root = os.geteuid() == 0
    if is_root:
        shutil.chown(folder, "postgres")
    run = ["runuser", "-u", "postgres", "--"] if is_root else []
    subprocess.run(
        [*run, str(POSTGRES_BIN / "initdb"), "-D", str(folder / "data"), "-U", "secondsight"]
        + ["--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"],
        check=True,
        capture_output=True,
    )
    settings = ["listen_addresses=127.0.0.1", "fsync=off", "full_page_writes=off", "max_connections=200"]
    server = subprocess.Popen(
        [*run, str(POSTGRES_BIN / "postgres"), "-D", str(folder / "data"), "-p", str(port), "-k", str(folder)]
        + [part for setting in settings for part in ("-c", setting)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    def stop() -> None:
        server.terminate()
        server.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        ready = subprocess.run(
            [*run, str(POSTGRES_BIN / "pg_isready"), "-h", "127.0.0.1", "-p", str(port)], capture_output=True
        )
        if ready.returncode == 0:
            subprocess.run(
                [*run, str(POSTGRES_BIN / "createdb"), "-h", "127.0.0.1", "-p", str(port)]
                + ["-U", "secondsight", "secondsight"],
                check=True,
                capture_output=True,
            )
            return f"postgresql://secondsight@127.0.0.1:{port}/secondsight"
        time.sleep(0.1)
    raise RuntimeError("PostgreSQL did not start within 30 s")
