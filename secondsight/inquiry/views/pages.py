"""What the pages of a review share."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from secondsight.base.errors import SecondsightError
from secondsight.inquiry.queries.reviews import review_topics

Shown = dict[str, Any] | Callable[[HttpRequest, Any], dict[str, Any]]


def page(
    request: HttpRequest, review: Any, stage: str, template: str, shown: Shown, *, status: int = 200
) -> HttpResponse:
    """Draw a page of a review, with what all of them have: the review, its stage, its topics."""
    context = shown(request, review) if callable(shown) else shown
    topics = review_topics(request.user, review) if stage in ("understand", "decisions") else [review.topic]
    listens = "&".join(f"topic={topic}" for topic in topics)
    return render(
        request,
        template,
        {"review": review, "stage": stage, "nav": "reviews", "listens": listens, **context},
        status=status,
    )


def back(url: str) -> HttpResponse:
    """Send the reader on after a change, so that reloading does not send the form again."""
    return HttpResponseRedirect(url, status=303)


def refuse(request: HttpRequest, error: SecondsightError, url: str) -> HttpResponse:
    """Say on the next page why something was not done."""
    messages.error(request, error.message)
    return back(url)


def show_errors(form: forms.Form, error: SecondsightError) -> None:
    """Put a rule's sentence next to the field it is about, else above the form."""
    field = getattr(error, "field", "")
    form.add_error(field if field in form.fields else None, error.message)
