"""The kinds of statement that point to tacit knowledge, one a file, found by listing this folder (C31)."""
