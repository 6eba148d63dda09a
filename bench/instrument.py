"""The drawn timeline at 5,000 events: what the server takes, and frames, paint and memory in a browser."""

import argparse
import json
import subprocess
import sys
import time
from dataclasses import asdict
from datetime import timedelta
from statistics import median
from typing import Any

from bench.desk import PAINT, QUIET, signed_in, wait_for
from bench.figures import Figure, percentile, spread
from bench.instances import DATABASES, instance, measured_in, run

EVENTS, PEOPLE, RUNS = 5_000, 60, 20
FRAME, FIRST_PAINT, SERVER = 16, 300, 150  # milliseconds
MEMORY = 150  # megabytes


def measure(size: int) -> list[Figure]:
    """Return the figures on each database; a browser looks at the first."""
    figures = []
    for database in DATABASES:
        with instance(database) as environment:
            who, incident = run(environment, "-m", "bench.instrument", "fill").split()[-2:]
            on = f"{database}, {EVENTS:,}"
            figures += measured_in(environment, "-m", "bench.instrument", "server", who, incident, on)
            if database == DATABASES[0]:
                figures += measured_in(environment, "-m", "bench.instrument", "browser", who, incident, on)
    return figures


def fill() -> str:
    """Write an incident of ten hours in eight lanes, each event known to three people at different times."""
    from random import Random

    from bench.conversation import STARTED
    from secondsight.organisation.actions import create_account, create_team
    from secondsight.organisation.models import Severity
    from secondsight.record.actions.incidents import open_incident
    from secondsight.record.models import Event, Knowledge

    chance, at = Random(4), STARTED + timedelta(days=2)
    people = [
        create_account(f"p{n}@quillbarrow.example", f"Person {n}", by=None, at=at) for n in range(PEOPLE)
    ]
    teams = [create_team(f"Team {n}", by=None, at=at) for n in range(8)]
    severity = Severity.objects.get(slug="sev-1")
    incident = open_incident(title="A long day", severity=severity, started_at=STARTED, by=people[0], at=at)
    kinds = ("signal", "observation", "action", "decision", "communication", "change", "escalation")
    events = Event.objects.bulk_create(
        Event(
            incident=incident,
            what=f"{n}: the pool of connections waits and somebody says so",
            kind=kinds[n % 7],
            phase=("detection", "triage", "investigation", "mitigation")[n * 4 // EVENTS],
            occurred_at=STARTED + timedelta(seconds=chance.uniform(0, 36_000)),
            team=teams[chance.randrange(8)],
            account=people[chance.randrange(PEOPLE)],
        )
        for n in range(EVENTS)
    )
    Knowledge.objects.bulk_create(
        Knowledge(
            event=event,
            account=None if by_team else people[chance.randrange(PEOPLE)],
            team=teams[chance.randrange(8)] if by_team else None,
            known_at=event.occurred_at + timedelta(seconds=chance.uniform(0, 1_800)),
            certainty="believed" if chance.random() < 0.2 else "known",
        )
        for event in events
        for by_team in (False, False, True)
    )
    return f"{people[0].email} {incident.pk}"


def server(who: str, incident: str, on: str) -> list[Figure]:
    """Return how long the server takes for the page, the picture's values and a vantage."""
    from django.db import connection
    from django.test import Client

    from secondsight.organisation.models import Account
    from secondsight.web import asgi  # noqa: F401, loads what the server has loaded before its first answer

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = Client(headers={"host": "127.0.0.1", "accept-encoding": "gzip"})
    client.force_login(Account.objects.get(email=who))
    page = f"/incidents/{incident}/timeline/"
    figures = []
    for name, address in {
        "page": page,
        "picture": f"{page}picture?for=team:team-1",
        "holdings": f"{page}holdings?for=room",
    }.items():
        times = []
        client.get(address)  # templates are read once
        for _ in range(RUNS):
            start = time.perf_counter()
            answer = client.get(address)
            times.append((time.perf_counter() - start) * 1000)
            if answer.status_code != 200:
                raise RuntimeError(f"{address} answered {answer.status_code}")
        slow = percentile(times, 0.95)
        figures.append(
            Figure(
                "instrument",
                f"{name}, server p95",
                slow,
                "ms",
                f"< {SERVER}",
                slow < SERVER,
                on,
                spread(times),
            )
        )
    return figures


def browser(who: str, incident: str, on: str) -> list[Figure]:
    """Return what a frame costs while the cursor steps, while one pans and zooms; first paint and memory."""
    from playwright.sync_api import sync_playwright

    from tests.servers import free_port

    port, session = free_port(), signed_in(who)
    command = [sys.executable, "-m", "secondsight.cli", "serve", "--port", str(port), "--no-worker"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        with sync_playwright() as play:
            chromium = play.chromium.launch(executable_path="/usr/bin/chromium", args=[*QUIET, *COUNTING])
            context = chromium.new_context(viewport={"width": 1400, "height": 900})
            context.add_cookies([{**session, "url": f"http://127.0.0.1:{port}"}])
            told = _looked_at(
                context, f"http://127.0.0.1:{port}/incidents/{incident}/timeline/?for=team:team-1"
            )
            chromium.close()
    finally:
        process.terminate()
        process.wait(timeout=20)
    figures = []
    for name in MOVES:
        work, between = told[name]
        slow = percentile(work, 0.95)
        figures.append(
            Figure("instrument", f"{name}, p95", slow, "ms", "< 16", slow < FRAME, on, spread(work))
        )
        rate = 1000 / median(between)
        figures.append(
            Figure(
                "instrument", f"{name}, frames a second", rate, "Hz", "about 60", None, on, spread(between)
            )
        )
    paint = median(told["paint"])
    figures.append(
        Figure(
            "instrument",
            "first paint, p50",
            paint,
            "ms",
            "< 300",
            paint < FIRST_PAINT,
            on,
            spread(told["paint"]),
        )
    )
    drawn = median(told["drawn"])
    figures.append(
        Figure("instrument", "picture drawn, p50", drawn, "ms", on=on, spread=spread(told["drawn"]))
    )
    memory = told["memory"]
    figures.append(Figure("instrument", "memory of the page", memory, "MB", "< 150", memory < MEMORY, on))
    return figures


def _looked_at(context: Any, address: str) -> dict[str, Any]:
    told: dict[str, Any] = {"paint": [], "drawn": []}
    for _ in range(5):
        page = context.new_page()
        page.add_init_script(READY)
        page.goto(address)
        page.locator("incident-timeline[data-on]").wait_for()
        page.wait_for_timeout(500)
        told["paint"].append(page.evaluate(PAINT))
        told["drawn"].append(page.evaluate("window.drawnAt"))
        page.close()
    page = context.new_page()
    page.goto(address)
    page.locator("incident-timeline[data-on]").wait_for()
    page.wait_for_timeout(1500)
    page.locator(".instrument-stage").focus()
    for name, moves in MOVES.items():
        told[name] = page.evaluate(FRAMES, moves)
    page.wait_for_timeout(1500)
    told["memory"] = page.evaluate(MEMORY_USED)
    page.close()
    return told


COUNTING = ["--enable-precise-memory-info"]
READY = "addEventListener('timeline:ready', () => { window.drawnAt = performance.now(); }, true);"
MOVES = {
    "cursor step": ["key", "ArrowRight", 120],
    "cursor slide": ["slide", "", 120],
    "zoom": ["zoom", "", 60],
    "pan": ["pan", "", 120],
}
# For each frame an input: what hearing it and painting took, and the time from frame to frame.
FRAMES = """async ([kind, key, count]) => {
    const stage = document.querySelector(".instrument-stage");
    const element = document.querySelector("incident-timeline");
    const box = stage.getBoundingClientRect();
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const at = (share, more) => ({ clientX: box.left + 150 + share * (box.width - 200), clientY: box.top + 10,
        bubbles: true, cancelable: true, pointerId: 1, button: 0, ...more });
    const inputs = {
        key: () => new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }),
        slide: (n) => new PointerEvent("pointermove", at(0.9 - (0.8 * n) / count)),
        zoom: (n) => new WheelEvent("wheel", at(0.5, { ctrlKey: true, deltaY: n < count / 2 ? -8 : 4 })),
        pan: (n) => new WheelEvent("wheel", at(0.5, { deltaX: n % 40 < 20 ? 30 : -30 })),
    };
    stage.setPointerCapture = () => {};
    if (kind === "slide") stage.dispatchEvent(new PointerEvent("pointerdown", at(0.9)));
    let painting = 0;
    element.addEventListener("timeline:drawn", ({ detail }) => { painting += detail.took; });
    const work = [], between = [];
    let last = await frame();
    for (let n = 0; n < count; n++) {
        painting = 0;
        const start = performance.now();
        stage.dispatchEvent(inputs[kind](n));
        const heard = performance.now() - start;
        const now = await frame(); // ours was asked for after the element's: it has painted
        work.push(heard + painting);
        between.push(now - last);
        last = now;
    }
    if (kind === "slide") stage.dispatchEvent(new PointerEvent("pointerup", at(0.1)));
    return [work, between];
}"""
# The heap, and the canvases that lie outside of it.
MEMORY_USED = """performance.memory.usedJSHeapSize / 1e6 + [...document.querySelectorAll("canvas")]
    .reduce((sum, each) => sum + each.width * each.height * 4, 0) / 1e6"""


if __name__ == "__main__":
    import django

    django.setup()
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("fill", "server", "browser"))
    parser.add_argument("given", nargs="*")
    asked = parser.parse_args()
    if asked.what == "fill":
        print(fill())
    else:
        found = {"server": server, "browser": browser}[asked.what](*asked.given)
        print(json.dumps([asdict(figure) for figure in found]))
