"""What every request passes through."""

from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from secondsight.base.errors import Forbidden, InvalidInput, NotFound, SecondsightError
from secondsight.base.sight import looked_at, looked_at_in_time, looking
from secondsight.organisation.queries import has_accounts
from secondsight.web import errors

Answer = Callable[[HttpRequest], HttpResponse]

OPEN_BEFORE_THE_FIRST_RUN = ("/welcome/", "/static/", "/api/", "/live")


class FirstRun:
    """Leads to the welcome page as long as nobody has an account."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.is_over = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, or lead to the welcome page. One statement until somebody is there."""
        if not self.is_over and not request.path.startswith(OPEN_BEFORE_THE_FIRST_RUN):
            self.is_over = request.user.is_authenticated or has_accounts()
            if not self.is_over:
                return redirect("welcome")
        return self.get_response(request)


class ReaderZone:
    """Shows times in the zone of the person who reads."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request in the reader's zone, UTC for those who are not signed in."""
        name = request.user.time_zone if request.user.is_authenticated else "UTC"
        try:
            zone = ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            zone = ZoneInfo("UTC")  # a zone that this machine does not know (any more)
        with timezone.override(zone):
            return self.get_response(request)


class Answers:
    """Turns the errors that a page lets rise into pages that say what happened (C23)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page for one of our errors; None lets all others be what they are."""
        if not isinstance(error, SecondsightError):
            return None
        if isinstance(error, NotFound):
            return errors.not_found(request, error)
        if isinstance(error, Forbidden):
            return errors.refused(request, error.message, status=403)
        return errors.refused(request, error.message, status=422 if isinstance(error, InvalidInput) else 409)


class Sight:
    """Keeps from the one who asks what they may not see for now: what lies behind a veil (R3.3)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with all reading narrowed."""
        with looking(lambda: request.user) as looker:
            response = self.get_response(request)
        # What is read only while it is sent; a stream of changes has its own say, a kept file has no rows.
        if not response.streaming or isinstance(response, FileResponse) or _is_live(response):
            return response
        held = looked_at_in_time if response.is_async else looked_at
        response.streaming_content = held(response.streaming_content, looker)
        return response


def _is_live(response: HttpResponse) -> bool:
    return bool(response["Content-Type"] == "text/event-stream")
