"""The addresses of reviews and what they found."""

from django.urls import path

from secondsight.inquiry.rules.findings import FindingKind
from secondsight.inquiry.views import (
    account_moments,
    accounts,
    agenda,
    archive,
    calibration,
    captures,
    dates,
    findings,
    meeting_questions,
    moments,
    packet,
    packet_parts,
    reviews,
    roles,
    session_parts,
    session_verbs,
    sessions,
    shared_texts,
    themes,
    walking,
)

NOUNS = {
    FindingKind.FACTOR: "factors",
    FindingKind.STRENGTH: "strengths",
    FindingKind.LEARNING_POINT: "learning-points",
    FindingKind.IDEA: "ideas",
}

urlpatterns = [
    path("events/<str:event_id>/understood", moments.understood, name="event_understood"),
    path("incidents/<slug:incident_id>/reviews", reviews.of_incident, name="incident_reviews"),
    path("reviews/new", reviews.new, name="review_new"),
    path("reviews/preview", reviews.preview, name="narrative_preview"),
    path("reviews/<slug:review_id>/", reviews.prepare, name="review"),
    path("reviews/<slug:review_id>/parts", reviews.parts, name="review_parts"),
    path("reviews/<slug:review_id>/facts", reviews.edit, name="review_edit"),
    path("reviews/<slug:review_id>/narrative", reviews.narrative, name="review_narrative"),
    path("reviews/<slug:review_id>/notes/", shared_texts.notes, name="review_notes"),
    path("reviews/<slug:review_id>/texts/<slug:kind>/changes", shared_texts.history, name="text_history"),
    path("reviews/<slug:review_id>/texts/<slug:kind>/comments", shared_texts.comments, name="text_comments"),
    path(
        "reviews/<slug:review_id>/texts/<slug:kind>/changes/<int:number>/",
        shared_texts.version,
        name="text_version",
    ),
    path(
        "reviews/<slug:review_id>/texts/<slug:kind>/changes/<int:number>/restoration",
        shared_texts.restoration,
        name="text_restoration",
    ),
    path(
        "reviews/<slug:review_id>/passage-comments/<slug:comment_id>/resolution",
        shared_texts.resolution,
        name="passage_comment_resolution",
    ),
    path(
        "reviews/<slug:review_id>/passage-comments/<slug:comment_id>/resolution/removal",
        shared_texts.reopening,
        name="passage_comment_reopening",
    ),
    path("reviews/<slug:review_id>/audience", reviews.audience, name="review_audience"),
    path("reviews/<slug:review_id>/incidents", reviews.incidents, name="review_incidents"),
    path(
        "reviews/<slug:review_id>/incidents/<slug:incident_id>/removal",
        reviews.incident_removal,
        name="review_incident_removal",
    ),
    path("reviews/<slug:review_id>/dates/", dates.dates, name="review_dates"),
    path("dates/<slug:date_id>/cancellation", dates.cancellation, name="date_cancellation"),
    path("invitations/<slug:invitation_id>/answer", dates.answer, name="invitation_answer"),
    path("reviews/<slug:review_id>/meeting", reviews.meeting, name="review_meeting"),
    path("reviews/<slug:review_id>/timeline/", reviews.timeline, name="review_timeline"),
    path("reviews/<slug:review_id>/decisions/", reviews.decisions, name="review_decisions"),
    path("reviews/<slug:review_id>/walkers", walking.walkers, name="review_walkers"),
    path("reviews/<slug:review_id>/agenda/", agenda.agenda, name="review_agenda"),
    path("reviews/<slug:review_id>/agenda/fitting", agenda.fitting, name="review_agenda_fitting"),
    path("reviews/<slug:review_id>/agenda/sending", agenda.sending, name="review_agenda_sending"),
    path("reviews/<slug:review_id>/agenda/removal", agenda.removal, name="review_agenda_removal"),
    path("reviews/<slug:review_id>/calibration/", calibration.calibration, name="review_calibration"),
    path(
        "reviews/<slug:review_id>/calibration/completion",
        calibration.completion,
        name="review_calibration_completion",
    ),
    path("reviews/<slug:review_id>/calibration/votes", calibration.votes, name="review_votes"),
    path(
        "reviews/<slug:review_id>/calibration/additions", calibration.additions, name="review_draft_additions"
    ),
    path(
        "reviews/<slug:review_id>/calibration/passages/<slug:event_id>/answer",
        calibration.answer,
        name="passage_answer",
    ),
    path(
        "reviews/<slug:review_id>/calibration/passages/<slug:event_id>/answer/removal",
        calibration.answer_removal,
        name="passage_answer_removal",
    ),
    path(
        "passage-answers/<slug:answer_id>/settlement",
        calibration.settlement,
        name="passage_answer_settlement",
    ),
    path("events/<slug:event_id>/passage-answers", calibration.of_event, name="passages_of_event"),
    path("reviews/<slug:review_id>/themes/", themes.themes, name="review_themes"),
    path("themes/<slug:theme_id>/", themes.theme, name="theme"),
    path("themes/<slug:theme_id>/removal", themes.removal, name="theme_removal"),
    path("reviews/<slug:review_id>/packet/", packet.packet, name="review_packet"),
    path("reviews/<slug:review_id>/packet/links", packet.links, name="review_packet_links"),
    path(
        "reviews/<slug:review_id>/packet/parts/<slug:part_id>/answer",
        packet.answer,
        name="review_packet_answer",
    ),
    path(
        "reviews/<slug:review_id>/packet/parts/<slug:part_id>/answer/removal",
        packet.answer_removal,
        name="review_packet_answer_removal",
    ),
    path("packet-requests/<slug:request_id>/removal", packet.request_removal, name="packet_request_removal"),
    path("packet-parts/", packet_parts.parts, name="packet_parts"),
    path("packet-parts/<slug:part_id>/", packet_parts.part, name="packet_part"),
    path("packet-parts/<slug:part_id>/removal", packet_parts.removal, name="packet_part_removal"),
    path("reviews/<slug:review_id>/roles/", roles.give, name="review_roles"),
    path(
        "reviews/<slug:review_id>/facilitator-requests",
        roles.facilitator_requests,
        name="facilitator_requests",
    ),
    path(
        "facilitator-requests/<slug:request_id>/removal",
        roles.facilitator_request_removal,
        name="facilitator_request_removal",
    ),
    path(
        "facilitator-requests/<slug:request_id>/acceptance",
        roles.facilitator_request_acceptance,
        name="facilitator_request_acceptance",
    ),
    path("roles/<slug:holder_id>/removal", roles.removal, name="role_removal"),
    path("reviews/<slug:review_id>/independent-accounts/", accounts.accounts, name="review_accounts"),
    path(
        "reviews/<slug:review_id>/independent-accounts/versions",
        accounts.versions,
        name="review_account_versions",
    ),
    path(
        "independent-accounts/<slug:request_id>/removal",
        accounts.request_removal,
        name="account_request_removal",
    ),
    path("opened-accounts/<slug:opened_id>/additions", accounts.additions, name="account_additions"),
    path("account-moments/<slug:moment_id>/event", account_moments.moment_event, name="account_moment_event"),
    path(
        "account-moments/<slug:moment_id>/event/removal",
        account_moments.moment_event_removal,
        name="account_moment_event_removal",
    ),
    path("events/<slug:event_id>/independent-accounts", account_moments.of_event, name="accounts_of_event"),
    path(
        "incidents/<slug:incident_id>/independent-accounts",
        account_moments.of_incident,
        name="accounts_of_incident",
    ),
    path(
        "reviews/<slug:review_id>/meeting-questions/",
        meeting_questions.questions,
        name="meeting_questions",
    ),
    path(
        "released-threads/<slug:thread_id>/question",
        meeting_questions.of_thread,
        name="released_thread_question",
    ),
    path("meeting-questions/<slug:question_id>/", meeting_questions.edit, name="meeting_question"),
    path(
        "meeting-questions/<slug:question_id>/removal",
        meeting_questions.removal,
        name="meeting_question_removal",
    ),
    path(
        "meeting-questions/<slug:question_id>/restoration",
        meeting_questions.restoration,
        name="meeting_question_restoration",
    ),
    path("reviews/<slug:review_id>/session/", sessions.session, name="session"),
    path("reviews/<slug:review_id>/session/console/", sessions.console, name="session_console"),
    path("reviews/<slug:review_id>/session/screen/", sessions.screen, name="session_screen"),
    path("reviews/<slug:review_id>/session/mine/", sessions.mine, name="session_mine"),
    path("reviews/<slug:review_id>/session/desk/", sessions.desk, name="session_desk"),
    path("reviews/<slug:review_id>/session/room", session_parts.room, name="session_room"),
    path("reviews/<slug:review_id>/session/prompts", session_parts.prompts, name="session_prompts"),
    path("reviews/<slug:review_id>/session/around", session_parts.around, name="session_around"),
    path("reviews/<slug:review_id>/session/news", sessions.news, name="session_news"),
    path("reviews/<slug:review_id>/session/captures", captures.captures, name="captures"),
    path("captures/<slug:line_id>/", captures.capture, name="capture"),
    path("captures/<slug:line_id>/off-record", captures.off_record, name="capture_off_record"),
    path("reviews/<slug:review_id>/document/", archive.document, name="review_document"),
    path("reviews/<slug:review_id>/document/original", archive.original, name="review_original"),
    path("reviews/<slug:review_id>/understand/", findings.understand, name="understand"),
    path("ideas/<slug:finding_id>/comments", findings.comments, name="idea_comments"),
]

