"""The reading desk at 100,000 messages: what the server takes, and what a reader waits for in a browser."""

import argparse
import json
import sys
import time
from dataclasses import asdict
from statistics import median
from urllib.parse import quote

from bench.figures import Figure, percentile, spread
from bench.instances import DATABASES, instance, measured_in, run

MESSAGES = 100_000
RUNS = 30
FIRST_PAINT, JUMP = 300, 100  # milliseconds
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]


def measure(size: int) -> list[Figure]:
    """Return the desk's figures on each database; a browser looks at the first."""
    figures = []
    for database in DATABASES:
        with instance(database) as environment:
            who, incident = run(environment, "-m", "bench.conversation", str(MESSAGES)).split()[-2:]
            on = f"{database}, {MESSAGES:,}"
            figures += measured_in(environment, "-m", "bench.desk", "server", who, incident, on)
            figures += measured_in(environment, "-m", "bench.desk", "browser", who, incident, on)
    return figures


def server(who: str, incident: str, on: str) -> list[Figure]:
    """Return how long requests take in the server, without a network."""
    import django

    django.setup()
    from django.db import connection
    from django.test import Client

    from secondsight.organisation.models import Account

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    browser = Client(headers={"host": "127.0.0.1"})
    browser.force_login(Account.objects.get(email=who))
    desk = f"/incidents/{incident}/evidence/"
    marks = browser.get(f"/api{desk}map").json()["marks"]
    places = [marks[number * len(marks) // RUNS] for number in range(RUNS)]
    asked = {
        "first page": ([desk] * RUNS, FIRST_PAINT),
        "window anywhere": ([f"{desk}window?from={quote(mark)}" for mark in places], JUMP),
        "window, one person": ([f"{desk}window?person=Person+7&from={quote(mark)}" for mark in places], JUMP),
        "window, words": ([f"{desk}window?q=storage&from={quote(mark)}" for mark in places], JUMP),
        "map of all rows": ([f"/api{desk}map"] * RUNS, None),
        "what people made of it": ([f"{desk}marks"] * RUNS, JUMP),
    }
    figures = []
    for name, (addresses, budget) in asked.items():
        times = [timed(browser, address) for address in addresses]
        typical, slow = median(times), percentile(times, 0.95)
        words, limit = spread(times), f"< {budget}" if budget else ""
        met = typical < budget if budget else None
        figures.append(Figure("desk", f"{name}, server p50", typical, "ms", limit, met, on, words))
        figures.append(Figure("desk", f"{name}, server p95", slow, "ms", on=on))
    return figures


def timed(browser, address: str) -> float:
    """Return the wall milliseconds of one request."""
    start = time.perf_counter()
    answer = browser.get(address)
    took = (time.perf_counter() - start) * 1000
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return took


def browser(who: str, incident: str, on: str) -> list[Figure]:
    """Return the first paint and how long it takes from a key or press until the row is there to be read."""
    import django

    django.setup()
    import subprocess

    from playwright.sync_api import sync_playwright

    from tests.servers import free_port

    port, session = free_port(), signed_in(who)
    command = [sys.executable, "-m", "secondsight.cli", "serve", "--port", str(port), "--no-worker"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        with sync_playwright() as play:
            chromium = play.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)
            context = chromium.new_context(viewport={"width": 1400, "height": 900})
            context.add_cookies([{**session, "url": f"http://127.0.0.1:{port}"}])
            address = f"http://127.0.0.1:{port}/incidents/{incident}/evidence/"
            paints, jumps = [], []
            for _ in range(10):
                page = context.new_page()
                page.goto(address)
                page.locator("reading-desk[data-on]").wait_for()
                paints.append(page.evaluate(PAINT))
                jumps += [page.evaluate(TO_AN_EVENT, number) for number in (95, 5, 50)]
                page.close()
            chromium.close()
    finally:
        process.terminate()
        process.wait(timeout=20)
    paint, jump = median(paints), median(jumps)
    return [
        Figure("desk", "first paint, p50", paint, "ms", "< 300", paint < FIRST_PAINT, on, spread(paints)),
        Figure("desk", "jump in the browser, p50", jump, "ms", "< 100", jump < JUMP, on, spread(jumps)),
    ]


PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
# From the press of an event beside the conversation until its message is chosen and drawn.
TO_AN_EVENT = """async (number) => {
    const events = [...document.querySelectorAll(".beside-event")];
    const event = events[Math.min(number, events.length - 1)];
    const item = event.dataset.items.split(",")[0];
    const start = performance.now();
    event.querySelector("a").click();
    while (document.querySelector(".said[aria-current]")?.dataset.item !== item) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return performance.now() - start;
}"""


def signed_in(who: str) -> dict[str, str]:
    """Return the cookie of a session of somebody."""
    from django.conf import settings
    from django.test import Client

    from secondsight.organisation.models import Account

    client = Client()
    client.force_login(Account.objects.get(email=who))
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value}


def wait_for(port: int) -> None:
    """Return when the server answers. Raises TimeoutError."""
    import urllib.request

    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/", timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("the server does not answer")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("server", "browser"))
    parser.add_argument("who")
    parser.add_argument("incident")
    parser.add_argument("on")
    given = parser.parse_args()
    found = {"server": server, "browser": browser}[given.what](given.who, given.incident, given.on)
    sys.stdout.write(json.dumps([asdict(figure) for figure in found]) + "\n")
