"""How long pages take in the server with 13,000 incidents and 14,000 commitments, and their statements."""

import argparse
import json
import sys
import time
from dataclasses import asdict
from statistics import median

from bench.figures import Figure, percentile
from bench.instances import DATABASES, instance, measured_in, run

RUNS = 60
SMALL = 200
SLOWEST, MOST_STATEMENTS = 100, 8


def measure(size: int) -> list[Figure]:
    """Return each page's p50 and p95, its statements at two sizes, and a plain admin list beside it."""
    figures = []
    for database in DATABASES:
        counted = {}
        for rows in (SMALL, size):
            with instance(database) as environment:
                environment["DJANGO_SETTINGS_MODULE"] = "bench.admin"
                who = run(environment, "-m", "bench.fill", str(rows)).split()[-1]
                found = measured_in(environment, "-m", "bench.pages", who, f"{database}, {rows:,}")
            counted[rows] = {f.name: f.value for f in found if f.unit == "statements"}
            figures += found if rows == size else []
        for name, value in counted[size].items():
            few = counted[SMALL].get(name)
            words = f"{SMALL} rows: {few:.0f}, {size:,} rows: {value:.0f}"
            same = f"{name}, alike at both sizes"
            figures.append(Figure("pages", same, value, "statements", "equal", few == value, database, words))
    return figures


def inside(who: str, on: str) -> list[Figure]:
    """Return the figures of the instance that this process runs in, as the person `who` sees it."""
    import django

    django.setup()
    from django.db import connection
    from django.test import Client

    from secondsight.organisation.models import Account

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the databases do by themselves, soon after rows were added
    browser = Client(headers={"host": "127.0.0.1"})
    browser.force_login(Account.objects.get(email=who))
    addresses = pages(who)
    plain = timed(browser, "/admin/record/incident/")
    yardstick = median(plain)
    figures = [Figure("pages", "plain admin list of 100, p50", yardstick, "ms", on=on)]
    for name, address in addresses.items():
        times = timed(browser, address)
        typical, slow, statements = median(times), percentile(times, 0.95), count(browser, address)
        words = f"{min(times):.1f}–{max(times):.1f}, n={len(times)}"
        is_few = statements <= MOST_STATEMENTS
        figures += [
            Figure("pages", f"{name}, p50", typical, "ms", "≤ admin list", typical <= yardstick, on, words),
            Figure("pages", f"{name}, p95", slow, "ms", f"< {SLOWEST}", slow < SLOWEST, on),
            Figure("pages", name, statements, "statements", f"≤ {MOST_STATEMENTS}", is_few, on),
        ]
    return figures


def pages(who: str) -> dict[str, str]:
    """Return the addresses to measure, by name; the review is one with commitments."""
    from secondsight.followup.models import Commitment
    from secondsight.inquiry.models import Review

    # An old one: whether ideas still rest changes what a page has to ask, and not with the size.
    review = Review.objects.filter(pk__in=Commitment.objects.values("review")).earliest("recorded_at")
    return {
        "home": "/",
        "incident list": "/incidents/",
        "review list": "/reviews/",
        "review page": f"/reviews/{review.pk}/",
        "commitment list": "/commitments/",
        "search": "/search/?q=checkout",
    }


def timed(browser, address: str) -> list[float]:
    """Return the wall milliseconds of each of many requests, after two to warm up."""
    for _ in range(2):
        answer = browser.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        browser.get(address)
        times.append((time.perf_counter() - start) * 1000)
    return times


def count(browser, address: str) -> int:
    """Return how many SQL statements a request takes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        browser.get(address)
    return len([q for q in captured if not q["sql"].startswith(("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT"))])


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("who")
    parser.add_argument("on")
    asked = parser.parse_args()
    sys.stdout.write(json.dumps([asdict(f) for f in inside(asked.who, asked.on)]) + "\n")
