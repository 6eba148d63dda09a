"""What changes across reviews: what search finds, what the policy asks for, what is declined."""

from secondsight.programme.actions.searching import index_archived, index_one, index_some, reindex

__all__ = ["index_archived", "index_one", "index_some", "reindex"]
