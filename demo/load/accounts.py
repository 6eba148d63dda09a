"""Independent accounts: asked for, written by their authors, opened together, asked about (R2.6)."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from demo import facts
from demo.load.script import Deed, Script
from secondsight.confidence import actions as confidence
from secondsight.confidence.queries.accounts import moments_in, my_request
from secondsight.confidence.rules.recognising import Moment
from secondsight.inquiry import actions
from secondsight.inquiry.models import AccountRequest
from secondsight.inquiry.queries.comparing import lay_side_by_side


def tell_accounts(script: Script, review: facts.Review) -> None:
    """Let people be asked, hand in what they wrote, and let the facilitator open it."""
    for one in review.accounts:
        script.add(script.instant(one.asked, review), _asking(script, review, one))
        if one.handed_in is not None:
            script.add(script.instant(one.handed_in, review), _writing(script, review, one))
    if review.accounts_opened is not None:
        opened = script.instant(review.accounts_opened, review)
        script.add(opened, lambda at: _open(script, review, at))


def _asking(script: Script, review: facts.Review, one: facts.OwnAccount) -> Deed:
    return lambda at: actions.ask_for_account(
        script.cast.reviews[review.slug],
        script.cast.people[one.by],
        note=one.note,
        by=script.cast.people[review.facilitator],
        at=at,
    )


def _writing(script: Script, review: facts.Review, one: facts.OwnAccount) -> Deed:
    def write(at: datetime) -> None:
        author = script.cast.people[one.by]
        found = AccountRequest.objects.get(review=script.cast.reviews[review.slug], account=author)
        request = my_request(author, found.pk)
        lines = [(_line(script, review, told, author.time_zone), told) for told in one.lines]
        text = "\n".join(line for line, _ in lines)
        by_line = dict(lines)
        moments = [
            _as_put(script, review, moment, by_line[moment.line])
            for moment in moments_in(author, request, text, [])
        ]
        confidence.save_draft(request, text=text, moments=moments, by=author, at=at)
        confidence.hand_in(request, by=author, at=at)

    return write


def _line(script: Script, review: facts.Review, told: facts.Told, zone: str) -> str:
    if told.at is None:
        return told.text
    at = script.start_of(review) + told.at
    return f"{'about ' if told.is_about else ''}{at.astimezone(ZoneInfo(zone)):%H:%M} {told.text}"


def _as_put(script: Script, review: facts.Review, moment: Moment, told: facts.Told) -> Moment:
    if not (told.actor or told.belief or told.event):
        return moment
    event = script.cast.events[review.incidents[0], told.event].pk if told.event else ""
    return replace(moment, actor=told.actor, belief=told.belief, event=event, is_mine=True)


def _open(script: Script, review: facts.Review, at: datetime) -> None:
    row, by = script.cast.reviews[review.slug], script.cast.people[review.facilitator]
    confidence.open_accounts(row, reason=review.accounts_reason, by=by, at=at)
    laid = lay_side_by_side(by, row, ZoneInfo(by.time_zone))
    for kind, key in review.questions:
        event = script.cast.events[review.incidents[0], key]
        divergence = laid.find(f"{kind}:{event.pk}")
        actions.add_meeting_question(
            row, words=divergence.question, divergence=divergence.key, moment=event, by=by, at=at
        )
