"""What commands share: a module here has `register(verbs)` and loads nothing heavy."""

import argparse
import gc
import json
import sys
from collections.abc import Callable
from typing import Any


def command(
    verbs: Any, name: str, run: Callable[[argparse.Namespace], int | None], *, help: str, json: bool = True
) -> argparse.ArgumentParser:
    """Add a command and return its parser. `run` gets the arguments after Django is ready."""
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=help, description=help)
    if json:
        parser.add_argument("--json", action="store_true", help="print JSON for programs")

    def start(arguments: argparse.Namespace) -> int | None:
        import django

        django.setup()
        if not gc.isenabled():
            gc.freeze()
            gc.enable()
        return run(arguments)

    parser.set_defaults(run=start)
    return parser


def show(arguments: argparse.Namespace, value: Any, text: str) -> None:
    """Print a result: as JSON when that was asked for, else in words."""
    if getattr(arguments, "json", False):
        json.dump(value, sys.stdout, indent=2, ensure_ascii=False, default=str)
        sys.stdout.write("\n")
    else:
        print(text)
