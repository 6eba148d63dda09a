"""`confidence rotate-key`, `confidence new-key`: the keys to what is said in confidence."""

import argparse
from typing import Any

from secondsight.cli.door import command, show


def register(verbs: Any) -> None:
    """Add the commands."""
    words = "the keys to what is said in confidence"
    confidence = verbs.add_parser("confidence", help=words, description=words)
    below = confidence.add_subparsers(dest="confidence_verb", metavar="COMMAND", required=True)
    command(below, "rotate-key", rotate_key, help="lock what was said in confidence with a new key")
    command(below, "new-key", new_key, help="print a key for SECONDSIGHT_CONFIDENCE_KEYS; nothing is changed")


def rotate_key(arguments: argparse.Namespace) -> int:
    """Lock everything anew; 1 when something cannot be read."""
    from dataclasses import asdict

    from secondsight.base.keyring import is_set, where_keys_are
    from secondsight.base.relocking import rotate
    from secondsight.cli.instance import prepare

    prepare()
    done = rotate()
    words = f"{done.texts:,} texts are locked with the first key of {where_keys_are()} now."
    if done.dropped:
        words += " Nothing needs the old key any more, and it was dropped. Keep a copy of the new one apart "
        words += "from the backups; backups made so far need the copy of the old one."
    if is_set():
        words += " Keys that come after the first in the setting are not needed any more."
    if done.lost:
        words += (
            f"\n{done.lost:,} texts cannot be read with any key that is here; they were left as they are."
        )
    show(arguments, asdict(done), words)
    return 1 if done.lost else 0


def new_key(arguments: argparse.Namespace) -> int:
    """Print a key."""
    from secondsight.base.keyring import new_key as fresh

    key = fresh()
    show(arguments, {"key": key}, key)
    return 0
