"""The rail of a review: where each stage of its life stands, and the one next thing."""

from typing import Any
from zoneinfo import ZoneInfo

from django.urls import NoReverseMatch, reverse

from secondsight.base.clock import now
from secondsight.followup import queries as followup
from secondsight.inquiry import queries as inquiry
from secondsight.inquiry.queries.roles import next_thing
from secondsight.publication import queries as publication

# (stage, what the page calls it, the address's name, the word that `rail_facts` uses)
STAGES = (
    ("prepare", "Prepare", "review", "prepare"),
    ("timeline", "Timeline", "review_timeline", "timeline"),
    ("decisions", "Decisions", "review_decisions", "decisions"),
    ("meet", "Meet", "session", "meet"),
    ("understand", "Understand", "understand", "understand"),
    ("commit", "Commit", "commit", "commit"),
    ("share", "Share", "share", "share"),
)


def rail(viewer: Any, review: Any, stage: str) -> dict[str, Any]:
    """Return what `_review_rail.html` draws; the review is read again if it lacks its counts."""
    if not hasattr(review, "candidate_count"):
        review = inquiry.review(viewer, review.pk)
    standing = {
        **inquiry.rail_facts(review),
        **followup.rail_facts(review, now(), ZoneInfo(viewer.time_zone)),
        "share": publication.rail_facts(review),
    }
    return {
        "title": review.title,
        "url": _to("review", review),
        "facts": f"{review.tier.name}" + (" · restricted" if review.is_restricted else ""),
        "stages": [
            {
                "name": name,
                "url": _to(address, review),
                "standing": standing.get(word, ""),
                "is_current": key == stage,
            }
            for key, name, address, word in STAGES
        ],
        "next": _next(review, standing["next"]),
    }


def _next(review: Any, after_the_meeting: str) -> dict[str, str]:
    if after_the_meeting and review.learning_point_count:
        return {"text": f"{after_the_meeting}.", "action": "See", "url": _to("commit", review)}
    found = next_thing(review, inquiry.holders(review))
    places = {"roles": "review_roles", "timeline": "review_timeline", "understand": "understand"}
    places |= {"meeting": "session", "commit": "commit", "document": "review_document"}
    return {"text": found.words, "action": found.action, "url": _to(places[found.place], review)}


def _to(address: str, review: Any) -> str:
    try:
        return reverse(address, args=[review.pk])
    except NoReverseMatch:
        return ""
