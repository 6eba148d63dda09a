"""A plain Django admin list of the same incidents, to measure our pages against in the same run.

It is a settings module: ours, with the admin added.
"""

from typing import Any

from django.urls import path

from secondsight.web.settings import *  # noqa: F403
from secondsight.web.settings import INSTALLED_APPS, TEMPLATES

INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.admin"]
TEMPLATES = [{**TEMPLATES[0], "OPTIONS": {**TEMPLATES[0]["OPTIONS"]}}]
ROOT_URLCONF = "bench.admin"
SILENCED_SYSTEM_CHECKS = ["admin.E404", "admin.E408", "admin.E409", "admin.E410"]


def __getattr__(name: str) -> Any:
    """Make the addresses when they are asked for: the admin needs the models loaded."""
    if name != "urlpatterns":
        raise AttributeError(name)
    from django.contrib import admin

    from secondsight.record.models import Incident
    from secondsight.web.urls import urlpatterns

    class Everybody(admin.AdminSite):
        def has_permission(self, request: Any) -> bool:
            return bool(request.user.is_authenticated)

    class Incidents(admin.ModelAdmin):
        list_display = ("title", "severity", "listed_at", "is_customer_facing")
        list_per_page = 100
        list_select_related = ("severity",)

        def has_module_permission(self, request: Any) -> bool:
            return True

        has_view_permission = has_add_permission = has_change_permission = has_delete_permission = (
            lambda self, request, obj=None: True
        )

    site = Everybody()
    site.register(Incident, Incidents)
    return [path("admin/", site.urls), *urlpatterns]
