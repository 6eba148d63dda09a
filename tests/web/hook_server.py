"""A real server that tools send to, and how they send."""

import hashlib
import hmac
import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import requests

from tests.live_server import Running


def make_hook(server: Running, *order: str) -> str:
    """Make a hook with the command, and return the address that it printed."""
    done = server.command("hook", "create", *order, "--json")
    assert done.returncode == 0, done.stderr
    # The command does not know on which port the server listens.
    return server.url + urlsplit(json.loads(done.stdout)["address"]).path


def post(address: str, body: Any, **headers: str) -> requests.Response:
    """Send a body, as JSON unless it is bytes already."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return requests.post(address, data=data, headers=headers, timeout=20)


def github_signature(body: bytes, secret: str) -> str:
    """Return what GitHub sends in X-Hub-Signature-256."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def hooks_of(server: Running) -> list[dict[str, Any]]:
    """Return what `secondsight hook list` tells."""
    done = server.command("hook", "list", "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def in_python(server: Running, code: str) -> str:
    """Run code on the server's data beside it, and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"],
        env={**server.environment, "DJANGO_SETTINGS_MODULE": "secondsight.web.settings"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def until(look: Callable[[], Any], seconds: float = 60) -> Any:
    """Look again and again until there is something to see, and return it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.2)
    raise AssertionError("it did not come to pass in time")
