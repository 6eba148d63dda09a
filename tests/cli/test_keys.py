"""The keys to what was said in confidence, from the command line: changed, left out of backups, missed."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.server

MAKE = """
import django; django.setup()
from secondsight.base.clock import now
from secondsight.organisation.models import Account
from secondsight.record.actions.hooks import make_hook
Account.objects.create(email="bo@shop.example", name="Bo", recorded_at=now())
make_hook("Pages", "pagerduty", signing_secret="between us two", by=None, at=now())
"""
READ = """
import django; django.setup()
from secondsight.record.queries.hooks import open_hooks
print(*[one.signing_secret for one in open_hooks().values()])
"""


def run(
    folder: Path, *arguments: str, program: str = "", **settings: str
) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SECONDSIGHT_")}
    told = kept | {"SECONDSIGHT_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "secondsight.web.settings"}
    command = ["-c", program] if program else ["-m", "secondsight.cli", *arguments]
    return subprocess.run(
        [sys.executable, *command], env=told | settings, capture_output=True, text=True, timeout=120
    )


def test_a_backup_has_no_key_and_a_restore_says_what_that_shuts(tmp_path: Path) -> None:
    here, there, target = tmp_path / "here", tmp_path / "there", tmp_path / "all.zip"
    run(here, "check")
    assert run(here, "restore", "nothing.zip").returncode == 2  # which migrates
    assert run(here, program=MAKE).returncode == 0
    keys = here / "keys" / "confidence"

    saved = run(here, "backup", str(target))
    changed = run(here, "confidence", "rotate-key", "--json")
    filled = run(there, "restore", str(target))
    shut = run(there, program=READ).stdout.strip()
    with zipfile.ZipFile(target) as archive:
        held = b"".join(archive.read(name) for name in archive.namelist()).decode()

    assert str(keys) in saved.stdout
    assert "between us two" not in held
    assert json.loads(changed.stdout) == {"texts": 1, "lost": 0, "dropped": 1}
    assert run(here, program=READ).stdout.strip() == "between us two"
    assert "cannot be read" in filled.stdout
    assert shut == "None"
    assert "cannot be read" in run(there, "check").stdout


def test_a_wrong_key_in_the_setting_stops_the_start_without_showing_it(tmp_path: Path) -> None:
    answer = run(tmp_path, "check", SECONDSIGHT_CONFIDENCE_KEYS="hunter2")

    assert answer.returncode != 0
    assert "SECONDSIGHT_CONFIDENCE_KEYS" in answer.stderr
    assert "hunter2" not in answer.stderr


def test_a_printed_key_can_be_set(tmp_path: Path) -> None:
    key = run(tmp_path, "confidence", "new-key").stdout.strip()
    run(tmp_path, "restore", "nothing.zip", SECONDSIGHT_CONFIDENCE_KEYS=key)

    run(tmp_path, program=MAKE, SECONDSIGHT_CONFIDENCE_KEYS=key)

    assert run(tmp_path, program=READ, SECONDSIGHT_CONFIDENCE_KEYS=key).stdout.strip() == "between us two"
    assert not (tmp_path / "keys").exists()
