"""Servers that are killed over captures: what was acknowledged is there, once, and in its order."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.live_server import environment_for

pytestmark = pytest.mark.server


def test_nothing_acknowledged_is_missing_or_doubled_after_kills_at_random_moments(tmp_path: Path) -> None:
    environment = {**environment_for(tmp_path), "DJANGO_SETTINGS_MODULE": "secondsight.web.settings"}
    environment["SECONDSIGHT_LOG_LEVEL"] = "CRITICAL"
    migrate = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, env=environment, check=True, timeout=300)
    seed = str(int.from_bytes(os.urandom(2), "big"))

    done = subprocess.run(
        [sys.executable, "-m", "tests.web.meeting_world", "12", seed],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["acknowledged"] > 12, told
    assert (told["missing"], told["doubled"], told["out_of_order"]) == (0, 0, 0), f"seed {seed}: {told}"
