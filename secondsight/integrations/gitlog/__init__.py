"""git: the commits of a range, as `git log` prints them.

Formats: https://git-scm.com/docs/git-log (the forms of a commit), https://git-scm.com/docs/git-log#_commit_formatting
(the styles of a date).
"""
