"""`export`, `import-review`: a review as a file, out of an instance and into another."""

import argparse
import sys
from pathlib import Path
from typing import Any

from secondsight.base.errors import InvalidInput
from secondsight.cli.door import command, show
from secondsight.cli.instance import prepare

EXAMPLES = """
examples:
  secondsight export 06f2k9x0c1d2e3f4 --to pdf -o review.pdf
  secondsight export 06f2k9x0c1d2e3f4 --to json -o review.json
  secondsight import-review review.json          (in another instance)
"""


def register(verbs: Any) -> None:
    """Add the commands."""
    out = command(verbs, "export", take_out, help="write a review as a file (bring one in: import-review)")
    out.formatter_class = argparse.RawDescriptionHelpFormatter
    out.epilog = EXAMPLES
    out.add_argument("review", metavar="REVIEW", help="the review's id: `secondsight review list` shows it")
    out.add_argument(
        "--to", required=True, choices=("md", "html", "pdf", "json"), help="the form of the file"
    )
    out.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="“-” prints it")
    _add_actor(out)
    into = command(verbs, "import-review", bring_in, help="bring in a review that `export --to json` wrote")
    into.add_argument("file", type=Path, metavar="FILE", help="the exported review")
    _add_actor(into)


def take_out(arguments: argparse.Namespace) -> int:
    """Write a review as a file; the file appears only when it is whole."""
    from secondsight.base.clock import now
    from secondsight.organisation.queries import operator
    from secondsight.publication.exports import export

    prepare()
    made = export(operator(arguments.actor), arguments.review, arguments.to, at=now())
    if str(arguments.output) == "-":
        sys.stdout.buffer.write(made.content)
        return 0
    unfinished = arguments.output.with_name(f".{arguments.output.name}.unfinished")
    try:
        unfinished.write_bytes(made.content)
        unfinished.replace(arguments.output)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise InvalidInput(
            f"{arguments.output} cannot be written: {error.strerror}.", field="output"
        ) from None
    told = {"file": str(arguments.output), "to": arguments.to, "bytes": len(made.content)}
    show(arguments, told, f"Wrote {arguments.output}, {len(made.content):,} bytes.")
    return 0


def bring_in(arguments: argparse.Namespace) -> int:
    """Import a review and say what came in."""
    from secondsight.base.clock import now
    from secondsight.organisation.queries import operator
    from secondsight.publication.actions import import_review

    try:
        content = arguments.file.read_bytes()
    except OSError as error:
        raise InvalidInput(f"{arguments.file} cannot be read: {error.strerror}.", field="file") from None
    prepare()
    imported = import_review(content, by=operator(arguments.actor), at=now())
    told = {
        "review": imported.review.pk,
        "title": imported.review.title,
        "added": imported.added,
        "there": imported.there,
    }
    words = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in imported.added.items())
    sentence = f"“{imported.review.title}” ({imported.review.pk}): "
    sentence += f"added {words}." if words else "everything was here already; nothing was added."
    show(arguments, told, sentence)
    return 0


def _add_actor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as", dest="actor", default="", metavar="EMAIL", help="whom you act for (else the administrator)"
    )
