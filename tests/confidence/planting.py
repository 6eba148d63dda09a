"""Words planted where people speak in confidence, for `test_secrecy` to look for everywhere else (S7).

Who keeps something in confidence registers how it is said there: `@plants("survey answers")` on a function
that takes the world and the word, and returns who may read it and where.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from secondsight.confidence import actions
from secondsight.inquiry import actions as inquiry
from secondsight.inquiry.models import Review
from tests.cast import AT, make_account, make_review
from tests.confidence.cast import WRITTEN, make_interview, make_request, write_account
from tests.world import World

SECRET = "Quixtarnel"


@dataclass
class Planted:
    """Where a word was said in confidence.

    `ids` fill the addresses that lead there; `readers` may read it at `addresses` and nobody else anywhere.
    Without readers, nobody may.
    """

    ids: dict[str, str] = field(default_factory=dict)
    readers: list[Any] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)


PLANTERS: dict[str, Callable[[World, str], Planted]] = {}


def plants(what: str) -> Callable[[Callable[[World, str], Planted]], Callable[[World, str], Planted]]:
    """Register a way to say something in confidence."""

    def register(planter: Callable[[World, str], Planted]) -> Callable[[World, str], Planted]:
        PLANTERS[what] = planter
        return planter

    return register


@plants("a draft of an account")
def draft(world: World, word: str) -> Planted:
    """An account that somebody is writing."""
    author = make_account("Dara Draft")
    asked = make_request(_review(world), author, at=AT, by=world.keeper)
    write_account(asked, f"14:02 {word} in a moment\n{word} in the text")
    here = f"independent-accounts/{asked.pk}"
    return Planted({"independent-accounts": asked.pk}, [author], [f"/{here}/", f"/api/{here}"])


@plants("an account that is handed in")
def handed_in(world: World, word: str) -> Planted:
    """An account that waits to be opened."""
    author = make_account("Hadi Handed")
    asked = make_request(_review(world), author, at=AT, by=world.keeper)
    write_account(asked, f"14:02 {word} in a moment\n{word} in the text")
    actions.hand_in(asked, by=author, at=WRITTEN)
    here = f"independent-accounts/{asked.pk}"
    return Planted({"independent-accounts": asked.pk}, [author], [f"/{here}/", f"/api/{here}"])


@plants("the notes of a talk that goes on")
def talk(world: World, word: str) -> Planted:
    """A talk with an invitation, a subject and a line, none of it released."""
    return _talk(world, word, "Tam Talking")[0]


@plants("a talk that has ended, with a thread that was not released and one that was withdrawn")
def ended(world: World, word: str) -> Planted:
    """A talk whose released thread was withdrawn again."""
    planted, interview, thread = _talk(world, word, "Eda Ended")
    other = actions.add_thread(interview, heading=f"{word} withdrawn", by=planted.readers[0], at=WRITTEN)
    given: dict[str, Any] = {"by": planted.readers[0], "at": WRITTEN}
    actions.release(other, words=f"{word} for a while", is_named=True, **given)
    actions.withdraw_release(other, **given)
    actions.end(interview, by=planted.readers[1], at=WRITTEN)
    return planted


@plants("what was taken off the record, and a talk whose notes are deleted")
def gone(world: World, word: str) -> Planted:
    """Words that nobody reads any more, those who said them included."""
    planted, interview, thread = _talk(world, word, "Gil Gone")
    actions.take_off_record(thread.lines.get(), by=planted.readers[0], at=WRITTEN)
    actions.delete_notes(interview, by=planted.readers[0], at=WRITTEN)
    return Planted(planted.ids)


def _review(world: World) -> Review:
    return Review.objects.get(pk=world.ids["reviews"])


def _talk(world: World, word: str, name: str) -> tuple[Planted, Any, Any]:
    """A talk of two, asked for by a facilitator who is neither of them."""
    review = make_review(world.keeper, _review(world).incidents.get(), title=f"Review with {name}")
    facilitator, interviewer = make_account(f"Facilitator of {name}"), make_account(f"Listener of {name}")
    interviewee = make_account(name)
    told: dict[str, Any] = {"by": world.keeper, "at": AT, "reason": "So"}
    inquiry.give_role(review, role="facilitator", account=facilitator, **told)
    made = make_interview(review, facilitator, interviewee, interviewer=interviewer, note=f"{word} note")
    actions.accept(made, by=interviewee, at=AT)
    thread = actions.add_thread(made, heading=f"{word} heading", by=interviewer, at=WRITTEN)
    line = actions.add_line(thread, words=f"{word} line", by=interviewee, at=WRITTEN)
    ids = {
        "reviews": review.pk,
        "interviews": made.pk,
        "interview-threads": thread.pk,
        "interview-lines": line.pk,
    }
    readers = [interviewee, interviewer]
    return Planted(ids, readers, [f"/interviews/{made.pk}/", f"/api/interviews/{made.pk}"]), made, thread
