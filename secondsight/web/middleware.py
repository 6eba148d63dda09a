"""What every request passes through."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone


class ReaderZone:
    """Shows times in the zone of the person who reads."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request in the reader's zone, UTC for those who are not signed in."""
        name = request.user.time_zone if request.user.is_authenticated else "UTC"
        with timezone.override(ZoneInfo(name)):
            return self.get_response(request)
