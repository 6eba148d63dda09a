"""`serve`, `worker`: the processes of an instance."""

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import warnings
from typing import Any

from secondsight.base.errors import InvalidInput
from secondsight.cli.door import command
from secondsight.cli.instance import load_demo, prepare, sign_in_links

# So that people and tools are answered first where both want the processor.
BEHIND_THE_SERVER = 5
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def register(verbs: Any) -> None:
    """Add the commands."""
    serving = command(verbs, "serve", serve, help="serve the pages and the API, with a worker", json=False)
    serving.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    serving.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
    serving.add_argument(
        "--demo", action="store_true", help="load the demo organisation into an empty instance"
    )
    serving.add_argument("--no-worker", action="store_true", help="the worker runs elsewhere")
    command(verbs, "worker", work, help="run jobs: imports, reminders, mail", json=False)


def serve(arguments: argparse.Namespace) -> int:
    """Migrate, load the demo when asked, listen, and serve until a signal ends it."""
    import uvicorn
    from django.conf import settings

    from secondsight.base.live.feed import feed

    listening = _listen(arguments.host, arguments.port)
    shown = "127.0.0.1" if arguments.host in {"0.0.0.0", "::"} else arguments.host
    address = f"http://{shown}:{listening.getsockname()[1]}"
    settings.BASE_URL = os.environ.get("SECONDSIGHT_BASE_URL", address).rstrip("/")
    os.environ["SECONDSIGHT_BASE_URL"] = settings.BASE_URL
    settings.CSRF_TRUSTED_ORIGINS = [settings.BASE_URL]
    prepare()
    if arguments.demo:
        load_demo(print)
    print(f"\nSecondsight is at {settings.BASE_URL}   (data in {settings.DATA_DIR}; Ctrl-C stops it)")
    if arguments.host in LOOPBACK:
        for line in sign_in_links(settings.BASE_URL):
            print(line)
    sys.stdout.flush()

    class Server(uvicorn.Server):
        def handle_exit(self, sig: int, frame: Any) -> None:
            feed.close()
            super().handle_exit(sig, frame)

    config = uvicorn.Config(
        "secondsight.web.asgi:application",
        log_level="warning",
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=3,
        proxy_headers=True,
        # What is typed is a few bytes; the room itself refuses more than half a megabyte.
        ws="websockets-sansio",
        ws_max_size=1024 * 1024,
        ws_per_message_deflate=False,
    )
    # Our own files are small; that they are sent in one piece is nothing an operator has to act on.
    warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous")
    keeper = None if arguments.no_worker else _WorkerKeeper()
    try:
        Server(config).run(sockets=[listening])
    finally:
        if keeper is not None:
            keeper.stop()
    return 0


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except (OSError, OverflowError) as error:
        listening.close()
        raise InvalidInput(
            f"Cannot listen on {host}:{port} ({error}). Stop what uses it, or choose another with "
            "--port (make run PORT=8001).",
            field="port",
        ) from None
    return listening


class _WorkerKeeper:
    """Keeps one worker process beside the server and starts it again should it die."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._process = self._start()
        self._thread = threading.Thread(target=self._keep, name="worker-keeper", daemon=True)
        self._thread.start()

    def _start(self) -> subprocess.Popen[bytes]:
        # The pipe closes when we die, however we die; the worker sees that and ends too.
        command_line = [sys.executable, "-m", "secondsight.cli", "worker"]
        environment = {**os.environ, "SECONDSIGHT_WORKER_OF": str(os.getpid())}
        return subprocess.Popen(command_line, stdin=subprocess.PIPE, env=environment)

    def _keep(self) -> None:
        while not self._stop.wait(0.5):
            if self._process.poll() is not None and not self._stop.wait(1):
                self._process = self._start()

    def stop(self) -> None:
        self._stop.set()
        self._process.terminate()
        try:
            self._process.wait(timeout=3)
        except subprocess.TimeoutExpired:
            # What it was doing is taken up again at the next start.
            self._process.kill()


def work(arguments: argparse.Namespace) -> int:
    """Run jobs until a signal ends it; a job that is under way is finished first."""
    from secondsight.base.worker import work as work_until

    stop = threading.Event()

    def end(number: int, frame: Any) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    if os.environ.get("SECONDSIGHT_WORKER_OF"):
        os.nice(BEHIND_THE_SERVER)
        threading.Thread(target=_end_with_parent, args=(stop,), daemon=True).start()
    else:
        prepare()
    work_until(stop)
    return 0


def _end_with_parent(stop: threading.Event) -> None:
    with contextlib.suppress(OSError):
        # Not `sys.stdin`: its lock would be held when the interpreter ends.
        while os.read(0, 1024):
            pass
    stop.set()
    time.sleep(10)
    os._exit(1)
