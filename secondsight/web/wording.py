"""The pages of the language rules: what each hears and leaves alone, where people meet them."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from secondsight.language.findings import example
from secondsight.language.registry import rules as every


@login_required
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Show the rules by label, and the coach's keys."""
    found = sorted(every(), key=lambda rule: (rule.label, rule.name))
    return render(request, "rules.html", {"rules": found})


@login_required
@require_safe
def rule(request: HttpRequest, name: str) -> HttpResponse:
    """Show one rule: why it is there, what it hears, what it leaves alone."""
    found = next((rule for rule in every() if rule.name == name), None)
    if found is None:
        raise Http404
    context = {
        "rule": found,
        "flagged": [example(one) for one in found.flagged],
        "fine": [example(one) for one in found.fine],
    }
    return render(request, "rule.html", context)
