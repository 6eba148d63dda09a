"""The API put together. A subject's routes are the `router` of the module with its name."""

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from ninja import NinjaAPI

from secondsight.api.door import install

ROOMS = (
    "history",
    "accounts",
    "organisation",
    "record",
    "evidence",
    "inquiry",
    "followup",
    "programme",
    "publication",
)


def build() -> NinjaAPI:
    """Return the API with every room's routes; its description is at `/api/openapi.json`."""
    api = NinjaAPI(
        title="Secondsight",
        version=settings.VERSION,
        description="Post-incident reviews: evidence in, understanding and commitments out.",
        urls_namespace="api",
        docs_url=None,
    )
    install(api)
    for room in ROOMS:
        name = f"secondsight.api.{room}"
        if find_spec(name):
            api.add_router("", import_module(name).router, tags=[room])
    return api


api = build()
