"""What is read across reviews; the viewer comes first (C12)."""

from secondsight.programme.queries.kinds import Kind, kinds, register
from secondsight.programme.queries.search import Hit, Results, search

__all__ = ["Hit", "Kind", "Results", "kinds", "register", "search"]
