"""Who may be told of changes in the organisation."""

from secondsight.base.live.access import guards

PAGES = {"people", "teams", "tiers", "calendar", "policy", "words"}


@guards("organisation")
def may_hear_of_the_organisation(viewer: object, name: str) -> bool:
    """Return whether somebody may follow the organisation's changes: everybody who is in it."""
    return bool(getattr(viewer, "is_active", False)) and name in PAGES


@guards("account")
def may_hear_of_an_account(viewer: object, id: str) -> bool:
    """Return whether somebody may follow an account's own changes: its holder alone."""
    return bool(getattr(viewer, "is_active", False)) and getattr(viewer, "pk", "") == id
