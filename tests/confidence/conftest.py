"""A world in which one word was said in confidence, in every way that there is, and those who look for it."""

from pathlib import Path
from typing import Any

import pytest

from secondsight.inquiry import actions as inquiry
from secondsight.inquiry.models import Review
from tests.cast import AT, make_account
from tests.confidence.cast import make_request
from tests.confidence.planting import PLANTERS, SECRET, Planted
from tests.world import World, make_world


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A world that everybody may see, so that only confidence itself keeps the secret."""
    return make_world(make_account("Ada Nkemelu"), "Plimsoll", tmp_path, is_restricted=False)


@pytest.fixture
def planted(world: World) -> dict[str, Planted]:
    """The word, said in confidence in every way that there is."""
    return {what: plant(world, SECRET) for what, plant in PLANTERS.items()}


@pytest.fixture
def lookers(world: World, planted: dict[str, Planted]) -> list[Any]:
    """Those who may most: who runs the place, who leads the reviews, who is asked too."""
    facilitator, participant = make_account("Oona Karhu"), make_account("Bo Lind")
    reviews = {one.ids.get("reviews", world.ids["reviews"]) for one in planted.values()}
    for review in Review.objects.filter(pk__in=reviews):
        for role, account in (("facilitator", facilitator), ("participant", participant)):
            inquiry.give_role(review, role=role, account=account, by=world.keeper, at=AT, reason="So")
    make_request(Review.objects.get(pk=world.ids["reviews"]), participant, at=AT, by=world.keeper)
    administrator = make_account("Sipho Lindqvist", duties=("administrator", "programme_owner"))
    return [world.keeper, facilitator, participant, administrator]
