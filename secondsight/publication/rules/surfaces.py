"""The texts of a review that its readers will read and its people can still put better (R6.5)."""

from collections.abc import Iterator
from dataclasses import dataclass

from secondsight.publication.rules.edition import Finding, Moment, Telling

OVER = ("verified", "dropped", "known_risk")  # commitments whose words are history


@dataclass(frozen=True, slots=True)
class Surface:
    """One text, as the coach knows it: what sort of text it is, in which field of which place.

    `sort` and `id` say what row it belongs to ("learning_point", its id); `place` is the topic that what was
    left there is kept under.
    """

    name: str
    sort: str
    id: str
    place: str
    field: str
    kind: str
    text: str


def surfaces(telling: Telling) -> Iterator[Surface]:
    """Yield the texts in the order in which an edition tells them.

    Quotes, witnesses' versions and what people said of a decision are left out: those are their words.
    """
    review = f"review:{telling.id}"
    yield Surface("Title", "review", telling.id, review, "title", "line", telling.title)
    for one in telling.incidents:
        told = ("incident", one.id, f"incident:{one.id}")
        yield Surface("Incident", *told, "title", "line", one.title)
        yield Surface("Summary", *told, "summary", "", one.summary)
    yield Surface("Story", "narrative", telling.id, review, "narrative", "", telling.narrative)
    for moment in telling.moments:
        yield from _moment(moment)
    for name, sort, found in (
        ("Factor", "factor", telling.factors),
        ("What worked", "strength", telling.strengths),
        ("Learning point", "learning_point", telling.learning_points),
    ):
        for finding in found:
            yield from _finding(name, sort, finding, review)
    for promise in telling.promises:
        if promise.state not in OVER:
            told = ("commitment", promise.id, review)
            yield Surface("Commitment", *told, "what", "action", promise.what)
            yield Surface("Done means", *told, "done_means", "", promise.done_means)


def _moment(moment: Moment) -> Iterator[Surface]:
    # What was seen may stand beside what was done: then the entry is not bare.
    kind = "line" if moment.context.strip() else "entry"
    told = ("event", moment.id, f"incident:{moment.incident}")
    yield Surface("Moment", *told, "what", kind, moment.what)
    yield Surface("Moment", *told, "context", "", moment.context)


def _finding(name: str, sort: str, finding: Finding, place: str) -> Iterator[Surface]:
    yield Surface(name, sort, finding.id, place, "what", "line", finding.what)
    field = "why_it_could" if sort == "strength" else "context"
    yield Surface(name, sort, finding.id, place, field, "", finding.context)
