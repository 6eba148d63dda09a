"""Looking for something in everything that one may see."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from secondsight.base.errors import InvalidInput
from secondsight.programme.queries import kinds
from secondsight.programme.queries.search import EVIDENCE
from secondsight.programme.queries.search import search as find


@login_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what was found; without words, what can be found and how; 422 for words that cannot be read."""
    words = request.GET.get("q", "").strip()
    kind = request.GET.get("kind", "")
    shown: dict[str, Any] = {"query": words, "nav": "search", "kind": kind}
    status = 200
    if words:
        try:
            results = find(request.user, words, kind=kind, page=_number(request.GET.get("page", "1")))
        except InvalidInput as error:
            shown["trouble"] = error.message
            status = 422
        else:
            shown |= {
                "results": results,
                "pager": {
                    "next": _address(words, kind, results.next),
                    "previous": _address(words, kind, results.previous),
                },
            }
    shown["pills"] = [
        {"label": label, "url": _address(words, name, 1), "is_chosen": name == kind}
        for name, label in _choices()
    ]
    shown["evidence_url"] = _address(words, EVIDENCE, 1)
    return render(request, "programme/search.html", shown, status=status)


def _choices() -> list[tuple[str, str]]:
    return [("", "Everything"), *((kind.name, kind.plural) for kind in kinds()), (EVIDENCE, "Evidence")]


def _address(words: str, kind: str, page: int) -> str:
    if not page:
        return ""
    asked = {"q": words, "kind": kind, "page": str(page) if page > 1 else ""}
    return "?" + urlencode({name: value for name, value in asked.items() if value})


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise InvalidInput("This is not the number of a page.", field="page")
    return int(text)
