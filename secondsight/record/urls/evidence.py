"""The addresses of evidence: files that come in, their receipts, single items, an incident's transcript."""

from django.urls import URLPattern, path

from secondsight.record.views import clocks, evidence, hooks, imports, incident_evidence

urlpatterns: list[URLPattern] = [
    path("evidence/", evidence.evidence, name="evidence"),
    path("evidence/formats/", evidence.formats, name="formats"),
    path("evidence/items/<str:id>/", evidence.item, name="item"),
    path("evidence/items/<str:id>/revelation", evidence.revelation, name="item_revelation"),
    path("evidence/hooks/", hooks.hooks, name="hooks"),
    path("evidence/hooks/new", hooks.hook_new, name="hook_new"),
    path("evidence/hooks/<str:id>/", hooks.hook, name="hook"),
    path("evidence/hooks/<str:id>/facts", hooks.hook_edit, name="hook_edit"),
    path("evidence/hooks/<str:id>/closure", hooks.hook_closure, name="hook_closure"),
    path("evidence/hooks/<str:id>/attempts", hooks.hook_attempts, name="hook_attempts"),
    path("imports/<str:id>/", imports.import_, name="import"),
    path("imports/<str:id>/left-out", imports.left_out, name="import_left_out"),
    path("imports/<str:id>/attempts", imports.attempts, name="import_attempts"),
    path("imports/<str:id>/incident", imports.incident, name="import_incident"),
    path("evidence-files/<str:id>/columns", imports.columns, name="evidence_columns"),
    path("evidence-files/<str:id>/answers", imports.answers, name="evidence_answers"),
    path("incidents/<str:id>/clocks", clocks.clocks, name="clocks"),
    path("incidents/<str:id>/packet", incident_evidence.packet, name="packet"),
    path("packet-items/<str:id>/removal", incident_evidence.packet_removal, name="packet_removal"),
    path("packet-items/<str:id>/picture", incident_evidence.picture, name="packet_picture"),
    path("evidence-files/<str:id>/original", imports.original, name="evidence_original"),
    path(
        "incidents/<str:id>/evidence/selection",
        incident_evidence.evidence_selection,
        name="evidence_selection",
    ),
]
