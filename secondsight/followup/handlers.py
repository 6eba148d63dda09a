"""What the journal and the hours set off: asking an owner at once, and reminding (R7.2)."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse

from secondsight.base import journal, mail
from secondsight.base.clock import now
from secondsight.base.jobs import every, job
from secondsight.base.journal import JournalEntry
from secondsight.followup.queries import veil as veil  # so that what is veiled is, wherever it is read
from secondsight.followup.queries.letters import answer_letter, offer_letter
from secondsight.followup.queries.reminders import Letter, letters_due

SUBJECTS = {"commitment": "A commitment of yours", "risk": "A known risk"}


@journal.on("commitment_offered")
def ask_owner(entry: JournalEntry) -> None:
    """Ask the person who is to own a commitment whether they would take it on."""
    letter = offer_letter(entry.subject)
    if letter is None:
        return
    body = (
        f"Hello {letter.to.name},\n\n"
        f"{entry.actor_name} asks whether you would take on a change that came out of a review:\n\n"
        f"  {letter.what}\n"
        f"  Done means: {letter.done_means}\n"
        f"  By: {letter.due_on.isoformat()}\n\n"
        "It is yours only if you accept. You can also decline, with or without a reason:\n"
        f"{_link('commitment', entry.subject)}\n"
    )
    mail.post(letter.to.email, f"Would you take this on? {letter.what}"[:200], body, once=f"offer:{entry.pk}")


@journal.on("commitment_declined")
def tell_review_owner(entry: JournalEntry) -> None:
    """Tell the review's owner that an owner said no, so that the deciders can think again."""
    letter = answer_letter(entry.subject)
    if letter is None:
        return
    note = f"\n\nThey wrote:\n  {entry.particulars['note']}" if entry.particulars.get("note") else ""
    body = (
        f"Hello {letter.to.name},\n\n"
        f"{entry.actor_name} cannot take this on:\n\n  {letter.what}{note}\n\n"
        "You can ask somebody else, change what is asked, or let it go:\n"
        f"{_link('commitment', entry.subject)}\n"
    )
    mail.post(letter.to.email, f"Declined: {letter.what}"[:200], body, once=f"declined:{entry.pk}")


@every(timedelta(hours=1))
@job()
def remind() -> None:
    """Post the reminders that are due. A reminder has a key, so that running twice posts it once."""
    for letter in letters_due(now()):
        mail.post(letter.to.email, _subject(letter), _body(letter), once=letter.key)


def _subject(letter: Letter) -> str:
    return f"{SUBJECTS[letter.place]}: {letter.subject.lower()}"[:200]


def _body(letter: Letter) -> str:
    return (
        f"Hello {letter.to.name},\n\n{letter.sentence}\n\n"
        f"It came out of the review “{letter.review}”. Plans change, and that is fine: a date can be moved, "
        "and a change can be dropped, each with a reason.\n"
        f"{_link(letter.place, letter.row)}\n"
    )


def _link(place: str, row: str) -> str:
    return f"{settings.BASE_URL}{reverse(place, args=[row])}"
