"""Sending the draft, answering its passages, its themes and the votes for them (R2.8)."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from secondsight.base import journal
from secondsight.base.errors import InvalidInput, Refused, StaleEdit
from secondsight.base.ids import new_id
from secondsight.base.transaction import write
from secondsight.inquiry.actions.reviews import check_leads
from secondsight.inquiry.models import (
    Calibration,
    CalibrationReader,
    PassageAnswer,
    Review,
    Theme,
    ThemeVote,
)
from secondsight.inquiry.queries.reviews import can_see
from secondsight.inquiry.rules.calibration import PassageOutcome, PassageVerdict
from secondsight.organisation.models import Account
from secondsight.organisation.queries import policies, policy
from secondsight.record.actions.knowledge import add_version
from secondsight.record.actions.words import fit, fit_id, fit_term
from secondsight.record.models import Event

WORDS = 2000
MOST_READERS = 60
MOST_ADDITIONS = 50


def send_calibration(
    review: Review, accounts: Iterable[Account], *, by: Account, at: datetime, note: str = ""
) -> Calibration:
    """Send the draft to people, or to some more, and return it; nobody is asked twice.

    It needs themes, as many as agreed (two to five). Raises InvalidInput, Refused.
    """
    note = fit(note, field="note", most=WORDS)
    wanted = {one.pk: one for one in accounts}
    with write():
        check_leads(review, by)
        if not wanted:
            raise InvalidInput("Choose who is to see the draft.", field="people")
        for account in wanted.values():
            if not can_see(account, review.pk):
                raise InvalidInput(
                    f"{account.name} may not see this restricted review. Add them to its audience first.",
                    field="people",
                )
        least = policy("themes_least")
        if (number := Theme.objects.filter(review=review, removed_at=None).count()) < least:
            raise Refused(
                f"The draft names {number} theme{'' if number == 1 else 's'}; {least} are the least that "
                "people can choose between. Add some first."
            )
        there = Calibration.objects.filter(review=review).first()
        sent = there or Calibration(review=review, sent_by=by, recorded_at=at)
        sent.note = note or sent.note
        sent.save()
        asked = set(sent.readers.values_list("account", flat=True))
        new = [one for one in wanted.values() if one.pk not in asked]
        if len(asked) + len(new) > MOST_READERS:
            raise Refused(f"{MOST_READERS} people are enough for one draft; nobody else was asked.")
        CalibrationReader.objects.bulk_create(
            CalibrationReader(calibration=sent, account=one, recorded_at=at) for one in new
        )
        if new:
            names = ", ".join(sorted(one.name for one in new))
            _tell("calibration_sent", sent, by=by, at=at, what=names[:500])
    return sent


def answer_passage(
    review: Review, event: Event, *, verdict: str, by: Account, at: datetime, words: str = ""
) -> PassageAnswer:
    """Confirm a passage, or say in one's own words how it was, and return that; it can be changed.

    Nothing on the timeline changes by it. Raises InvalidInput, Refused.
    """
    said = fit_term(PassageVerdict, verdict, field="verdict")
    words = fit(words, field="words", most=WORDS, is_needed=said is not PassageVerdict.CONFIRMED)
    with write():
        _check_open(review)
        there = PassageAnswer.objects.filter(review=review, event=event, account=by).first()
        if there and (there.verdict, there.words, there.event_edition) == (said, words, event.edition):
            return there
        row = there or PassageAnswer(review=review, event=event, account=by)
        row.verdict, row.words, row.event_edition, row.recorded_at = said, words, event.edition, at
        # What became of other words says nothing of these.
        row.outcome, row.settled_by, row.settled_at = "", None, None
        row.save()
        _tell("passage_answered", row, by=by, at=at, what=event.what, verdict=said.value)
    return row


def take_back_passage_answer(review: Review, event: Event, *, by: Account, at: datetime) -> None:
    """Take back what one said of a passage."""
    with write():
        row = PassageAnswer.objects.filter(review=review, event=event, account=by).first()
        if row is not None:
            _tell("passage_answer_taken_back", row, by=by, at=at, what=event.what)
            row.delete()


def add_to_draft(review: Review, *, words: str, by: Account, at: datetime, once: str = "") -> PassageAnswer:
    """Say what the draft lacks altogether, and return that; the same words are there once.

    Raises InvalidInput, Refused.
    """
    words = fit(words, field="words", most=WORDS, is_needed=True)
    once = fit_id(once)
    with write():
        _check_open(review)
        mine = PassageAnswer.objects.filter(review=review, event=None, account=by)
        if there := mine.filter(words=words).first():
            return there
        if once and PassageAnswer.objects.filter(pk=once).exists():
            raise InvalidInput("This form was used before. Load the page again.", field="once")
        if mine.count() >= MOST_ADDITIONS:
            raise Refused(f"{MOST_ADDITIONS} additions are a timeline of their own: add moments to it.")
        row = PassageAnswer.objects.create(
            id=once or new_id(),
            review=review,
            account=by,
            verdict=PassageVerdict.ADDED,
            words=words,
            recorded_at=at,
        )
        _tell("draft_added_to", row, by=by, at=at, what=by.name)
    return row


def settle_answer(row: PassageAnswer, *, outcome: str, by: Account, at: datetime) -> PassageAnswer:
    """Say what became of a correction or addition, and return it; its words stay.

    As a version, they stand at the event from then on, with their witness (R3.5). Raises InvalidInput,
    Refused.
    """
    said = fit_term(PassageOutcome, outcome, field="outcome")
    with write():
        row = PassageAnswer.objects.select_related("review", "event", "account").get(pk=row.pk)
        check_leads(row.review, by)
        if row.verdict == PassageVerdict.CONFIRMED:
            raise Refused("This passage is confirmed; there is nothing to settle.")
        if row.outcome == said:
            return row
        if said is PassageOutcome.VERSION:
            if row.event is None:
                raise Refused(
                    "This is of no moment of the timeline. Add the moment, then say that it is put right."
                )
            if len(row.words) > 500:
                raise Refused("A version has at most 500 characters. Put the timeline right by hand instead.")
            row.version = add_version(
                row.event, witness=row.account.name, account=row.account, what=row.words, by=by, at=at
            )
        row.outcome, row.settled_by, row.settled_at = said, by, at
        row.save()
        _tell("passage_settled", row, by=by, at=at, what=row.account.name, outcome=said.value)
    return row


def complete_calibration(reader: CalibrationReader, *, by: Account, at: datetime) -> CalibrationReader:
    """Say that this is all from oneself, and return one's place among the readers. Raises Refused."""
    with write():
        now = CalibrationReader.objects.select_related("calibration__review", "account").get(pk=reader.pk)
        if now.account_id != by.pk:
            raise Refused("Everybody says that for themselves.")
        if now.completed_at is None:
            now.completed_at = at
            now.save(update_fields=["completed_at"])
            journal.record(
                "calibration_completed",
                by=by,
                subject=now,
                at=at,
                topic=now.calibration.review.topic,
                what=by.name,
            )
    return now


