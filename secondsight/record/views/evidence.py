"""Evidence as it came: bringing files in, and single items with what stands around them."""

import json
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import SecondsightError
from secondsight.base.files import keep
from secondsight.base.markdown import to_html
from secondsight.base.paging import page
from secondsight.record import readers
from secondsight.record.actions.imports import ask_for_import
from secondsight.record.actions.secrets import reveal
from secondsight.record.forms.evidence import UploadForm
from secondsight.record.forms.fields import tell
from secondsight.record.queries import evidence as queries
from secondsight.record.queries import imports as import_queries
from secondsight.record.queries import secrets
from secondsight.record.queries.incidents import incident as find_incident

PAGE = 30
SEE_OTHER = 303


@login_required
@require_http_methods(["GET", "POST"])
def evidence(request: HttpRequest) -> HttpResponse:
    """Bring files in; the imports so far. With `?incident=ID`, for that incident."""
    wanted = request.GET.get("incident", "")
    incident = find_incident(request.user, wanted) if wanted else None
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        try:
            going = ask_for_import(
                [(file.name, keep(file.chunks())) for file in form.cleaned_data["files"]],
                by=request.user,
                at=now(),
                incident=incident,
                once=form.cleaned_data["once"],
            )
        except SecondsightError as error:
            tell(form, error)
        else:
            return redirect("import", going.pk)
    rows = import_queries.imports(request.user)
    found = page(rows, order=import_queries.ORDER, size=PAGE, cursor=request.GET.get("cursor", ""))
    context = {
        "form": form,
        "incident": incident,
        "imports": [_line(going) for going in found.rows],
        "pager": {
            "previous": f"?cursor={found.previous}" if found.previous else "",
            "next": f"?cursor={found.next}" if found.next else "",
        },
        "nav": "evidence",
    }
    return render(request, "record/evidence.html", context, status=422 if form.errors else 200)


@login_required
@require_GET
def formats(request: HttpRequest) -> HttpResponse:
    """Every format that is read: how one gets such a file, what of it is kept and what is asked."""
    pages = [{"reader": reader, "about": mark_safe(to_html(reader.about))} for reader in readers.readers()]
    pages.sort(key=lambda page: str(page["reader"].title).casefold())
    return render(request, "record/formats.html", {"pages": pages, "nav": "evidence"})


@login_required
@require_GET
def item(request: HttpRequest, id: str) -> HttpResponse:
    """One item: what it says, what was said around it, and where it comes from."""
    one = queries.item(request.user, id)
    return _item(request, one, secrets.shown_raw(one))


@login_required
@require_POST
def revelation(request: HttpRequest, id: str) -> HttpResponse:
    """The item with what is masked of it; the journal says who looked."""
    one = queries.item(request.user, id)
    return _item(request, one, reveal(one, by=request.user, at=now()), is_revealed=True)


def _item(request: HttpRequest, one: Any, raw: str, *, is_revealed: bool = False) -> HttpResponse:
    has_secrets = secrets.holds_secrets(one)
    context = {
        "item": one,
        "neighbours": queries.neighbours(request.user, one),
        "thread": queries.thread(request.user, one),
        "original": import_queries.may_see_import(request.user, one.file.going_id),
        "raw": _pretty(raw),
        "has_secrets": has_secrets,
        "is_revealed": is_revealed,
        "may_reveal": has_secrets and secrets.may_reveal(request.user, one.file),
        # Evidence may say anything; only an address of the web becomes a link.
        "link": one.url if one.url.startswith(("https://", "http://")) else "",
        "nav": "evidence",
    }
    response = render(request, "record/item.html", context)
    if is_revealed:
        response["Cache-Control"] = "no-store"
    return response


def _line(going: Any) -> dict[str, Any]:
    files = list(going.files.all())
    counts = {name: sum(getattr(file, name) for file in files) for name in import_queries.COUNTS}
    names = ", ".join(file.name.rpartition("/")[2] for file in files[:3])
    return {
        "going": going,
        "names": names + (f" and {len(files) - 3} more" if len(files) > 3 else ""),
        "counts": counts,
        "left_behind": sum(1 for file in files if file.trouble),
    }


def _pretty(raw: str) -> str:
    try:
        return json.dumps(json.loads(raw), indent=2, ensure_ascii=False)
    except ValueError:
        return raw
