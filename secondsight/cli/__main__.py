"""The `secondsight` command. Exit codes: 0 done, 1 findings, 2 bad input or use."""

import argparse
import gc
import json
import os
import pkgutil
import sys
from collections.abc import Sequence
from importlib import import_module

from secondsight import cli
from secondsight.base.errors import SecondsightError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Only the chosen command loads the program."""
    if arguments is None:
        gc.disable()  # what is loaded at the start is never garbage: looking for it costs a tenth of it
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secondsight.web.settings")
    parser = argparse.ArgumentParser(
        prog="secondsight",
        description="Post-incident reviews from real evidence.",
        epilog="Exit codes: 0 done, 1 findings, 2 bad input or use.",
    )
    verbs = parser.add_subparsers(dest="verb", metavar="COMMAND", required=True)
    for module in pkgutil.iter_modules(cli.__path__, "secondsight.cli."):
        if not module.name.endswith((".__main__", ".door")):
            import_module(module.name).register(verbs)
    chosen = parser.parse_args(arguments)
    try:
        return int(chosen.run(chosen) or 0)
    except SecondsightError as error:
        if getattr(chosen, "json", False):
            print(json.dumps({"error": error.message, "field": getattr(error, "field", "")}))
        else:
            print(f"secondsight: {error.message}", file=sys.stderr)
        return 2
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("secondsight"):
            raise
        print(
            f"secondsight: {chosen.verb} needs the server's parts ({error.name} is not installed): "
            'pip install "secondsight[server]".',
            file=sys.stderr,
        )
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
