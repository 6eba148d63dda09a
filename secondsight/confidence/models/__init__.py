"""What is stored of what was said in confidence."""

from secondsight.confidence.models.accounts import IndependentAccount
from secondsight.confidence.models.interviews import (
    Interview,
    InterviewLine,
    InterviewThread,
    PassedOver,
)

__all__ = ["IndependentAccount", "Interview", "InterviewLine", "InterviewThread", "PassedOver"]
