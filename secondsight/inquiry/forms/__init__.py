"""What a person types about a review, what it found, and what people told of it."""

from secondsight.inquiry.forms.accounts import AdditionForm, AskForm, MeetingQuestionForm
from secondsight.inquiry.forms.agenda import AgendaForm
from secondsight.inquiry.forms.calibration import (
    AdditionToDraftForm,
    PassageForm,
    SendDraftForm,
    SettleForm,
    ThemeForm,
    VotesForm,
)
from secondsight.inquiry.forms.packet import (
    AskPartForm,
    PacketLinkForm,
    PacketPartForm,
    PartAnswerForm,
)
from secondsight.inquiry.forms.reviews import (
    FINDING_FORMS,
    AudienceForm,
    CommentForm,
    FindingForm,
    MeetingForm,
    NarrativeForm,
    OnceForm,
    OpenReviewForm,
    ReviewForm,
    RoleForm,
)
from secondsight.inquiry.forms.shared_texts import PassageCommentForm, SharedTextForm

__all__ = [
    "AdditionForm",
    "AdditionToDraftForm",
    "AgendaForm",
    "AskForm",
    "AskPartForm",
    "AudienceForm",
    "CommentForm",
    "FINDING_FORMS",
    "FindingForm",
    "MeetingForm",
    "MeetingQuestionForm",
    "NarrativeForm",
    "OnceForm",
    "OpenReviewForm",
    "PacketLinkForm",
    "PacketPartForm",
    "PartAnswerForm",
    "PassageCommentForm",
    "PassageForm",
    "ReviewForm",
    "RoleForm",
    "SendDraftForm",
    "SettleForm",
    "SharedTextForm",
    "ThemeForm",
    "VotesForm",
]
