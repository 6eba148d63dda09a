"""The API put together. A subject's routes are the `router` of the module with its name."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from ninja import NinjaAPI

from secondsight.api.door import install

ROOMS = (
    "history",
    "accounts",
    "organisation",
    "record",
    "timeline",
    "candidates",
    "evidence",
    "hooks",
    "clocks",
    "people",
    "desk",
    "inquiry",
    "followup",
    "programme",
    "publication",
    "archive",
)


class DescribedAPI(NinjaAPI):
    """An API whose description says that errors come as problems (RFC 9457)."""

    def get_openapi_schema(self, **given: Any) -> Any:
        """Return the OpenAPI document."""
        schema = super().get_openapi_schema(**given)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, response in operation["responses"].items():
                    if int(status) >= 400 and "application/json" in response.get("content", {}):
                        content = response["content"]
                        content["application/problem+json"] = content.pop("application/json")
        return schema


def build() -> NinjaAPI:
    """Return the API with every room's routes; its description is at `/api/openapi.json`."""
    api = DescribedAPI(
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
