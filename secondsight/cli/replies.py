"""`replies`: what calendars answered to invitations, as a mail server hands it over (R2.3)."""

import argparse
import sys
from pathlib import Path
from typing import Any

from secondsight.base.errors import InvalidInput
from secondsight.cli.door import command, show
from secondsight.cli.instance import prepare


def register(verbs: Any) -> None:
    """Add the command."""
    taking = command(verbs, "replies", take_in, help="note what calendars answered to invitations")
    taking.add_argument(
        "files", metavar="FILE", nargs="+", help="mails (.eml) or calendars' files (.ics); - reads one mail"
    )


def take_in(arguments: argparse.Namespace) -> int:
    """Note the answers of each file and print them; 1 where one could not be used."""
    prepare()
    from secondsight.base.clock import now
    from secondsight.base.errors import SecondsightError
    from secondsight.integrations.icalendar.answering import take_replies

    noted, refused = [], []
    for name in arguments.files:
        try:
            found = take_replies(_read(name), name=name, by=None, at=now())
            noted += [{"file": name, "person": one.account.name, "answer": one.answer} for one in found]
        except SecondsightError as error:
            refused.append({"file": name, "why": error.message})
    lines = [f"{one['person']}: {one['answer']}" for one in noted]
    show(arguments, {"noted": noted, "refused": refused}, "\n".join(lines + [one["why"] for one in refused]))
    return 1 if refused else 0


def _read(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise InvalidInput(f"{name} cannot be read ({error.strerror}).", field="file") from None
