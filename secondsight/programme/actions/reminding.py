"""Telling the programme owner which reviews have passed their target or their limit (R1.5)."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from secondsight.base import mail
from secondsight.base.transaction import write
from secondsight.programme.models import ReviewReminder
from secondsight.programme.queries.letters import LINES, DueLetter, due_letters


def remind_of_reviews(*, at: datetime) -> int:
    """Post one letter to each programme owner with what has passed since the last one; return how many.

    What somebody was told is written down with the letter, so that running twice tells it once.
    """
    letters = due_letters(at)
    for letter in letters:
        with write():
            known = set(
                ReviewReminder.objects.filter(account=letter.to).values_list("qualification_id", "stage")
            )
            if known & set(letter.passed):
                continue  # another run was faster; the next one tells the rest
            ReviewReminder.objects.bulk_create(
                ReviewReminder(qualification_id=id, stage=stage, account=letter.to, sent_at=at)
                for id, stage in letter.passed
            )
            mail.post(letter.to.email, _subject(letter), _body(letter))
    return len(letters)


def _subject(letter: DueLetter) -> str:
    late = sum(stage == "limit" for _, stage in letter.passed)
    if late:
        return "A review is past its limit" if late == 1 else f"{late} reviews are past their limit"
    return "A review is past its target" if len(letter.passed) == 1 else "Reviews are past their target"


def _body(letter: DueLetter) -> str:
    more = len(letter.lines) - LINES
    lines = [f"  {line}" for line in letter.lines[:LINES]] + ([f"  and {more} more"] if more > 0 else [])
    return (
        f"Hello {letter.to.name},\n\n"
        "your policy asks for these reviews, and their time is running:\n\n" + "\n".join(lines) + "\n\n"
        "The longer it takes, the more people tell what they have heard since instead of what they saw. "
        "A review can be opened from the queue, or declined with a reason:\n"
        f"{settings.BASE_URL}{reverse('queue')}\n"
    )
