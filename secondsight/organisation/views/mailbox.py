"""What would have gone out by mail, on a set-up that sends none."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from secondsight.base.mail import mailbox as every_mail
from secondsight.base.paging import page
from secondsight.organisation.queries import organisation

SIZE = 50


@login_required
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """Show the mails to administrators, in the demo to everybody; elsewhere there is no such page.

    Mails hold links that let people in, so nobody else may read them.
    """
    if settings.MAIL_LEAVES or not _may_read(request):
        raise Http404
    found = page(every_mail(), order=("-recorded_at", "-id"), size=SIZE, cursor=request.GET.get("cursor", ""))

    def to(cursor: str) -> str:
        return f"?cursor={cursor}" if cursor else ""

    pager = {"previous": to(found.previous), "next": to(found.next)}
    return render(request, "organisation/mailbox.html", {"rows": found.rows, "pager": pager})


@login_required
@require_safe
def calendar(request: HttpRequest, id: str) -> HttpResponse:
    """Give the calendar's file that would have gone along with a mail."""
    found = every_mail().filter(pk=id[:16]).exclude(calendar="").first() if "\0" not in id else None
    if settings.MAIL_LEAVES or not _may_read(request) or found is None:
        raise Http404
    return HttpResponse(
        found.calendar,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="invitation.ics"'},
    )


def _may_read(request: HttpRequest) -> bool:
    if request.user.is_administrator:
        return True
    ours = organisation()
    return ours is not None and ours.is_demo
