"""The API put together. A subject's routes are the `router` of the module with its name."""

from copy import deepcopy
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from secondsight.api.door import install

ROOMS = (
    "history",
    "accounts",
    "organisation",
    "record",
    "near_misses",
    "timeline",
    "decisions",
    "pictures",
    "reconstruction",
    "candidates",
    "milestone_proposals",
    "knowledge_proposals",
    "beside",
    "evidence",
    "hooks",
    "clocks",
    "people",
    "desk",
    "inquiry",
    "independent_accounts",
    "agenda",
    "packet",
    "calibration",
    "dates",
    "facilitating",
    "meeting_questions",
    "sessions",
    "captures",
    "interviews",
    "shared_texts",
    "followup",
    "programme",
    "publication",
    "archive",
    "language",
)


class Description(OpenAPISchema):
    """The OpenAPI document. Says that errors come as problems (RFC 9457)."""

    def _create_schema_from_model(self, model: Any, *rest: Any, **given: Any) -> Any:
        # Every operation wraps the same few answers anew; each is described once, in a tenth of the time.
        wrapped = model.model_fields.get("response") if model.__name__ == "NinjaResponseSchema" else None
        if wrapped is None:
            return super()._create_schema_from_model(model, *rest, **given)
        known: dict[str, Any] = self.__dict__.setdefault("known", {})
        key = f"{wrapped.annotation!r} {rest} {given}"
        if key not in known:
            known[key] = super()._create_schema_from_model(model, *rest, **given)
        return deepcopy(known[key])

    def operation_details(self, operation: Any) -> Any:
        """Return what one operation takes and answers."""
        told = super().operation_details(operation)
        for status, response in told["responses"].items():
            if int(status) >= 400 and "application/json" in response.get("content", {}):
                content = response["content"]
                content["application/problem+json"] = content.pop("application/json")
        return told


class DescribedAPI(NinjaAPI):
    """An API that describes itself once: it does not change while the program runs."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> Any:
        """Return the OpenAPI document, which is not to be changed."""
        described: dict[str, Any] = self.__dict__.setdefault("described", {})
        prefix = self.get_root_path(path_params or {}) if path_prefix is None else path_prefix
        if prefix not in described:
            described[prefix] = Description(self, prefix)
        return described[prefix]


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
