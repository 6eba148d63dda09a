"""The addresses of what is said in confidence."""

from django.urls import path

from secondsight.confidence.views import accounts, interviews, notes

urlpatterns = [
    path("independent-accounts/<slug:request_id>/", accounts.account, name="independent_account"),
    path(
        "independent-accounts/<slug:request_id>/handing-in",
        accounts.handing_in,
        name="independent_account_handing_in",
    ),
    path(
        "independent-accounts/<slug:request_id>/handing-in/removal",
        accounts.handing_in_removal,
        name="independent_account_handing_in_removal",
    ),
    path(
        "independent-accounts/<slug:request_id>/refusal",
        accounts.refusal,
        name="independent_account_refusal",
    ),
    path(
        "independent-accounts/<slug:request_id>/refusal/removal",
        accounts.refusal_removal,
        name="independent_account_refusal_removal",
    ),
    path("reviews/<slug:review_id>/independent-accounts/opening", accounts.opening, name="accounts_opening"),
    path("reviews/<slug:review_id>/interviews/", interviews.interviews, name="review_interviews"),
    path("reviews/<slug:review_id>/passed-over", interviews.passed_over, name="review_passed_over"),
    path("interviews/<slug:interview_id>/", interviews.interview, name="interview"),
    path("interviews/<slug:interview_id>/acceptance", interviews.acceptance, name="interview_acceptance"),
    path("interviews/<slug:interview_id>/refusal", interviews.refusal, name="interview_refusal"),
    path("interviews/<slug:interview_id>/removal", interviews.removal, name="interview_removal"),
    path("interviews/<slug:interview_id>/ending", interviews.ending, name="interview_ending"),
    path(
        "interviews/<slug:interview_id>/notes/removal",
        interviews.notes_removal,
        name="interview_notes_removal",
    ),
    path("interviews/<slug:interview_id>/threads", notes.threads, name="interview_threads"),
    path("interview-threads/<slug:thread_id>/lines", notes.lines, name="interview_lines"),
    path("interview-threads/<slug:thread_id>/removal", notes.thread_removal, name="interview_thread_removal"),
    path("interview-threads/<slug:thread_id>/release", notes.release, name="interview_thread_release"),
    path(
        "interview-threads/<slug:thread_id>/release/removal",
        notes.release_removal,
        name="interview_thread_release_removal",
    ),
    path("interview-lines/<slug:line_id>/", notes.line, name="interview_line"),
    path("interview-lines/<slug:line_id>/removal", notes.line_removal, name="interview_line_removal"),
]
