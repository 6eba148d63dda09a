"""What the pages of publication share."""

from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from secondsight.publication.exports import Made
from secondsight.publication.exports._article import article
from secondsight.publication.exports._figures import on_page, story
from secondsight.publication.queries import telling


def article_context(viewer: Any, review: Any) -> dict[str, Any]:
    """Return what the article of an edition draws on a page, with times in the reader's zone."""
    told = telling(viewer, review, reader_zone())
    figures = on_page(viewer, review, told)
    return article(
        told, icons=staticfiles_storage.url("icons.svg"), figures=figures, story=story(viewer, told)
    )


def reader_zone() -> Any:
    """Return the zone in which the person who looks reads times."""
    return timezone.get_current_timezone()


def download(made: Made) -> HttpResponse:
    """Return a file to keep. A page never runs it: it is sent as an attachment."""
    response = HttpResponse(made.content, content_type=made.media_type)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def back(request: HttpRequest, url: str) -> HttpResponse:
    """Send the reader on after a change, so that reloading does not send the form again."""
    return HttpResponseRedirect(url, status=303)
