"""Pages for what went wrong, in words."""

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the page for a form that came without its proof of origin."""
    return render(request, "403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the page for what is not there, or may not be seen: nobody can tell which."""
    if _is_api(request):
        return _problem(404, "There is nothing at this address; /api/openapi.json lists what is.")
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the page for what is somebody else's to do."""
    if _is_api(request):
        return _problem(403, "This is not yours to do.")
    return render(request, "403.html", status=403)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the page for a request that makes no sense."""
    sentence = ""
    if isinstance(exception, TooManyFilesSent):
        sentence = (
            f"More than {settings.DATA_UPLOAD_MAX_NUMBER_FILES:,} files came at once. Nothing was stored. "
            "Send them as one ZIP archive, or in parts."
        )
    if _is_api(request):
        return _problem(400, sentence or "This request could not be read.")
    # Without the request: reading it may be what failed.
    return render(None, "400.html", {"sentence": sentence}, status=400)  # type: ignore[arg-type]


def too_many(request: HttpRequest) -> HttpResponse:
    """Return the page for who asks again and again."""
    response = render(request, "429.html", status=429)
    response["Retry-After"] = "60"
    return response


def broken(request: HttpRequest) -> HttpResponse:
    """Return the page for an error of ours; it needs no database."""
    if _is_api(request):
        return _problem(500, "Something broke on our side. It is in the server's log.")
    return render(None, "500.html", status=500)  # type: ignore[arg-type]


def refused(request: HttpRequest, message: str, *, status: int) -> HttpResponse:
    """Return a page with one sentence: what a rule does not allow, or what cannot be used.

    For htmx it is a notice at the top of the page that is open, so that nothing typed there is lost.
    """
    if request.headers.get("HX-Request") == "true":
        response = render(
            request,
            "_errors.html",
            {"errors": [message], "heading": "That was not done. Nothing is lost."},
            status=422,
        )
        response["HX-Retarget"] = "#content"
        response["HX-Reswap"] = "afterbegin show:top"
        return response
    return render(request, "refused.html", {"message": message}, status=status)


def _is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def _problem(status: int, title: str) -> JsonResponse:
    body = {"type": "about:blank", "title": title, "status": status, "errors": []}
    return JsonResponse(body, status=status, content_type="application/problem+json")
