"""Talks of two before the meeting: asked for, held, corrected by nobody, some of it released (R2.5)."""

from datetime import datetime, timedelta

from demo import facts
from demo.load.script import Deed, Script
from secondsight.confidence import actions
from secondsight.confidence.models import Interview, InterviewThread

ANSWERED_AFTER = timedelta(minutes=20)
RELEASED_AFTER = timedelta(hours=2)
SUBJECT = timedelta(minutes=6)  # how long they talk of one
LINE = timedelta(minutes=1)
LASTS = timedelta(minutes=18)


def tell_talks(script: Script, review: facts.Review) -> None:
    """Let the facilitator ask people to talk, both note what is said, and each release what they like."""
    for talk in review.talks:
        asked, held = script.instant(talk.asked, review), script.instant(talk.held, review)
        script.add(asked, lambda at, talk=talk: _ask(script, review, talk, at))
        script.add(asked + ANSWERED_AFTER, lambda at, talk=talk: _accept(script, review, talk, at))
        _hold(script, review, talk, held)
        script.add(held + RELEASED_AFTER, lambda at, talk=talk: _release(script, review, talk, at))


def _ask(script: Script, review: facts.Review, talk: facts.Talk, at: datetime) -> None:
    row, people = script.cast.reviews[review.slug], script.cast.people
    actions.invite(row, people[talk.who], note=talk.note, by=people[review.facilitator], at=at)


def _accept(script: Script, review: facts.Review, talk: facts.Talk, at: datetime) -> None:
    actions.accept(_found(script, review, talk), by=script.cast.people[talk.who], at=at)


def _hold(script: Script, review: facts.Review, talk: facts.Talk, held: datetime) -> None:
    """Let what is said be noted as it is said, in the order of time with all that goes on beside it."""
    for number, subject in enumerate(talk.subjects):
        begun = held + number * SUBJECT
        script.add(begun, lambda at, subject=subject: _begin(script, review, talk, subject, at))
        deeds = [_noting(script, review, talk, words) for words in subject.lines]
        script.add_series(begun + LINE, deeds, apart=LINE)
    script.add(held + LASTS, lambda at: _end(script, review, talk, at))


def _begin(
    script: Script, review: facts.Review, talk: facts.Talk, subject: facts.Subject, at: datetime
) -> None:
    event = script.cast.events[review.incidents[0], subject.event] if subject.event else None
    by = script.cast.people[review.facilitator]
    actions.add_thread(_found(script, review, talk), heading=subject.heading, event=event, by=by, at=at)


def _noting(script: Script, review: facts.Review, talk: facts.Talk, words: str) -> Deed:
    def note(at: datetime) -> None:
        thread = InterviewThread.objects.filter(interview=_found(script, review, talk)).last()
        actions.add_line(thread, words=words, by=script.cast.people[review.facilitator], at=at)

    return note


def _end(script: Script, review: facts.Review, talk: facts.Talk, at: datetime) -> None:
    actions.end(_found(script, review, talk), by=script.cast.people[review.facilitator], at=at)


def _release(script: Script, review: facts.Review, talk: facts.Talk, at: datetime) -> None:
    threads = InterviewThread.objects.filter(interview=_found(script, review, talk))
    for thread, subject in zip(threads, talk.subjects, strict=True):
        if subject.released:
            by = script.cast.people[talk.who]
            actions.release(thread, words=subject.released, is_named=subject.is_named, by=by, at=at)


def _found(script: Script, review: facts.Review, talk: facts.Talk) -> Interview:
    who = script.cast.people[talk.who]
    return Interview.objects.get(review=script.cast.reviews[review.slug], interviewee=who)
