"""Live push: a page is told that something changed and fetches it again (C28)."""
