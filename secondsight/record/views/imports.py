"""One import: how it goes, its questions, its receipt, and the incident that it becomes."""

from collections import Counter
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from secondsight.base.clock import now
from secondsight.base.downloads import download
from secondsight.base.errors import SecondsightError
from secondsight.base.paging import page
from secondsight.base.transaction import write
from secondsight.organisation.queries import severities, severity
from secondsight.record.actions import imports as actions
from secondsight.record.actions.incidents import open_incident
from secondsight.record.actions.secrets import take_original
from secondsight.record.forms.evidence import AnswersForm, ColumnsForm, GiveForm
from secondsight.record.forms.fields import tell
from secondsight.record.queries import imports as queries
from secondsight.record.queries.incidents import incident as find_incident

PAGE = 100
SHOWN_CHANNELS = 40
# Without a sign of life for so long, whoever read the files was ended.
SILENT = timedelta(minutes=2)
DAY_FIRST = {True: "day", False: "month"}


@login_required
@require_GET
def import_(request: HttpRequest, id: str) -> HttpResponse:
    """The import as it stands; it changes by itself while files are read."""
    return _show(request, queries.going_over(request.user, id))


@login_required
@require_GET
def left_out(request: HttpRequest, id: str) -> HttpResponse:
    """Each record that was left out, with its reason and place."""
    going = queries.going_over(request.user, id)
    rows = queries.left_out(going)
    found = page(rows, order=queries.LEFT_OUT_ORDER, size=PAGE, cursor=request.GET.get("cursor", ""))
    pager = {
        "previous": f"?cursor={found.previous}" if found.previous else "",
        "next": f"?cursor={found.next}" if found.next else "",
    }
    context = {"going": going, "rows": found.rows, "pager": pager, "nav": "evidence"}
    return render(request, "record/import_left_out.html", context)


@login_required
@require_POST
def attempts(request: HttpRequest, id: str) -> HttpResponse:
    """Try again what could not be read."""
    going = queries.going_over(request.user, id)
    try:
        actions.retry_import(going, by=request.user, at=now())
    except SecondsightError as error:
        messages.warning(request, error.message)
    return redirect("import", going.pk)


@login_required
@require_POST
def columns(request: HttpRequest, id: str) -> HttpResponse:
    """Answer how a table's columns are read."""
    file = queries.file_of(request.user, id)
    form = _columns_form(file, request.POST)
    if form.is_valid():
        try:
            actions.answer_mapping(file, options=form.options(), by=request.user, at=now())
            return redirect("import", file.going_id)
        except SecondsightError as error:
            tell(form, error)
    return _show(request, queries.going_over(request.user, file.going_id), answered={file.pk: form})


@login_required
@require_POST
def answers(request: HttpRequest, id: str) -> HttpResponse:
    """Answer what a file leaves open: when a recording began, which day a log is of."""
    file = queries.file_of(request.user, id)
    asks = (file.proposal or {}).get("asks")
    if not asks:
        return redirect("import", file.going_id)
    form = AnswersForm(request.POST, asks=asks, prefix=file.pk)
    if form.is_valid():
        try:
            said = {**file.options, **form.options()}
            actions.answer_mapping(file, options=said, by=request.user, at=now())
            return redirect("import", file.going_id)
        except SecondsightError as error:
            tell(form, error)
    return _show(request, queries.going_over(request.user, file.going_id), answered={file.pk: form})


