"""The addresses of incidents, their timelines, events and candidates."""

from django.urls import URLPattern, path

from secondsight.record.views import (
    candidates,
    events,
    impact,
    incidents,
    instrument,
    knowledge_proposals,
    milestone_proposals,
    milestones,
    people,
    pictures,
    timeline,
)

urlpatterns: list[URLPattern] = [
    path("incidents/", incidents.incidents, name="incidents"),
    path("incidents/new", incidents.incident_new, name="incident_new"),
    path("incidents/<str:id>/", incidents.incident, name="incident"),
    path("incidents/<str:id>/facts", incidents.incident_edit, name="incident_edit"),
    path("incidents/<str:id>/milestones", incidents.incident_milestones, name="incident_milestones"),
    path("incidents/<str:id>/milestones/<str:kind>/", milestones.milestone, name="milestone"),
    path("incidents/<str:id>/milestones/<str:kind>/time", milestones.milestone_time, name="milestone_time"),
    path("incidents/<str:id>/impact/", impact.incident_impact, name="incident_impact"),
    path("impact/<str:id>/", impact.impact_edit, name="impact_edit"),
    path("impact/<str:id>/removal", impact.impact_removal, name="impact_removal"),
    path("incidents/<str:id>/participants", incidents.participants, name="participants"),
    path("incidents/<str:id>/people/", people.incident_people, name="incident_people"),
    path("incidents/<str:id>/people/names", people.known_as, name="known_as"),
    path("incidents/<str:id>/people/names/<str:said>/end", people.known_as_end, name="known_as_end"),
    path("participants/<str:id>/removal", incidents.participant_removal, name="participant_removal"),
    path("incidents/<str:id>/audience", incidents.incident_audience, name="incident_audience"),
    path(
        "incidents/<str:id>/audience/removal",
        incidents.incident_audience_removal,
        name="incident_audience_removal",
    ),
    path("incidents/<str:id>/timeline/", timeline.timeline, name="timeline"),
    path("incidents/<str:id>/timeline/new", timeline.event_new, name="event_new"),
    path("incidents/<str:id>/timeline/picture", instrument.picture_values, name="timeline_picture"),
    path("incidents/<str:id>/timeline/holdings", instrument.picture_holdings, name="timeline_holdings"),
    path("incidents/<str:id>/timeline.svg", pictures.timeline_svg, name="timeline_svg"),
    path("incidents/<str:id>/timeline.png", pictures.timeline_png, name="timeline_png"),
    path("events/<str:id>/", events.event, name="event"),
    path("events/<str:id>/beside", instrument.event_beside, name="event_beside"),
    path("events/<str:id>/facts", events.event_edit, name="event_edit"),
    path("events/<str:id>/knowledge", events.event_knowledge, name="event_knowledge"),
    path("events/<str:id>/versions", events.event_versions, name="event_versions"),
    path("events/<str:id>/settlement", events.event_settlement, name="event_settlement"),
    path("events/<str:id>/merge", events.event_merge, name="event_merge"),
    path("events/<str:id>/removal", events.event_removal, name="event_removal"),
    path("events/<str:id>/restoration", events.event_restoration, name="event_restoration"),
    path("events/<str:id>/corroboration", events.event_corroboration, name="event_corroboration"),
    path("knowledge/<str:id>/facts", events.knowledge_edit, name="knowledge_edit"),
    path("knowledge/<str:id>/withdrawal", events.knowledge_withdrawal, name="knowledge_withdrawal"),
    path("incidents/<str:id>/candidates/", candidates.candidates, name="candidates"),
    path("incidents/<str:id>/candidates/search", candidates.candidate_search, name="candidate_search"),
    path(
        "incidents/<str:id>/candidates/acceptance",
        candidates.candidates_acceptance,
        name="candidates_acceptance",
    ),
    path(
        "incidents/<str:id>/milestone-proposals/",
        milestone_proposals.milestone_proposals,
        name="milestone_proposals",
    ),
    path(
        "milestone-proposals/<str:id>/acceptance",
        milestone_proposals.milestone_acceptance,
        name="milestone_acceptance",
    ),
    path(
        "milestone-proposals/<str:id>/dismissal",
        milestone_proposals.milestone_dismissal,
        name="milestone_dismissal",
    ),
    path(
        "milestone-proposals/<str:id>/return", milestone_proposals.milestone_return, name="milestone_return"
    ),
    path(
        "incidents/<str:id>/knowledge-proposals/",
        knowledge_proposals.knowledge_proposals,
        name="knowledge_proposals",
    ),
    path(
        "incidents/<str:id>/knowledge-proposals/search",
        knowledge_proposals.knowledge_search,
        name="knowledge_search",
    ),
    path(
        "incidents/<str:id>/knowledge-proposals/acceptance",
        knowledge_proposals.knowledge_acceptances,
        name="knowledge_acceptances",
    ),
    path(
        "knowledge-proposals/<str:id>/acceptance",
        knowledge_proposals.knowledge_acceptance,
        name="knowledge_acceptance",
    ),
    path(
        "knowledge-proposals/<str:id>/dismissal",
        knowledge_proposals.knowledge_dismissal,
        name="knowledge_dismissal",
    ),
    path(
        "knowledge-proposals/<str:id>/return", knowledge_proposals.knowledge_return, name="knowledge_return"
    ),
    path("candidates/<str:id>/", candidates.candidate, name="candidate"),
    path("candidates/<str:id>/acceptance", candidates.candidate_acceptance, name="candidate_acceptance"),
    path("candidates/<str:id>/merge", candidates.candidate_merge, name="candidate_merge"),
    path("candidates/<str:id>/dismissal", candidates.candidate_dismissal, name="candidate_dismissal"),
    path("candidates/<str:id>/return", candidates.candidate_return, name="candidate_return"),
]
