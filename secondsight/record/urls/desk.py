"""The addresses of the reading desk: a conversation, what people make of its messages, their tags."""

from django.urls import URLPattern, path

from secondsight.record.views import desk, findings, hearings, tags

urlpatterns: list[URLPattern] = [
    path("incidents/<str:id>/evidence/", desk.incident_evidence, name="incident_evidence"),
    path("incidents/<str:id>/evidence/window", desk.evidence_window, name="evidence_window"),
    path("incidents/<str:id>/evidence/marks", desk.evidence_marks, name="evidence_marks"),
    path("incidents/<str:id>/evidence/choices", desk.evidence_choices, name="evidence_choices"),
    path("incidents/<str:id>/evidence/beside", desk.beside, name="beside"),
    path("incidents/<str:id>/evidence/items/<str:item>/", desk.message, name="message"),
    path("incidents/<str:id>/item-tags", findings.item_tags, name="item_tags"),
    path("item-tags/<str:id>/removal", findings.item_tag_removal, name="item_tag_removal"),
    path("events/<str:id>/items", findings.event_items, name="event_items"),
    path("events/<str:id>/items/<str:item>/removal", findings.event_item_removal, name="event_item_removal"),
    path("incidents/<str:id>/questions/", findings.questions, name="questions"),
    path("questions/<str:id>/answer", findings.question_answer, name="question_answer"),
    path("questions/<str:id>/closure", findings.question_closure, name="question_closure"),
    path("incidents/<str:id>/hypotheses/", findings.hypotheses, name="hypotheses"),
    path("incidents/<str:id>/hypotheses/steps", findings.message_step, name="message_step"),
    path("hypotheses/<str:id>/", findings.hypothesis, name="hypothesis"),
    path("hypotheses/<str:id>/steps", findings.hypothesis_steps, name="hypothesis_steps"),
    path("steps/<str:id>/knowledge", hearings.step_knowledge, name="step_knowledge"),
    path(
        "step-knowledge/<str:id>/withdrawal",
        hearings.step_knowledge_withdrawal,
        name="step_knowledge_withdrawal",
    ),
    path("steps/<str:id>/withdrawal", findings.step_withdrawal, name="step_withdrawal"),
    path("tags/", tags.tags, name="tags"),
    path("tags/<str:id>/", tags.tag, name="tag"),
    path("tags/<str:id>/retirement", tags.tag_retirement, name="tag_retirement"),
]
