"""What is stored of reviews, one concept a file."""

from secondsight.inquiry.models.agendas import Agenda, AgendaSection
from secondsight.inquiry.models.calibration import (
    Calibration,
    CalibrationReader,
    PassageAnswer,
    Theme,
    ThemeVote,
)
from secondsight.inquiry.models.captures import Capture
from secondsight.inquiry.models.dates import Invitation, MeetingDate
from secondsight.inquiry.models.facilitators import FacilitatorRequest
from secondsight.inquiry.models.independent_accounts import (
    AccountAddition,
    AccountMoment,
    AccountRequest,
    MomentLink,
    OpenedAccount,
)
from secondsight.inquiry.models.meeting_questions import MeetingQuestion
from secondsight.inquiry.models.packets import PacketAnswer, PacketPart, PacketRequest
from secondsight.inquiry.models.pulses import PulseMark, PulseRound
from secondsight.inquiry.models.reviews import (
    ArchivedDocument,
    Factor,
    Finding,
    Idea,
    IdeaComment,
    LearningPoint,
    RecordedAction,
    Review,
    ReviewIncident,
    ReviewSeat,
    RoleHolder,
    Strength,
)
from secondsight.inquiry.models.sessions import (
    LiveSession,
    SectionRun,
    SessionPerson,
    TopicVoice,
    TopicVote,
)
from secondsight.inquiry.models.shared_texts import (
    SharedText,
    SharedTextChange,
    SharedTextComment,
    SharedTextWriter,
)
from secondsight.inquiry.models.threads import ReleasedThread

__all__ = [
    "PulseRound",
    "PulseMark",
    "TopicVote",
    "TopicVoice",
    "SessionPerson",
    "SectionRun",
    "LiveSession",
    "Capture",
    "AccountAddition",
    "AccountMoment",
    "AccountRequest",
    "Agenda",
    "AgendaSection",
    "ArchivedDocument",
    "Calibration",
    "CalibrationReader",
    "FacilitatorRequest",
    "Factor",
    "Finding",
    "Idea",
    "IdeaComment",
    "Invitation",
    "LearningPoint",
    "MeetingDate",
    "MeetingQuestion",
    "MomentLink",
    "OpenedAccount",
    "PacketAnswer",
    "PacketPart",
    "PacketRequest",
    "PassageAnswer",
    "RecordedAction",
    "ReleasedThread",
    "Review",
    "ReviewIncident",
    "ReviewSeat",
    "RoleHolder",
    "SharedText",
    "SharedTextChange",
    "SharedTextComment",
    "SharedTextWriter",
    "Strength",
    "Theme",
    "ThemeVote",
]
