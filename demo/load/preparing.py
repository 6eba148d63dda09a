"""What goes before a meeting: themes, the draft and what people say of it, the agenda on its way (R2.7, R2.8)."""

from datetime import datetime

from demo import facts
from demo.load.script import Script
from secondsight.inquiry import actions
from secondsight.inquiry.models import Theme
from secondsight.inquiry.queries.packet import part


def prepare_meeting(script: Script, review: facts.Review) -> None:
    """Let the draft of a review be sent and answered, and its agenda go out a day ahead."""
    for one in review.lacking:
        script.add(script.instant(one.asked, review), lambda at, one=one: _ask(script, review, one, at))
    if review.draft_sent is not None:
        script.add(script.instant(review.draft_sent, review), lambda at: _send(script, review, at))
        for said in review.said_of_draft:
            script.add(script.instant(said.at, review), lambda at, said=said: _say(script, review, said, at))
    if review.agenda_sent is not None:
        script.add(script.instant(review.agenda_sent, review), lambda at: _send_agenda(script, review, at))


def _ask(script: Script, review: facts.Review, one: facts.Lacking, at: datetime) -> None:
    row, people = script.cast.reviews[review.slug], script.cast.people
    asker = people[review.facilitator]
    actions.ask_for_part(row, part(asker, one.part), people[one.of], note=one.note, by=asker, at=at)


def _send(script: Script, review: facts.Review, at: datetime) -> None:
    row, people = script.cast.reviews[review.slug], script.cast.people
    by = people[review.facilitator]
    for theme in review.themes:
        actions.add_theme(row, title=theme.title, why=theme.why, by=by, at=at)
    readers = [people[slug] for slug in review.participants]
    actions.send_calibration(row, readers, note=review.draft_note, by=by, at=at)


def _say(script: Script, review: facts.Review, said: facts.SaidOfDraft, at: datetime) -> None:
    row, by = script.cast.reviews[review.slug], script.cast.people[said.by]
    for key in said.confirmed:
        event = script.cast.events[_incident_of(review, key, script), key]
        actions.answer_passage(row, event, verdict="confirmed", by=by, at=at)
    for key, words in said.corrected:
        event = script.cast.events[_incident_of(review, key, script), key]
        actions.answer_passage(row, event, verdict="corrected", words=words, by=by, at=at)
    wanted = Theme.objects.filter(review=row, title__in=said.votes).values_list("pk", flat=True)
    actions.vote_for_themes(row, list(wanted), by=by, at=at)
    reader = row.calibration.readers.get(account=by)
    actions.complete_calibration(reader, by=by, at=at)


def _incident_of(review: facts.Review, key: str, script: Script) -> str:
    return next(slug for slug in review.incidents if (slug, key) in script.cast.events)


def _send_agenda(script: Script, review: facts.Review, at: datetime) -> None:
    row = script.cast.reviews[review.slug]
    actions.send_agenda(row, by=script.cast.people[review.facilitator], at=at)
