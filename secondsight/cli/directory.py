"""`directory`: people and their shifts from tables."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from secondsight.base.errors import InvalidInput
from secondsight.cli.door import command, show
from secondsight.cli.instance import prepare


def register(verbs: Any) -> None:
    """Add the command."""
    bringing = command(verbs, "directory", bring_in, help="bring people and on-call shifts in from CSV")
    bringing.add_argument(
        "file", type=Path, metavar="FILE", help="name, email, title, team… or email, from, to"
    )
    bringing.add_argument(
        "--as", dest="actor", default="", metavar="EMAIL", help="whom you act for (else the administrator)"
    )


def bring_in(arguments: argparse.Namespace) -> int:
    """Take the table, print what became of its rows; 1 where some were left out."""
    from secondsight.base.clock import now
    from secondsight.organisation.actions.directory import bring_directory
    from secondsight.organisation.queries import operator

    try:
        table = arguments.file.read_bytes()
    except OSError as error:
        raise InvalidInput(f"{arguments.file} cannot be read ({error.strerror}).", field="file") from None
    prepare()
    receipt = bring_directory(table, by=operator(arguments.actor), at=now())
    lines = [
        (
            f"{receipt.read:,} read = {receipt.added:,} added + {receipt.changed:,} changed + "
            f"{receipt.unchanged:,} unchanged + {len(receipt.left_out):,} left out"
        )
    ]
    lines += [f"  line {row.line}: {row.reason}" for row in receipt.left_out]
    show(arguments, asdict(receipt), "\n".join(lines))
    return 1 if receipt.left_out else 0
