"""What is read of the organisation; the viewer comes first where it matters who looks."""

from secondsight.organisation.queries.accounts import (
    account,
    account_by_email,
    accounts,
    demo_accounts,
    has_accounts,
    is_empty,
)
from secondsight.organisation.queries.agreement import agreement_version
from secondsight.organisation.queries.calendar import working_calendar
from secondsight.organisation.queries.operator import operator
from secondsight.organisation.queries.places import (
    organisation,
    service,
    services,
    severities,
    severity,
    team,
    teams,
    tier,
    tiers,
)
from secondsight.organisation.queries.policy import policies, policy
from secondsight.organisation.queries.tokens import TokenHolder, account_of_token, digest

__all__ = [
    "TokenHolder",
    "account",
    "account_by_email",
    "agreement_version",
    "account_of_token",
    "accounts",
    "demo_accounts",
    "digest",
    "has_accounts",
    "is_empty",
    "operator",
    "organisation",
    "policies",
    "policy",
    "service",
    "services",
    "severities",
    "severity",
    "team",
    "teams",
    "tier",
    "tiers",
    "working_calendar",
]
