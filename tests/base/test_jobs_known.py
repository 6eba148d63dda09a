"""A worker starts with Django alone: no page was opened in it, and no command ran."""

import json
import os
import subprocess
import sys

# The rooms as a worker finds them, then every module there is.
LOOK = """
import json, pkgutil, importlib, django
django.setup()
import secondsight.base.worker
from secondsight.base import jobs, rooms
rooms.load()
known = set(jobs._jobs)
import secondsight
for found in pkgutil.walk_packages(secondsight.__path__, "secondsight."):
    if "__main__" not in found.name and ".migrations" not in found.name and ".asgi" not in found.name:
        importlib.import_module(found.name)
print(json.dumps(sorted(set(jobs._jobs) - known)))
"""


def test_a_worker_knows_every_job_that_others_may_queue() -> None:
    environment = {"DJANGO_SETTINGS_MODULE": "secondsight.web.settings"}
    done = subprocess.run(
        [sys.executable, "-c", LOOK],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == []
