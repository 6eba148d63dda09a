"""The bundle of the shared text is made of the packages that its lock names, and of nothing else (C27)."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.web.tokens import STATIC

SCRIPTS = STATIC.parents[2] / "scripts" / "writing-bundle"
VENDORED = STATIC / "vendor" / "writing"


def test_the_committed_bundle_is_what_its_lock_makes(tmp_path: Path) -> None:
    if shutil.which("npm") is None:
        pytest.skip("npm is not there, which only who changes the bundle needs")
    here = shutil.copytree(SCRIPTS, tmp_path / "scripts", ignore=shutil.ignore_patterns("node_modules"))
    fetched = subprocess.run(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=here,
        capture_output=True,
        timeout=300,
    )
    if fetched.returncode:
        pytest.skip("no registry of npm packages answers")

    subprocess.run(["node", "build.mjs", str(tmp_path / "made")], cwd=here, check=True, timeout=120)

    for name in ("writing.js", "writing-LICENSES.txt"):
        assert (tmp_path / "made" / name).read_bytes() == (VENDORED / name).read_bytes(), name
