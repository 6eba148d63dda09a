"""The learning pulse: one tap, counted, and nothing that joins a person and an answer (R4.4a).

See docs/meeting.md for what is stored, for how long, and what could be inferred.
"""

import hashlib
import hmac
import secrets
from datetime import datetime

from django.db.models import F

from secondsight.base.errors import Refused
from secondsight.base.transaction import write
from secondsight.inquiry.actions.sessions import advance, led, tell, the_open
from secondsight.inquiry.models import LiveSession, PulseMark, PulseRound
from secondsight.organisation.models import Account


def open_pulse(session: LiveSession, *, by: Account, at: datetime) -> PulseRound:
    """Ask the room who has just learnt something, and return the round; an open one is returned again.

    Raises Forbidden for who does not lead, Refused when it is over.
    """
    with write():
        found = led(session, by)
        if there := PulseRound.objects.filter(session=found, closed_at=None).first():
            return there
        opened = PulseRound.objects.create(
            session=found, opened_by=by, secret=secrets.token_hex(32), recorded_at=at
        )
        advance(found)
        tell("session_pulse_opened", found, by=by, at=at)
    return opened


def answer_pulse(session: LiveSession, *, has_learnt: bool, by: Account) -> None:
    """Count somebody's answer to the open round, once; a second tap changes nothing.

    Nothing is journalled and no instant is kept. Raises Refused where no round is open.
    """
    with write():
        found = the_open(session)
        asked = PulseRound.objects.filter(session=found, closed_at=None).first()
        if asked is None:
            raise Refused("This pulse is closed. What it came to is on the screen.")
        mark = hmac.new(asked.secret.encode(), by.pk.encode(), hashlib.sha256).hexdigest()
        _, is_new = PulseMark.objects.get_or_create(mark=mark, defaults={"round": asked})
        if is_new:
            column = "learnt" if has_learnt else "not_now"
            PulseRound.objects.filter(pk=asked.pk).update(**{column: F(column) + 1})


def close_pulse(session: LiveSession, *, by: Account, at: datetime) -> PulseRound:
    """Close the open round and return it; who has answered is forgotten, the counts stay.

    Raises Forbidden for who does not lead, Refused where none is open.
    """
    with write():
        found = led(session, by)
        asked = PulseRound.objects.filter(session=found, closed_at=None).first()
        if asked is None:
            raise Refused("There is no pulse to close.")
        PulseMark.objects.filter(round=asked).delete()
        asked.secret, asked.closed_at = "", at
        asked.save(update_fields=["secret", "closed_at"])
        advance(found)
        tell("session_pulse_closed", found, by=by, at=at)
    return asked
