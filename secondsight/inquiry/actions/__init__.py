"""What changes in a review, one function a verb."""

from secondsight.inquiry.actions.accounts import (
    add_to_account,
    ask_for_account,
    link_moment,
    take_back_request,
    unlink_moment,
)
from secondsight.inquiry.actions.agenda import (
    Drafted,
    fit_agenda,
    keep_agenda,
    propose_agenda_again,
    save_agenda,
    send_agenda,
)
from secondsight.inquiry.actions.archive import Archived, archive_review
from secondsight.inquiry.actions.calibration import (
    add_theme,
    add_to_draft,
    answer_passage,
    complete_calibration,
    edit_theme,
    remove_theme,
    send_calibration,
    settle_answer,
    take_back_passage_answer,
    vote_for_themes,
)
from secondsight.inquiry.actions.captures import (
    capture,
    edit_capture,
    take_off_record,
)
from secondsight.inquiry.actions.disputes import dispute_by_accounts
from secondsight.inquiry.actions.findings import (
    add_factor,
    add_idea,
    add_learning_point,
    add_strength,
    comment_on_idea,
    edit_finding,
    remove_finding,
    tie_moment,
    untie_moment,
)
from secondsight.inquiry.actions.meeting_questions import (
    add_meeting_question,
    edit_meeting_question,
    remove_meeting_question,
    restore_meeting_question,
)
from secondsight.inquiry.actions.packet import (
    answer_part,
    ask_for_part,
    note_arrivals,
    retire_part,
    save_part,
    take_back_answer,
    take_back_packet_request,
)
from secondsight.inquiry.actions.pulses import (
    answer_pulse,
    close_pulse,
    open_pulse,
)
from secondsight.inquiry.actions.reviews import (
    add_incident,
    edit_review,
    look_at_review,
    open_review,
    open_to_all,
    record_meeting,
    remove_incident,
    restrict_review,
)
from secondsight.inquiry.actions.roles import give_role, take_role
from secondsight.inquiry.actions.session_record import (
    end_empty_sessions,
    end_session,
)
from secondsight.inquiry.actions.session_votes import (
    close_vote,
    open_vote,
    say_to_vote,
)
from secondsight.inquiry.actions.sessions import (
    arrive,
    ask_room,
    enter_section,
    mark_speaker,
    move_session,
    open_session,
    take_chair,
)
from secondsight.inquiry.actions.shared_text_comments import (
    comment_on_passage,
    reopen_comment,
    resolve_comment,
)
from secondsight.inquiry.actions.shared_texts import restore_version, write_shared_text
from secondsight.inquiry.actions.threads import ask_of_thread
from secondsight.inquiry.actions.walking import invite_the_room

__all__ = [
    "capture",
    "edit_capture",
    "take_off_record",
    "answer_pulse",
    "close_pulse",
    "open_pulse",
    "end_empty_sessions",
    "end_session",
    "close_vote",
    "open_vote",
    "say_to_vote",
    "arrive",
    "ask_room",
    "enter_section",
    "mark_speaker",
    "move_session",
    "open_session",
    "take_chair",
    "Archived",
    "Drafted",
    "add_factor",
    "add_idea",
    "add_incident",
    "add_learning_point",
    "add_meeting_question",
    "add_strength",
    "add_theme",
    "add_to_account",
    "add_to_draft",
    "answer_part",
    "answer_passage",
    "archive_review",
    "ask_for_account",
    "ask_of_thread",
    "comment_on_idea",
    "comment_on_passage",
    "ask_for_part",
    "comment_on_idea",
    "complete_calibration",
    "dispute_by_accounts",
    "edit_finding",
    "edit_meeting_question",
    "edit_review",
    "edit_theme",
    "fit_agenda",
    "give_role",
    "invite_the_room",
    "keep_agenda",
    "link_moment",
    "look_at_review",
    "note_arrivals",
    "open_review",
    "open_to_all",
    "propose_agenda_again",
    "record_meeting",
    "remove_finding",
    "remove_incident",
    "remove_meeting_question",
    "reopen_comment",
    "resolve_comment",
    "remove_theme",
    "restore_meeting_question",
    "restore_version",
    "restrict_review",
    "retire_part",
    "save_agenda",
    "save_part",
    "send_agenda",
    "send_calibration",
    "settle_answer",
    "take_back_answer",
    "take_back_packet_request",
    "take_back_passage_answer",
    "take_back_request",
    "take_role",
    "tie_moment",
    "unlink_moment",
    "untie_moment",
    "write_shared_text",
    "vote_for_themes",
]
