"""What has to hold before anything is decided or changed in this room."""

from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from secondsight.base.errors import InvalidInput, Refused
from secondsight.base.ids import new_id
from secondsight.followup.queries.agreed import Agreed
from secondsight.followup.queries.decisions import deciders, review_owner
from secondsight.followup.rules.decision import NotADecider, require_decider
from secondsight.followup.rules.soak import require_soaked
from secondsight.inquiry.models import Review
from secondsight.inquiry.queries.reviews import can_see
from secondsight.organisation.models import Account
from secondsight.record.actions.words import fit

LONG = 20_000
FARTHEST = timedelta(days=3660)  # ten years: beyond it a date is a slip of the pen


def check_may_decide(review: Review, terms: Agreed, *, by: Account, at: datetime) -> None:
    """Let the review's owner and the few they named decide once the soak is over (R6.1, R6.2).

    Raises soak.NotHeldYet, soak.StillSoaking, decision.NotADecider.
    """
    require_soaked(terms.soak(review.met_at), at, ZoneInfo(by.time_zone))
    owner = review_owner(review)
    if owner is None:
        raise NotADecider(
            "Nobody owns this review yet, so nobody can decide. Nothing was decided; give the role of review "
            "owner to somebody who has authority over the service."
        )
    few = [one.account_id for one in deciders(review)]
    require_decider(by.pk, owner=owner.pk, deciders=few, policy=terms.decision_policy(review))


def check_owner(account: Account, review: Review) -> None:
    """Let somebody be asked who may see the review. Raises InvalidInput."""
    if not account.is_active:
        raise InvalidInput(f"{account.name} has left; ask somebody who is here.", field="owner")
    if not can_see(account, review.pk):
        raise InvalidInput(
            f"{account.name} may not see this restricted review. Add them to its audience first.",
            field="owner",
        )


def fit_day(day: date | None, terms: Agreed, at: datetime, *, field: str) -> date | None:
    """Return the day. Raises InvalidInput for one that lies more than ten years ahead."""
    if day is not None and day > terms.today(at) + FARTHEST:
        raise InvalidInput(
            f"{day.isoformat()} is more than ten years ahead; look at the year again. Nothing was changed.",
            field=field,
        )
    return day


def fit_link(url: str, *, field: str) -> str:
    """Return a web address, or an empty text. Raises InvalidInput for anything else."""
    url = fit(url, field=field, most=1000)
    if url and not _is_web_address(url):
        raise InvalidInput("A link begins with https:// or http:// and names a place.", field=field)
    return url


def unused(model: Any, once: str) -> str:
    """Return the id for a new row. Raises InvalidInput when the form that brought it was used before."""
    if once and model.objects.filter(pk=once).exists():
        raise InvalidInput("This form was used before. Load the page again.", field="once")
    return once or new_id()


def check_standing(idea: Any) -> None:
    """Let an idea pass that nobody took out. Raises Refused."""
    if idea.removed_at is not None:
        raise Refused("Somebody took this idea out of the review in the meantime. Nothing was decided.")


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not set(url) & set(' \n\t<>"')
    except ValueError:
        return False
