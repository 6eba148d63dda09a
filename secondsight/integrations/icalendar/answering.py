"""Noting what calendars answered to invitations (R2.3)."""

from datetime import datetime
from typing import Any

from secondsight.base.errors import InvalidInput
from secondsight.inquiry.actions.dates import answer_invitation
from secondsight.inquiry.queries.dates import invitation_by_uid
from secondsight.integrations.icalendar.replies import read_replies


def take_replies(content: bytes, *, name: str, by: Any, at: datetime) -> list[Any]:
    """Note the answers in a calendar's reply, or in a mail that carries one, and return their invitations.

    All or none. `by` is None for who runs the program. Raises UnreadableFile, InvalidInput for an answer to
    nothing that we asked or in another's name, Refused for one to an earlier version.
    """
    matched = []
    for reply in read_replies(content, name):
        invitation = invitation_by_uid(by, reply.uid)
        if invitation is None:
            raise InvalidInput(
                f"{name}: it answers “{reply.uid[:60]}”, no invitation from here. Nothing was noted.",
                field="file",
            )
        if invitation.account.email.lower() != reply.email:
            raise InvalidInput(
                f"{name}: it is the answer of {reply.email}, and {invitation.account.name} was asked as "
                f"{invitation.account.email}. Nothing was noted.",
                field="file",
            )
        matched.append((reply, invitation))
    return [
        answer_invitation(
            invitation, answer=reply.answer, note=reply.note, sequence=reply.sequence, by=by, at=at
        )
        for reply, invitation in matched
    ]
