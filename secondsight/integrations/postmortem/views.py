"""Bringing an archive of old post-mortems in, and what was recognised (R10.5)."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from secondsight.base.clock import now
from secondsight.base.errors import SecondsightError
from secondsight.integrations.postmortem.bringing import Asked, bring_archive, uploaded_files
from secondsight.integrations.postmortem.forms import ArchiveForm
from secondsight.integrations.postmortem.table import HEADS, row_of, sentence_of, totals_of
from secondsight.organisation.queries import severities

DEFAULT = "sev-2"


@login_required
@require_http_methods(["GET", "POST"])
def archive(request: HttpRequest) -> HttpResponse:
    """Show the form, bring documents in, and show what became of each.

    The answer is the page itself: sent again by a reload, the same documents add nothing.
    """
    choices = [(one.slug, one.name) for one in severities(request.user)]
    given: tuple[Any, ...] = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ArchiveForm(*given, severities=choices, initial={"severity": DEFAULT})
    shown: dict[str, Any] = {"form": form, "nav": "reviews"}
    if form.is_valid():
        said = form.cleaned_data
        asked = Asked(
            by=request.user,
            at=now,
            severity=said["severity"],
            read_as=form.read_as(),
            is_restricted=said["is_restricted"],
        )
        try:
            with uploaded_files(said["files"]) as files:
                rows = [row_of(one) for one in bring_archive(files, asked)]
        except SecondsightError as error:
            form.add_error("files", error.message)
        else:
            totals = totals_of(rows)
            for row in rows:
                row["cells"] = [row[name] for name, _ in HEADS]
            shown |= {
                "documents": [row for row in rows if row["title"]],
                "others": [row for row in rows if not row["title"]],
                "totals": [totals[name] for name, _ in HEADS],
                "sentence": sentence_of(totals),
                "heads": [head for _, head in HEADS],
                "notes": [(row["name"], note) for row in rows for note in row["notes"]],
            }
    status = 422 if form.errors else 200
    return render(request, "postmortem/archive.html", shown, status=status)
