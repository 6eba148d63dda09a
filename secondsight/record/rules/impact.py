"""The words of impact: who felt it, what was measured, when it held (R3.6)."""

from secondsight.organisation.rules.term import Term


class Side(Term):
    """Who felt it."""

    CUSTOMER = "customer", "Customers", "What people outside felt."
    INTERNAL = "internal", "The organisation", "What the response and those inside felt."


class Measure(Term):
    """What was counted or measured."""

    FAILED_REQUESTS = "failed_requests", "Failed requests", "The share of requests that failed, in percent."
    AFFECTED_USERS = "affected_users", "Affected users", "People who could not do what they came for."
    TICKETS = "tickets", "Tickets", "Contacts, tickets and complaints that came in."
    ENGINEERS_PAGED = "engineers_paged", "Engineers paged", "People who were called away from their work."
    OTHER = "other", "In own words", "Anything else: orders delayed, money, hours of work."


class Extent(Term):
    """Whether a reading tells of an instant or of a while."""

    INSTANT = "instant", "At that instant", "A number read off then."
    STRETCH = "stretch", "From then on", "It held until another time, known or not."


UNIT = {Measure.FAILED_REQUESTS: "%"}
"""Units that go without saying."""


def said_value(value: float | None, unit: str) -> str:
    """Return a number with its unit as people write it: "62%", "1,930", "41,000 euros"; "" for none."""
    if value is None:
        return ""
    number = f"{value:,.3f}".rstrip("0").rstrip(".")
    return f"{number}{unit}" if unit in ("", "%") else f"{number} {unit}"
