"""The addresses of decision points: their pages, what is said of them, what was known then."""

from django.urls import URLPattern, path

from secondsight.record.views import decision_notes, decisions

urlpatterns: list[URLPattern] = [
    path("incidents/<str:id>/decisions/", decisions.decisions, name="decisions"),
    path("events/<str:id>/decision", decisions.event_decision, name="event_decision"),
    path("decisions/<str:id>/", decisions.decision, name="decision"),
    path("decisions/<str:id>/facts", decisions.decision_edit, name="decision_edit"),
    path("decisions/<str:id>/pair", decisions.pair, name="decision_pair"),
    path("decisions/<str:id>/removal", decisions.decision_removal, name="decision_removal"),
    path("decisions/<str:id>/restoration", decisions.decision_restoration, name="decision_restoration"),
    path("decisions/<str:id>/options", decision_notes.options, name="decision_options"),
    path("decision-options/<str:id>/facts", decision_notes.option_edit, name="option_edit"),
    path("decision-options/<str:id>/removal", decision_notes.option_removal, name="option_removal"),
    path("decisions/<str:id>/notes", decision_notes.notes, name="decision_notes"),
    path("decision-notes/<str:id>/facts", decision_notes.note_edit, name="note_edit"),
    path("decision-notes/<str:id>/removal", decision_notes.note_removal, name="note_removal"),
]
