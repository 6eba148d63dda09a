"""What is read of hooks and what they took in; the viewer comes first (C12)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from secondsight.base.errors import NotFound
from secondsight.base.locking import KeyLost, unlock
from secondsight.organisation.models import Account
from secondsight.organisation.queries import digest
from secondsight.record.models import Hook, HookDelivery, HookOpening, Incident
from secondsight.record.queries.incidents import is_name
from secondsight.record.rules.hooks import HookRule, fit_rule
from secondsight.record.rules.masking import find_secrets, mask

ORDER = ("-received_at", "-id")
LONGEST_SHOWN = 4_000


@dataclass(frozen=True)
class OpenHook:
    """What the endpoint has to know of a hook to take something in."""

    id: str
    tool: str
    signing_secret: str | None  # None: it is locked and its key is not here
    has_time: bool  # whether its mapping finds a time: then the same bytes are the same delivery


def hooks(viewer: Account | None) -> QuerySet[Hook]:
    """Return the hooks by name, open ones first, each with its `last_at` and counts of deliveries.

    Everybody who is signed in sees them, for what they bring is everybody's.
    """
    of_hook = HookDelivery.objects.filter(hook=OuterRef("pk")).order_by().values("hook")
    last = of_hook.annotate(at=Max("received_at")).values("at")

    def number(**given: Any) -> Coalesce:
        return Coalesce(Subquery(of_hook.filter(**given).annotate(n=Count("pk")).values("n")), 0)

    return (
        Hook.objects.select_related("made_by", "closed_by")
        .annotate(
            last_at=Subquery(last),
            failed=number(state="failed"),
            waiting=number(state="waiting"),
            is_closed=Q(closed_at__isnull=False),
        )
        .order_by("is_closed", "name", "id")
    )


def hook(viewer: Account | None, id: str) -> Hook:
    """Return one hook. Raises NotFound."""
    found = hooks(viewer).filter(pk=id).first() if is_name(id) else None
    if found is None:
        raise NotFound("There is no such hook here.")
    return found


def may_see_hook(viewer: Account, id: str) -> bool:
    """Return whether the viewer may know how a hook does."""
    return is_name(id) and Hook.objects.filter(pk=id).exists()


def deliveries(viewer: Account, of: Hook, state: str = "") -> QuerySet[HookDelivery]:
    """Return what a hook took in, for `page(..., order=ORDER)`; of one state, if that is named."""
    rows = HookDelivery.objects.filter(hook=of).select_related("file__going")
    return rows.filter(state=state) if state else rows


def delivery(viewer: Account, id: str) -> HookDelivery:
    """Return one delivery with its hook. Raises NotFound."""
    found = None
    if is_name(id):
        found = HookDelivery.objects.select_related("hook", "file__going").filter(pk=id).first()
    if found is None:
        raise NotFound("There is no such delivery here.")
    return found


def shown_body(of: HookDelivery) -> str:
    """Return what was sent, where it is not an original yet: shortened, with secrets masked."""
    body = of.body[:LONGEST_SHOWN] + ("…" if len(of.body) > LONGEST_SHOWN else "")
    return mask(body, find_secrets(body)) if body else ""


def openings(viewer: Account, of: Hook) -> QuerySet[HookOpening]:
    """Return the incidents that a hook opened and the viewer may know of, newest first."""
    incidents = Incident.objects.visible_to(viewer).values("pk")
    rows = HookOpening.objects.filter(hook=of, incident__in=incidents)
    return rows.select_related("incident").order_by("-recorded_at", "-id")


def opening_of(incident: Incident) -> HookOpening | None:
    """Return which hook opened an incident, None if a person did. The caller has found the incident."""
    return HookOpening.objects.filter(incident=incident).select_related("hook").first()


def rule_of(of: Hook) -> HookRule:
    """Return what a hook does with what it brings."""
    return fit_rule(of.rule)


def open_hooks() -> Mapping[str, OpenHook]:
    """Return every open hook by the digest of its secret: for the endpoint, which knows nobody."""
    return {
        row.digest: OpenHook(row.pk, row.tool, _secret(row), bool(row.mapping.get("time")))
        for row in Hook.objects.filter(closed_at=None)
    }


def _secret(row: Hook) -> str | None:
    try:
        return unlock(row.signing_secret)
    except KeyLost:
        return None


def address_of(of: Hook, secret: str) -> str:
    """Return where a tool sends to: known to whoever has just made the hook, and to nobody after."""
    return f"{settings.BASE_URL}/hooks/{of.tool}/{secret}"


def secret_digest(secret: str) -> str:
    """Return what a hook is found by."""
    return digest(secret)
