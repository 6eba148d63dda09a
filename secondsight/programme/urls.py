"""The addresses of what reviews say together."""

from django.urls import path

from secondsight.programme.views import policy, queue
from secondsight.programme.views.search import search

urlpatterns = [
    path("search/", search, name="search"),
    path("programme/", queue.programme, name="programme"),
    path("programme/queue/", queue.queue, name="queue"),
    path("programme/policy/", policy.policy, name="programme_policy"),
    path("programme/policy/preview", policy.preview, name="programme_policy_preview"),
    path("incidents/<str:id>/qualification/", queue.incident_qualification, name="incident_qualification"),
    path("incidents/<str:id>/declined-review/", queue.incident_decline, name="incident_decline"),
    path(
        "incidents/<str:id>/declined-review/removal",
        queue.incident_decline_removal,
        name="incident_decline_removal",
    ),
    path("patterns/<str:id>/review/", queue.pattern_review, name="pattern_review"),
    path("patterns/<str:id>/declined-review/", queue.pattern_decline, name="pattern_decline"),
    path(
        "patterns/<str:id>/declined-review/removal",
        queue.pattern_decline_removal,
        name="pattern_decline_removal",
    ),
]
