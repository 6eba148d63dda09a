"""`import-archive`: a folder of old post-mortems becomes reviews (R10.5)."""

import argparse
from pathlib import Path
from typing import Any

from secondsight.base.errors import InvalidInput
from secondsight.cli.door import command, show
from secondsight.cli.instance import prepare

EXAMPLES = """
examples:
  secondsight import-archive ~/postmortems --dry-run     (what would be recognised; nothing is kept)
  secondsight import-archive ~/postmortems --zone Europe/Berlin
"""


def register(verbs: Any) -> None:
    """Add the command."""
    bringing = command(
        verbs, "import-archive", bring_in, help="bring in a folder of old post-mortems in Markdown"
    )
    bringing.formatter_class = argparse.RawDescriptionHelpFormatter
    bringing.epilog = EXAMPLES
    bringing.add_argument("folder", type=Path, metavar="DIR", help="the folder, or a ZIP archive of it")
    bringing.add_argument(
        "--severity", default="sev-2", metavar="NAME", help="of documents that name none (%(default)s)"
    )
    bringing.add_argument(
        "--zone",
        default="",
        help="of times in documents that name none, for example Europe/Berlin (else UTC)",
    )
    first = bringing.add_mutually_exclusive_group()
    first.add_argument("--day-first", dest="day_first", action="store_true", default=None)
    first.add_argument("--month-first", dest="day_first", action="store_false")
    bringing.add_argument("--restricted", action="store_true", help="known only to whoever brings it in")
    bringing.add_argument("--dry-run", action="store_true", help="print what is recognised and keep nothing")
    bringing.add_argument(
        "--as", dest="actor", default="", metavar="EMAIL", help="whom you act for (else the administrator)"
    )


def bring_in(arguments: argparse.Namespace) -> int:
    """Bring the folder in, print what was recognised per document, and return 1 if one could not be read."""
    from secondsight.base.clock import now
    from secondsight.inquiry.rules.archive import ReadAs
    from secondsight.integrations.postmortem.bringing import Asked, bring_archive, folder_files, packed_files
    from secondsight.integrations.postmortem.table import lines_of, row_of, sentence_of, totals_of
    from secondsight.organisation.actions import add_first_tiers
    from secondsight.organisation.queries import operator
    from secondsight.organisation.rules.zones import check_time_zone

    folder = arguments.folder
    if not folder.exists():
        raise InvalidInput(f"{folder} is not there; expected a folder. Nothing was imported.", field="folder")
    if arguments.zone:
        check_time_zone(arguments.zone, field="zone")
    prepare()
    add_first_tiers()
    asked = Asked(
        by=operator(arguments.actor),
        at=now,
        severity=arguments.severity,
        read_as=ReadAs(zone=arguments.zone, day_first=arguments.day_first),
        is_restricted=arguments.restricted,
        is_trial=arguments.dry_run,
    )
    if folder.is_dir():
        rows = [row_of(one) for one in bring_archive(folder_files(folder), asked)]
    else:
        with packed_files(folder, str(folder)) as files:
            rows = [row_of(one) for one in bring_archive(files, asked)]
    totals = totals_of(rows)
    lines = [*lines_of(rows), "", sentence_of(totals)]
    if arguments.dry_run:
        lines.append("This was a dry run: nothing was kept.")
    show(arguments, {"documents": rows, "totals": totals}, "\n".join(lines).strip())
    return 1 if totals["outcomes"]["failed"] or totals["outcomes"]["kept"] else 0
