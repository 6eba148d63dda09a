"""The categories that factors fall into here (R5.1)."""

from secondsight.inquiry.rules.vocabulary import DEFAULT_CATEGORIES
from secondsight.organisation.queries import policies


def categories() -> list[tuple[str, str]]:
    """Return (key, label) of the product's categories, then of the organisation's own."""
    return [*DEFAULT_CATEGORIES, *((word, word) for word in policies()["factor_categories"])]


def category_label(key: str) -> str:
    """Return a category's label; of one that the organisation no longer has, its key."""
    return dict(categories()).get(key, key)
