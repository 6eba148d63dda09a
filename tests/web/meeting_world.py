"""Live sessions on a real server: reviews that are met, people who are signed in, and lines that go in."""

import json
import os
import random
import socket
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from tests.live_server import Running
from tests.web.hook_server import in_python

MOMENTS = 12


def made_on(
    server: Running, *, sessions: int = 1, people: int = 4, is_guarded: bool = True
) -> dict[str, Any]:
    """Make live sessions on a server's data, each with all the people in it. The first of them leads.

    Returns {"reviews": [...], "sessions": [...], "people": [{"id", "name", "cookie", "token"}]}.
    """
    asked = f"sessions={sessions}, people={people}, is_guarded={is_guarded}"
    code = f"from tests.web.meeting_world import make\nprint(make({asked}))"
    told: dict[str, Any] = json.loads(in_python(server, code).splitlines()[-1])
    return told


def make(*, sessions: int, people: int, is_guarded: bool) -> str:
    """Make the same on the database at hand, and return it as JSON."""
    from secondsight.base.clock import now
    from secondsight.inquiry import actions
    from secondsight.organisation.models import Account
    from tests.cast import after, make_account, make_event, make_incident, make_review, make_token

    names = ["Noor Haddad", "Ines Okafor", "Bo Lindgren", "Mara Sundqvist"]
    names += [f"Person {number}" for number in range(4, people)]
    accounts = [Account.objects.filter(name=name).first() or make_account(name) for name in names[:people]]
    leads, made = accounts[0], []
    for number in range(sessions):
        incident = make_incident(leads, title=f"Checkout ran dry {number}")
        for moment in range(MOMENTS):
            kind = "decision" if moment % 4 == 3 else "observation"
            what = f"Moment {moment} of outage {number}"
            make_event(incident, leads, what=what, kind=kind, occurred_at=after(moment))
        review = make_review(leads, incident, title=f"What happened to checkout {number}")
        for person in accounts[1:4]:
            role = "scribe" if person is accounts[1] else "participant"
            actions.give_role(review, role=role, account=person, by=leads, at=now(), reason="They were there")
        session = actions.open_session(review, is_guarded=is_guarded, by=leads, at=now())
        for person in accounts[1:]:
            actions.arrive(session, by=person, at=now())
        made.append((review.pk, session.pk))
    told = {
        "reviews": [review for review, _ in made],
        "sessions": [session for _, session in made],
        "people": [
            {
                "id": person.pk,
                "name": person.name,
                "cookie": _signed_in(person),
                "token": make_token(person)[1],
            }
            for person in accounts
        ],
    }
    return json.dumps(told)


def _signed_in(account: Any) -> str:
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = account.pk
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()
    store.save()
    return str(store.session_key)


@dataclass
class Killed:
    """What came of killing servers: lines that were acknowledged, and those of them that are not there."""

    rounds: int = 0
    acknowledged: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    doubled: int = 0
    cut_short: int = 0  # lines that were sent and not answered, and sent again
    out_of_order: int = 0


def kill_servers(rounds: int, *, seed: int, longest: float = 0.4) -> Killed:
    """Kill servers with signal 9 at random moments over captures, on the database at hand, and count.

    Each server is forked from this process, which has loaded the program. What was sent and not answered is
    sent again to the next server, as a browser does.
    """
    from django.urls import get_resolver

    from secondsight.inquiry.models import Capture

    assert get_resolver().url_patterns  # loaded once, here, and not by each server
    world = json.loads(make(sessions=1, people=2, is_guarded=False))
    path, token = f"/api/reviews/{world['reviews'][0]}/session/captures", world["people"][1]["token"]
    listening = socket.create_server(("127.0.0.1", 0), backlog=64)
    port, chance, done = listening.getsockname()[1], random.Random(seed), Killed()
    queue: list[str] = []
    for _ in range(rounds):
        child = _forked(listening)
        _send_until_killed(port, path, token, child, chance.uniform(0.01, longest), queue, done, chance)
        done.rounds += 1
    child = _forked(listening)
    for line in list(queue):
        if _post(port, path, token, line, child):
            done.acknowledged.append(line)
    os.kill(child, 9)
    rows = list(Capture.objects.order_by("place").values_list("pk", flat=True))
    done.missing = [line for line in done.acknowledged if line not in set(rows)]
    done.doubled = len(rows) - len(set(rows)) + len(done.acknowledged) - len(set(done.acknowledged))
    done.out_of_order = sum(a != b for a, b in zip(rows, done.acknowledged, strict=False))
    listening.close()
    return done


def _forked(listening: socket.socket) -> int:
    import uvicorn
    from django.db import connections

    from secondsight.web.asgi import application

    connections.close_all()
    child = os.fork()
    if child:
        return child
    config = uvicorn.Config(application, log_level="critical", access_log=False, lifespan="off")
    uvicorn.Server(config).run(sockets=[listening])
    os._exit(0)


def _send_until_killed(
    port: int,
    path: str,
    token: str,
    child: int,
    after: float,
    queue: list[str],
    done: Killed,
    chance: random.Random,
) -> None:
    # The first answer says that it serves; the moment of its death counts from there.
    killer = threading.Timer(after, os.kill, (child, 9))
    is_up = False
    while True:
        if not queue:
            queue.append("".join(chance.choices("0123456789abcdefghjkmnpqrstvwxyz", k=16)))
        is_taken = _post(port, path, token, queue[0], child)
        if not is_up:
            is_up = True
            killer.start()
        if not is_taken:
            done.cut_short += 1
            break
        done.acknowledged.append(queue.pop(0))
    killer.join()


def _post(port: int, path: str, token: str, line: str, child: int) -> bool:
    """Send one line and return whether it was acknowledged before the server was gone."""
    body = json.dumps({"kind": "luck", "words": f"Line {line}", "once": line}).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    answer = b""
    with socket.create_connection(("127.0.0.1", port)) as to:
        to.settimeout(0.05)
        to.sendall(head.encode() + body)
        while True:
            try:
                piece = to.recv(65536)
            except TimeoutError:
                # We hold the socket that it listens on, so only its process says that it is gone.
                if os.waitpid(child, os.WNOHANG)[0]:
                    return answer.startswith(b"HTTP/1.1 201")
                continue
            except OSError:
                piece = b""
            if not piece:
                return answer.startswith(b"HTTP/1.1 201")
            answer += piece


def main() -> None:
    """Kill servers on the database of the environment: `python -m tests.web.meeting_world ROUNDS SEED`."""
    import sys

    import django

    django.setup()
    began = time.monotonic()
    done = kill_servers(int(sys.argv[1]), seed=int(sys.argv[2]))
    told = {
        "rounds": done.rounds,
        "acknowledged": len(done.acknowledged),
        "missing": len(done.missing),
        "doubled": done.doubled,
        "cut_short": done.cut_short,
        "out_of_order": done.out_of_order,
        "seconds": time.monotonic() - began,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