SESSION_VERBS = {
    "arrival": session_verbs.arrival,
    "moves": session_verbs.moves,
    "section": session_verbs.section,
    "question": session_verbs.question,
    "chair": session_verbs.chair,
    "speakers": session_verbs.speakers,
    "vote": session_verbs.vote,
    "vote/answer": session_verbs.vote_answer,
    "vote/closing": session_verbs.vote_closing,
    "pulse": session_verbs.pulse,
    "pulse/answer": session_verbs.pulse_answer,
    "pulse/closing": session_verbs.pulse_closing,
    "ending": session_verbs.ending,
}
urlpatterns += [
    path(f"reviews/<slug:review_id>/session/{noun}", verb, name=f"session_{noun.replace('/', '_')}")
    for noun, verb in SESSION_VERBS.items()
]

for kind, noun in NOUNS.items():
    named = {"kind": kind}
    urlpatterns += [
        path(f"reviews/<slug:review_id>/{noun}", findings.section, named, name=f"{kind}s"),
        path(f"{noun}/<slug:finding_id>/", findings.edit, named, name=kind.value),
        path(f"{noun}/<slug:finding_id>/removal", findings.removal, named, name=f"{kind}_removal"),
        path(f"{noun}/<slug:finding_id>/moments", findings.moments, named, name=f"{kind}_moments"),
        path(
            f"{noun}/<slug:finding_id>/moments/<slug:event_id>/removal",
            findings.moment_removal,
            named,
            name=f"{kind}_moment_removal",
        ),
    ]
