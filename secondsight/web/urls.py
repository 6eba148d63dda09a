"""Every address of the pages. A room's own are in its `urls.py`."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from secondsight.api.site import api
from secondsight.base.live.views import live
from secondsight.web.api_docs import api_docs
from secondsight.web.history import history
from secondsight.web.home import home
from secondsight.web.patterns import patterns
from secondsight.web.wording import rule, rules

ROOMS = (
    "organisation",
    "record",
    "inquiry",
    "followup",
    "programme",
    "publication",
    "confidence",
    "integrations.icalendar",
    "integrations.postmortem",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("live", live, name="live"),
    path("history/", history, name="history"),
    path("rules/", rules, name="rules"),
    path("rules/<slug:name>/", rule, name="rule"),
    path("api/docs", api_docs, name="api_docs"),
    path("api/", api.urls),
    *(
        path("", include(f"secondsight.{room}.urls"))
        for room in ROOMS
        if find_spec(f"secondsight.{room}.urls")
    ),
    *([path("patterns", patterns, name="patterns")] if settings.DEBUG else []),
]

handler400 = "secondsight.web.errors.unreadable"
handler403 = "secondsight.web.errors.forbidden"
handler404 = "secondsight.web.errors.not_found"
handler429 = "secondsight.web.errors.too_many"
handler500 = "secondsight.web.errors.broken"