@login_required
@require_POST
def incident(request: HttpRequest, id: str) -> HttpResponse:
    """Make an incident of the import, or give it to one that is there."""
    going = queries.going_over(request.user, id)
    form = _give_form(request, going, request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            with write():
                if said["incident"]:
                    wanted = find_incident(request.user, said["incident"])
                else:
                    wanted = open_incident(
                        title=said["title"],
                        severity=severity(request.user, said["severity"]),
                        by=request.user,
                        at=now(),
                        time_zone=request.user.time_zone,
                        once=said["once"],
                    )
                added = actions.attach_import(going, wanted, form.selection(), by=request.user, at=now())
            messages.success(request, f"{added:,} items of evidence belong to this incident since now.")
            return redirect("incident_evidence", wanted.pk)
        except SecondsightError as error:
            tell(form, error)
    return _show(request, going, give=form)


@login_required
@require_GET
def original(request: HttpRequest, id: str) -> HttpResponseBase:
    """The file as it came, to keep: nothing in it is shown by the browser."""
    file = queries.file_of(request.user, id)
    path = take_original(file, by=request.user, at=now())
    return download(request, path, file.name.rpartition("/")[2] or "original")


def _show(
    request: HttpRequest,
    going: Any,
    *,
    answered: dict[str, forms.Form] | None = None,
    give: GiveForm | None = None,
) -> HttpResponse:
    is_wrong = bool(answered) or give is not None
    files = [_file(file, answered or {}) for file in going.files.all()]
    is_done = any(file["row"].finished_at for file in files) and going.state in ("done", "failed")
    since = going.progress_at or going.recorded_at
    context = {
        "going": going,
        "files": files,
        "total": {name: sum(getattr(f["row"], name) for f in files) for name in queries.COUNTS},
        "is_moving": going.state in ("waiting", "reading"),
        "is_silent": going.state in ("waiting", "reading") and now() - since > SILENT,
        "is_retryable": going.state == "failed",
        "give": (give or _give_form(request, going)) if is_done else None,
        "nav": "evidence",
    }
    return render(request, "record/import.html", context, status=422 if is_wrong else 200)


def _file(file: Any, answered: dict[str, forms.Form]) -> dict[str, Any]:
    channels = [{"name": name or "(none)", **count} for name, count in file.channels.items()]
    is_asking = file.proposal is not None and file.finished_at is None
    asks = (file.proposal or {}).get("asks")
    return {
        "row": file,
        "name": file.name.rpartition("/")[2],
        "channels": channels[:SHOWN_CHANNELS] if len(channels) > 1 else [],
        "more_channels": max(0, len(channels) - SHOWN_CHANNELS),
        "mapping": list((file.options.get("mapping") or {}).items()) if file.finished_at else [],
        "form": (
            answered.get(file.pk)
            or (AnswersForm(asks=asks, initial=_said(file), prefix=file.pk) if asks else _columns_form(file))
        )
        if is_asking
        else None,
        "asks": asks if is_asking else None,
        "samples": [
            [row.get(column, "") for column in file.proposal["columns"]] for row in file.proposal["samples"]
        ]
        if is_asking and not asks
        else [],
    }


def _said(file: Any) -> dict[str, Any]:
    """What was answered before, where something else is still open."""
    return {name: value for name, value in file.options.items() if value}


def _columns_form(file: Any, data: Any = None) -> ColumnsForm:
    proposal = (
        file.proposal
        if "columns" in (file.proposal or {})
        else {"columns": file.options.get("columns", []), "mapping": {}}
    )
    options = file.options
    initial = {
        **proposal["mapping"],
        **{name: column for name, column in (options.get("mapping") or {}).items() if column},
        "zone": options.get("zone", ""),
        "source": options.get("source", ""),
        "order": DAY_FIRST.get(options.get("day_first"), ""),
    }
    return ColumnsForm(data, columns=proposal["columns"], initial=initial, prefix=file.pk)


def _give_form(request: HttpRequest, going: Any, data: Any = None) -> GiveForm:
    counts: Counter[str] = Counter()
    for file in going.files.all():
        for name, count in file.channels.items():
            counts[name] += count["imported"] + count["merged"]
    guess = queries.busy(going)
    return GiveForm(
        data,
        channels=[(name, count) for name, count in counts.most_common(500) if count],
        incidents=queries.incidents_to_choose(request.user),
        severities=[(row.slug, row.name) for row in severities(request.user)],
        initial={
            "from_at": going.from_at or guess.from_at,
            "to_at": going.to_at or guess.to_at,
            "channels": going.only_channels,
            "incident": going.incident_id or "",
        },
    )
