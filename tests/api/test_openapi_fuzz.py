"""The API's own description, turned against a live server: whatever comes, the answer is a described one.

Schemathesis makes the requests, within the description and against it. Half of them get ids of rows that
are there, else nearly all would end at "not found". The seed is fixed and the examples are few, so that the
proof takes the same short time everywhere; `SECONDSIGHT_FUZZ_EXAMPLES=500` digs deeper.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis import checks

from secondsight.api.site import api
from tests.live_server import Running, serving
from tests.requests import body_for
from tests.world import nouns, operations

pytestmark = pytest.mark.server

EXAMPLES = int(os.environ.get("SECONDSIGHT_FUZZ_EXAMPLES", "20"))
CONFIG = schemathesis.Config.from_dict(
    {
        "seed": 1,
        "phases": {"coverage": {"enabled": False}, "stateful": {"enabled": False}},
        "generation": {"deterministic": True, "with-security-parameters": False, "database": "none"},
    }
)
SCHEMA = schemathesis.openapi.from_dict(
    json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/"), default=str)), config=CONFIG
)
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
ENDING = ("closing", "revocation", "removal")


class Target:
    """A live server with rows in it."""

    def __init__(self, running: Running, made: dict[str, Any]) -> None:
        self.url, self.token, self.reader = running.url, made["token"], made["reader"]
        self.kept, self.spent = made["ids"]["kept"], made["ids"]["spent"]

    def ids_for(self, method: str, path: str) -> dict[str, str]:
        """Ids of rows that stay, except for operations that make an end of them."""
        is_ending = method == "DELETE" or path.endswith(ENDING)
        ids: dict[str, str] = self.spent if is_ending else self.kept
        return ids


@pytest.fixture(scope="session")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """A server of its own, with a review, its incident, and everything that follows from them."""
    folder = tmp_path_factory.mktemp("fuzz")
    with serving(folder) as running:
        made = subprocess.run(
            [sys.executable, "-m", "tests.api.fuzz_world", str(folder)],
            env=running.environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
        yield Target(running, json.loads(made.stdout))
        assert "Traceback" not in running.output()


@SCHEMA.parametrize()
@settings(
    max_examples=EXAMPLES,
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_a_described_one(case: Any, target: Target) -> None:
    aim(case, target)

    answer = case.call(base_url=target.url, headers={"Authorization": f"Bearer {target.token}"}, timeout=30)

    case.validate_response(answer, checks=CHECKS)


# Asked with a body, for a text is too long for an address; they store nothing.
READING = {"POST /api/language/check", "POST /api/programme/policy/preview"}


def test_a_token_that_only_reads_changes_nothing(target: Target) -> None:
    wrong = []
    for name, operation in operations().items():
        method, _, path = name.partition(" ")
        if method != "GET" and name not in READING:
            status, said = asked(target, method, path, operation, token=target.reader)
            wrong += [] if (status, said) == (403, "application/problem+json") else [(name, status, said)]

    assert not wrong


def test_a_token_that_is_none_opens_nothing(target: Target) -> None:
    wrong = []
    for name, operation in operations().items():
        method, _, path = name.partition(" ")
        status, said = asked(target, method, path, operation, token="sst_guessed")
        wrong += [] if (status, said) == (401, "application/problem+json") else [(name, status, said)]

    assert not wrong


def aim(case: Any, target: Target) -> None:
    """Give every second request ids, and every fourth a body, that mean something here."""
    ids = target.ids_for(case.operation.method.upper(), case.operation.path)
    turn = hash_of(case)
    if turn % 2:
        path = case.operation.path.split("/")
        for place, part in enumerate(path):
            if part.startswith("{") and case.path_parameters:
                case.path_parameters[part.strip("{}")] = ids[path[place - 1]]
    if turn % 4 == 1 and isinstance(case.body, dict):
        told = body_for(operations()[case.operation.label], ids)
        case.body = {
            **case.body,
            **{name: told[name] for name in case.body if name in told and turn % 8 == 1},
        }
        case.body = {**told, **case.body}


def hash_of(case: Any) -> int:
    """A number that is the same for the same case in every run."""
    return sum(repr((case.path_parameters, case.query, case.body)).encode(errors="replace"))


def asked(
    target: Target, method: str, path: str, operation: dict[str, Any], *, token: str
) -> tuple[int, str]:
    ids = target.ids_for(method, path)
    parts = path.split("/")
    filled = [ids[parts[n - 1]] if part.startswith("{") else part for n, part in enumerate(parts)]
    assert len(nouns(path)) == sum(part.startswith("{") for part in parts)
    answer = requests.request(
        method,
        target.url + "/".join(filled),
        json=body_for(operation, ids) if method != "GET" else None,
        headers={"Authorization": f"Bearer {token}"},
        timeout=20,
    )
    return answer.status_code, answer.headers["Content-Type"].partition(";")[0]
