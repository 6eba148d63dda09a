"""What is stored of the organisation, one concept a file."""

from secondsight.organisation.models.availability import Availability, BusyTime
from secondsight.organisation.models.organisation import (
    Account,
    AccountManager,
    ClosedDay,
    Duty,
    Membership,
    Organisation,
    Person,
    PolicyValue,
    RestrictedQuerySet,
    Seat,
    Service,
    Severity,
    Shift,
    SignInLink,
    Team,
    Tier,
    Token,
)
from secondsight.organisation.models.wording import OwnWord, WordingDismissal

__all__ = [
    "Account",
    "AccountManager",
    "Availability",
    "BusyTime",
    "ClosedDay",
    "Duty",
    "Membership",
    "Organisation",
    "OwnWord",
    "Person",
    "PolicyValue",
    "RestrictedQuerySet",
    "Seat",
    "Service",
    "Severity",
    "Shift",
    "SignInLink",
    "Team",
    "Tier",
    "Token",
    "WordingDismissal",
]
