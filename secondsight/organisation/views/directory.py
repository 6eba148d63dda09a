"""The directory: people with or without an account, as a table tells of them."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from secondsight.base.clock import now
from secondsight.base.paging import page
from secondsight.organisation.actions.directory import DirectoryReceipt, bring_directory
from secondsight.organisation.queries.directory import ORDER
from secondsight.organisation.queries.directory import directory as everybody
from secondsight.organisation.views.attempt import attempt

SIZE = 50


class DirectoryForm(forms.Form):
    """A table of people, or of their shifts."""

    file = forms.FileField(
        label="Table (CSV)",
        help_text="People: name, email, title, team, manager, start date, zone. "
        "Shifts: email, from, to, schedule.",
    )


@login_required
@require_http_methods(["GET", "POST"])
def directory(request: HttpRequest) -> HttpResponse:
    """Show everybody; bring a table in. What a table leaves empty stays as it was."""
    form = DirectoryForm(request.POST, request.FILES) if request.method == "POST" else DirectoryForm()
    if request.method == "POST":
        receipt = attempt(
            form, lambda given: bring_directory(given["file"].read(), by=request.user, at=now())
        )
        if receipt and not receipt.left_out:
            messages.success(request, said(receipt))
            return redirect("directory")
    else:
        receipt = None
    found = page(everybody(request.user), order=ORDER, size=SIZE, cursor=request.GET.get("cursor", ""))
    context = {
        "form": DirectoryForm() if receipt else form,
        "receipt": receipt,
        "sum": said(receipt) if receipt else "",
        "rows": found.rows,
        "pager": {
            "previous": f"?cursor={found.previous}" if found.previous else "",
            "next": f"?cursor={found.next}" if found.next else "",
        },
        "may_bring": request.user.is_administrator or request.user.is_programme_owner,
        "tab": "directory",
    }
    return render(request, "organisation/directory.html", context, status=422 if form.errors else 200)


def said(receipt: DirectoryReceipt) -> str:
    """Return a receipt on one line; it adds up."""
    return (
        f"{receipt.read:,} read = {receipt.added:,} added + {receipt.changed:,} changed + "
        f"{receipt.unchanged:,} unchanged + {len(receipt.left_out):,} left out"
    )
