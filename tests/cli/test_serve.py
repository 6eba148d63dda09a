"""`secondsight serve` as a person meets it: a real process."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.live_server import environment_for, serving

pytestmark = pytest.mark.server


def worker_of(pid: int) -> int:
    """The process id of the worker that a server keeps."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
        if parent == pid and b"worker" in words:
            return int(folder.name)
    return 0


def until(claim, seconds: float = 15) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if claim():
            return True
        time.sleep(0.1)
    return False


def test_an_empty_instance_starts_says_where_it_is_and_stops_at_once(tmp_path):
    with serving(tmp_path) as server:
        assert server.url in server.output()
        assert str(tmp_path / "data") in server.output()
        assert "demo-sign-in" not in server.output()

        started = time.monotonic()
        server.process.send_signal(signal.SIGINT)
        server.process.wait(timeout=10)
        assert time.monotonic() - started < 5


def test_an_open_event_stream_does_not_hold_up_the_end(tmp_path):
    with serving(tmp_path) as server:
        port = int(server.url.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port)) as stream:
            stream.sendall(b"GET /live?topic=incident:x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            stream.recv(100)
            started = time.monotonic()
            server.process.terminate()
            server.process.wait(timeout=10)
        assert time.monotonic() - started < 5


def test_the_worker_comes_back_when_it_is_killed_and_goes_with_the_server(tmp_path):
    with serving(tmp_path) as server:
        assert until(lambda: worker_of(server.process.pid))
        first = worker_of(server.process.pid)
        os.kill(first, signal.SIGKILL)
        assert until(lambda: worker_of(server.process.pid) not in (0, first))

        second = worker_of(server.process.pid)
        server.process.kill()
        server.process.wait()
        assert until(lambda: not Path(f"/proc/{second}").exists())


def test_a_port_in_use_is_named_with_a_way_out(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-m", "secondsight.cli", "serve", "--port", port],
            env=environment_for(tmp_path),
            capture_output=True,
            text=True,
            timeout=60,
        )

    assert done.returncode == 2
    assert f"127.0.0.1:{port}" in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr


def test_check_says_nothing_is_wrong_with_a_running_instance(tmp_path):
    with serving(tmp_path) as server:
        done = server.command("check", "--json")

    assert (done.returncode, json.loads(done.stdout)) == (0, {"findings": []})


@pytest.mark.parametrize(
    ("name", "value"),
    [("DATABASE_URL", "mysql://db"), ("SESSION_HOURS", "many"), ("DEBUG", "perhaps"), ("SMTP_URL", "host")],
)
def test_a_wrong_setting_stops_the_start_with_a_sentence(tmp_path, name, value):
    done = subprocess.run(
        [sys.executable, "-m", "secondsight.cli", "check"],
        env=environment_for(tmp_path, **{f"SECONDSIGHT_{name}": value}),
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.returncode not in (0, 1) or "expected" in done.stderr
    assert f"SECONDSIGHT_{name} is '{value}'; expected" in done.stderr
    assert "Traceback" not in done.stderr


def test_two_instances_live_beside_each_other(tmp_path):
    with serving(tmp_path / "one") as one, serving(tmp_path / "two") as two:
        for server in (one, two):
            with urllib.request.urlopen(server.url, timeout=10) as answer:
                assert answer.status == 200
        assert (tmp_path / "one/data/secret-key").read_text() != (
            tmp_path / "two/data/secret-key"
        ).read_text()
