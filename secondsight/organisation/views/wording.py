"""The organisation's own words, which the coach leaves alone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.paging import page
from secondsight.organisation.actions import wording as actions
from secondsight.organisation.forms.wording import OwnWordForm, rule_titles
from secondsight.organisation.queries import wording as queries
from secondsight.organisation.views.attempt import attempt, posted

SIZE = 50


@login_required
@require_http_methods(["GET", "POST"])
def words(request: HttpRequest) -> HttpResponse:
    """Show the words that rules leave alone, and how often each rule was left; POST adds a word."""
    form = OwnWordForm(posted(request))
    if request.method == "POST" and attempt(
        form,
        lambda given: actions.add_own_word(
            rule=given["rule"], said=given["words"], by=request.user, at=now()
        ),
    ):
        return redirect("words")
    found = page(
        queries.own_words(request.user),
        order=queries.WORD_ORDER,
        size=SIZE,
        cursor=request.GET.get("cursor", ""),
    )
    titles = rule_titles()
    context = {
        "rows": [{"word": row, "title": titles.get(row.rule, row.rule)} for row in found.rows],
        "pager": {
            way: f"?cursor={cursor}" if cursor else ""
            for way, cursor in (("next", found.next), ("previous", found.previous))
        },
        "left": [
            {"rule": rule, "title": titles.get(rule, rule), "times": times}
            for rule, times in queries.left_by_rule(request.user)
        ],
        "form": form,
        "tab": "words",
    }
    return render(request, "organisation/words.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def word_removal(request: HttpRequest, id: str) -> HttpResponse:
    """Let the rule speak of a word again."""
    word = actions.remove_own_word(queries.own_word(request.user, id), by=request.user, at=now())
    messages.success(request, f"“{word.words}” is heard again.")
    return redirect("words")
