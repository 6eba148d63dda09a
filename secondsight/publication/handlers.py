"""What publication sets off: editions, and what came in with an imported review, can be found."""

from typing import Any

from secondsight.base.journal import on, on_subjects
from secondsight.programme.actions import index_some, reindex
from secondsight.programme.handlers import search_in
from secondsight.publication.queries import veil as veil  # so that what is veiled is, wherever it is read
from secondsight.publication.queries.finding import EDITION

search_in(EDITION)


@on("review_imported")
def let_it_be_found(entry: Any) -> None:
    """Index again: an import brings moments, findings and commitments that no other entry tells of."""
    reindex()


@on_subjects("review")
def find_editions_by_new_words(entry: Any) -> None:
    """An edition holds no copy of its review, so it is found by the words that the review has by now."""
    index_some(EDITION, review=entry.subject)


@on_subjects("learningpoint")
def find_editions_by_what_was_learnt(entry: Any) -> None:
    """The same for what the review taught."""
    index_some(EDITION, review__learning_points=entry.subject)
