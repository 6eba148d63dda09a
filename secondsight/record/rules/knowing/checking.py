"""Whether what is said of a knowing can be: nothing is known before it happens, unless it was foretold."""

from datetime import datetime, timedelta

from secondsight.base.errors import InvalidInput
from secondsight.record.rules.lengths import spoken
from secondsight.record.rules.vocabulary import Certainty, EventKind, Precision

FORESEEABLE = frozenset(
    {EventKind.ACTION, EventKind.CHANGE, EventKind.HANDOFF, EventKind.IMPACT, EventKind.STATUS_UPDATE}
)
"""What can be planned or foretold, and so be known of before it happens."""

_TOLERANCE = {
    Precision.SECOND: timedelta(seconds=1),
    Precision.MINUTE: timedelta(minutes=1),
    Precision.HOUR: timedelta(hours=1),
    Precision.DAY: timedelta(days=1),
    Precision.ABOUT: timedelta(hours=1),
}


def is_too_early(
    kind: EventKind,
    occurred_at: datetime | None,
    known_at: datetime | None,
    precision: Precision = Precision.SECOND,
    certainty: Certainty = Certainty.KNOWN,
) -> bool:
    """Return whether a knowing precedes what is known by more than the precision of the event's time allows.

    What can be planned or foretold may be known of before, and anything may be believed before.
    """
    if occurred_at is None or known_at is None or known_at >= occurred_at:
        return False
    if kind in FORESEEABLE or certainty is Certainty.BELIEVED:
        return False
    return occurred_at - known_at > _TOLERANCE[precision]


def check_knowing(
    kind: EventKind,
    occurred_at: datetime | None,
    known_at: datetime | None,
    *,
    precision: Precision = Precision.SECOND,
    certainty: Certainty = Certainty.KNOWN,
) -> None:
    """Let a knowing pass that is not too early (`is_too_early`).

    Raises InvalidInput, field `known_at`.
    Source: R3.2.
    """
    if not is_too_early(kind, occurred_at, known_at, precision, certainty):
        return
    assert occurred_at is not None
    assert known_at is not None
    raise InvalidInput(
        f"This would have been known {spoken(occurred_at - known_at)} before it happened. Check the two "
        "times and the time zone; if it was expected rather than known, say that it was believed. "
        "Nothing was changed.",
        field="known_at",
    )


def check_belief(
    certainty: Certainty, known_at: datetime | None, until_at: datetime | None, turned_out: str
) -> None:
    """Let pass what is said of a belief's end: knowing has none, and no belief ends before it began.

    Raises InvalidInput, field `until_at` or `turned_out`.
    """
    if certainty is not Certainty.BELIEVED:
        if until_at is not None:
            raise InvalidInput(
                "What is known is not given up: say that it was believed, or leave this empty.",
                field="until_at",
            )
        if turned_out:
            raise InvalidInput("Only a belief turns out to be so or otherwise.", field="turned_out")
    elif until_at is not None and known_at is not None and until_at <= known_at:
        raise InvalidInput(
            "A belief is given up after it was taken up. Nothing was changed.", field="until_at"
        )
