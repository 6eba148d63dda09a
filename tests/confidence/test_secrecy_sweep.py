"""What is said in confidence is on no page and no address of the API, for whoever it was not said to (S7)."""

from typing import Any

import pytest
from django.test import Client

from tests.confidence.planting import SECRET, Planted
from tests.web.test_access_sweep import call, content, tried, undone
from tests.world import World, nouns, operations, pages

pytestmark = pytest.mark.django_db

# Addresses that lead out of the session, or need what no world has.
NO_PAGE = {"sign_out", "live"}


def test_no_page_and_no_address_of_the_api_tells_it_to_anybody_else(
    world: World, planted: dict[str, Planted], lookers: list[Any], signed_in: Any
) -> None:
    leaks, tries = [], 0
    addresses = {path for name, path in pages().items() if name not in NO_PAGE}

    for somebody in lookers:
        client: Client = signed_in(somebody)
        for path in sorted(path for hole in addresses for path in filled(hole, world, planted)):
            for method in ("get", "post"):
                tries += 1
                if SECRET in content(tried(client, method, path)):
                    leaks.append(f"{somebody.name}: {method} {path}")
        for name, operation in operations().items():
            for there in worlds(name, world, planted):
                tries += 1
                with undone():
                    if SECRET in content(call(client, name, operation, there)):
                        leaks.append(f"{somebody.name}: {name}")

    assert not leaks, "\n".join(leaks)
    assert tries > 4 * 600


def worlds(path: str, world: World, planted: dict[str, Planted]) -> list[World]:
    """The world, and one for each place where the word was said that an address can lead to."""
    there = [one.ids for one in planted.values() if set(nouns(path)) & set(one.ids)]
    return [World(world.keeper, world.word, world.ids | ids, []) for ids in there] or [world]


def filled(path: str, world: World, planted: dict[str, Planted]) -> set[str]:
    return {one.fill(path) for one in worlds(path, world, planted)}
