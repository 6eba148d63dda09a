"""People with what they are part of, for the organisation's pages."""

from django.db.models import Prefetch, Q, QuerySet

from secondsight.base import journal
from secondsight.base.models import JournalEntry
from secondsight.organisation.models import Account, Duty, Membership, Team
from secondsight.organisation.queries.accounts import accounts

# In the order of pages: by name, then by id.
ORDER = ("name", "id")
SIGN_INS = ("signed_in", "signed_out", "sign_in_failed", "session_ended", "sessions_ended", "password_set")


def people(viewer: Account, *, words: str = "", is_active: bool | None = True) -> QuerySet[Account]:
    """Return people with `in_teams` and `held_duties`, those whose name, title or e-mail has the words."""
    found = accounts(viewer, is_active=is_active)
    for word in words.replace("\0", "").split()[:5]:
        found = found.filter(Q(name__icontains=word) | Q(title__icontains=word) | Q(email__icontains=word))
    return found.prefetch_related(
        Prefetch("membership_set", Membership.objects.select_related("team"), to_attr="in_teams"),
        Prefetch("duty_set", Duty.objects.filter(ended_at=None), to_attr="held_duties"),
    )


def members(viewer: Account, team: Team) -> QuerySet[Account]:
    """Return who is in a team, by name."""
    return accounts(viewer).filter(teams=team)


def sign_ins(viewer: Account) -> QuerySet[JournalEntry]:
    """Return when and how the viewer signed in and out, newest first."""
    return journal.history(f"account:{viewer.pk}").filter(verb__in=SIGN_INS)
