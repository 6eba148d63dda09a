"""Talks of two before the meeting: asked for, held, corrected by nobody, some of it released (R2.5)."""

from datetime import datetime, timedelta

from demo import facts
from demo.load.script import Script
from secondsight.confidence import actions
from secondsight.confidence.models import Interview, InterviewThread

ANSWERED_AFTER = timedelta(minutes=20)
RELEASED_AFTER = timedelta(hours=2)


def tell_talks(script: Script, review: facts.Review) -> None:
    """Let the facilitator ask people to talk, both note what is said, and each release what they like."""
    for talk in review.talks:
        asked, held = script.instant(talk.asked, review), script.instant(talk.held, review)
        script.add(asked, lambda at, talk=talk: _ask(script, review, talk, at))
        script.add(asked + ANSWERED_AFTER, lambda at, talk=talk: _accept(script, review, talk, at))
        script.add(held, lambda at, talk=talk: _hold(script, review, talk, at))
        script.add(held + RELEASED_AFTER, lambda at, talk=talk: _release(script, review, talk, at))


def _ask(script: Script, review: facts.Review, talk: facts.Talk, at: datetime) -> None:
    row, people = script.cast.reviews[review.slug], script.cast.people
    actions.invite(row, people[talk.who], note=talk.note, by=people[review.facilitator], at=at)


def _accept(script: Script, review: facts.Review, talk: facts.Talk, at: datetime) -> None:
    actions.accept(_found(script, review, talk), by=script.cast.people[talk.who], at=at)


def _hold(script: Script, review: facts.Review, talk: facts.Talk, at: datetime) -> None:
    interview, by = _found(script, review, talk), script.cast.people[review.facilitator]
    for number, subject in enumerate(talk.subjects):
        begun = at + timedelta(minutes=6 * number)
        event = script.cast.events[review.incidents[0], subject.event] if subject.event else None
        thread = actions.add_thread(interview, heading=subject.heading, event=event, by=by, at=begun)
        for minute, words in enumerate(subject.lines, 1):
            actions.add_line(thread, words=words, by=by, at=begun + timedelta(minutes=minute))
    actions.end(interview, by=by, at=at + timedelta(minutes=18))


def _release(script: Script, review: facts.Review, talk: facts.Talk, at: datetime) -> None:
    threads = InterviewThread.objects.filter(interview=_found(script, review, talk))
    for thread, subject in zip(threads, talk.subjects, strict=True):
        if subject.released:
            by = script.cast.people[talk.who]
            actions.release(thread, words=subject.released, is_named=subject.is_named, by=by, at=at)


def _found(script: Script, review: facts.Review, talk: facts.Talk) -> Interview:
    who = script.cast.people[talk.who]
    return Interview.objects.get(review=script.cast.reviews[review.slug], interviewee=who)
