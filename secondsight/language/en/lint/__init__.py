"""The rules, one a file, found by listing this folder (C31)."""
