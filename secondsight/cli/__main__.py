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
    given = sys.argv[1:] if arguments is None else list(arguments)
    for name in _modules(given[0] if given else ""):
        import_module(name).register(verbs)
    chosen = parser.parse_args(given)
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


def _modules(verb: str) -> list[str]:
    """Return the modules that hold the commands: the linter's own alone where it was called."""
    if verb in ("lint", "ask"):
        return ["secondsight.cli.lint"]
    found = [module.name for module in pkgutil.iter_modules(cli.__path__, "secondsight.cli.")]
    return [name for name in found if not name.endswith((".__main__", ".door"))]


if __name__ == "__main__":
    sys.exit(main())