def add_theme(
    review: Review, *, title: str, by: Account, at: datetime, why: str = "", once: str = ""
) -> Theme:
    """Name a theme for the meeting and return it; one of that title is there once.

    Raises InvalidInput, Refused for more than agreed.
    """
    title = fit(title, field="title", most=200, is_needed=True)
    why = fit(why, field="why", most=WORDS)
    once = fit_id(once)
    with write():
        check_leads(review, by)
        now = Theme.objects.filter(review=review, removed_at=None)
        if there := now.filter(title__iexact=title).first():
            return there
        most = policies()["themes_most"]
        if now.count() >= most:
            raise Refused(f"{most} themes are as many as a meeting can talk about. Take one out first.")
        if once and Theme.objects.filter(pk=once).exists():
            raise InvalidInput("This form was used before. Load the page again.", field="once")
        row = Theme.objects.create(
            id=once or new_id(),
            review=review,
            title=title,
            why=why,
            place=Theme.objects.filter(review=review).count(),
            added_by=by,
            recorded_at=at,
        )
        _tell("theme_added", row, by=by, at=at, what=title)
    return row


def edit_theme(
    theme: Theme, *, title: str, why: str, by: Account, at: datetime, edition: int | None = None
) -> Theme:
    """Put a theme into other words and return it. Raises StaleEdit, InvalidInput, Refused."""
    title = fit(title, field="title", most=200, is_needed=True)
    why = fit(why, field="why", most=WORDS)
    with write():
        now = Theme.objects.select_related("review").get(pk=theme.pk)
        check_leads(now.review, by)
        if now.removed_at is not None:
            raise Refused("Somebody took this theme out in the meantime.")
        if edition is not None and edition != now.edition:
            raise StaleEdit(
                "Somebody changed this theme while you wrote. Your words are kept here: look at theirs, then "
                "save again.",
                newer=now,
            )
        if (now.title, now.why) != (title, why):
            before = now.title
            now.title, now.why, now.edition = title, why, now.edition + 1
            now.save(update_fields=["title", "why", "edition"])
            _tell("theme_edited", now, by=by, at=at, what=title, before=before, after=title)
    return now


def remove_theme(theme: Theme, *, by: Account, at: datetime) -> Theme:
    """Take a theme out and return it; the votes for it go with it. Raises Refused."""
    with write():
        now = Theme.objects.select_related("review").get(pk=theme.pk)
        check_leads(now.review, by)
        if now.removed_at is None:
            now.removed_at = at
            now.save(update_fields=["removed_at"])
            ThemeVote.objects.filter(theme=now).delete()
            _tell("theme_removed", now, by=by, at=at, what=now.title)
    return now


def vote_for_themes(review: Review, themes: Collection[str], *, by: Account, at: datetime) -> int:
    """Vote for themes by their ids instead of what one voted for before; return how many votes one has.

    Nothing says who voted for what. Raises InvalidInput, Refused.
    """
    wanted = set(themes)
    with write():
        _check_open(review)
        there = set(Theme.objects.filter(review=review, removed_at=None).values_list("pk", flat=True))
        if wanted - there:
            raise InvalidInput("One of these is no theme of this review any more.", field="themes")
        most = policy("theme_votes")
        if len(wanted) > most:
            raise InvalidInput(
                f"You have {most} vote{'' if most == 1 else 's'}; choose as many at most.", field="themes"
            )
        votes = ThemeVote.objects.filter(theme__review=review, account=by)
        before = set(votes.values_list("theme", flat=True))
        if before != wanted:
            votes.exclude(theme__in=wanted).delete()
            ThemeVote.objects.bulk_create(
                ThemeVote(theme_id=theme, account=by, recorded_at=at) for theme in sorted(wanted - before)
            )
            journal.record("themes_voted", by=None, subject=review, at=at, topic=review.topic)
    return len(wanted)


def _check_open(review: Review) -> None:
    if not Calibration.objects.filter(review=review).exists():
        raise Refused("The draft was not sent yet, so there is nothing to answer.")
    if Review.objects.filter(pk=review.pk, met_at__isnull=False).exists():
        raise Refused(
            "The review was held; the draft is answered no more. Its timeline can still be put right."
        )


def _tell(verb: str, row: Any, *, by: Account | None, at: datetime, **particulars: Any) -> None:
    journal.record(verb, by=by, subject=row, at=at, topic=row.review.topic, **particulars)
