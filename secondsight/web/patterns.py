"""The living guide: every component with realistic content, to look at and to test (R11.7)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SEVERITIES = [("sev-1", "Sev-1"), ("sev-2", "Sev-2"), ("sev-3", "Sev-3"), ("near-miss", "Near miss")]
FIRST_SIGNAL = datetime(2026, 3, 11, 14, 2, 9, tzinfo=UTC)


class SpecimenForm(forms.Form):
    """One field of each kind, for the guide alone."""

    what = forms.CharField(label="What happened", help_text="One sentence, as somebody saw it then.")
    occurred_at = forms.DateTimeField(
        label="When it happened", widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    account = forms.CharField(
        label="In your own words",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Nobody else reads this until everybody has written theirs.",
    )
    kind = forms.ChoiceField(label="Kind", choices=[("signal", "Signal"), ("decision", "Decision")])
    standing = forms.ChoiceField(
        label="How well is it known?",
        widget=forms.RadioSelect,
        choices=[
            ("reported", "Reported by one person"),
            ("corroborated", "Corroborated"),
            ("disputed", "Disputed"),
        ],
    )
    is_customer_facing = forms.BooleanField(
        label="Customers noticed", required=False, help_text="They saw errors, delay or wrong data."
    )


def patterns(request: HttpRequest) -> HttpResponse:
    """Draw the guide; nothing on it is read from or written to the database."""
    return render(request, "patterns.html", specimens())


def specimens() -> dict[str, Any]:
    """Return what the guide's template shows: forms, rows, a rail, a pager, a history."""
    return {
        "viewer": {"name": "Ines Okafor", "email": "ines@shop.example", "time_zone": "Europe/Berlin"},
        "nav": "reviews",
        "form": SpecimenForm(initial={"standing": "reported"}),
        "wrong_form": SpecimenForm(
            {"what": "", "kind": "signal", "standing": "reported", "occurred_at": "soon"}
        ),
        "rail": _rail(),
        "pager": {"previous": "?before=40", "next": "?after=90", "summary": "50 of about 1,300"},
        "history": _history(),
        "at": FIRST_SIGNAL,
        "zone": "America/New_York",
        "due_on": date(2026, 4, 2),
        "moments": _moments(),
        "severities": [
            {"slug": slug, "name": name, "rank": rank}
            for rank, (slug, name) in enumerate(SEVERITIES, start=1)
        ],
    }


def _rail() -> dict[str, Any]:
    stages = [
        ("Prepare", "ready", False),
        ("Timeline", "61 of 74", True),
        ("Understand", "4 factors", False),
        ("Commit", "soaks until Fri", False),
    ]
    return {
        "title": "Checkouts accepted, orders lost",
        "url": "#",
        "facts": "Sev-1 · 11 March · 46 min",
        "stages": [{"name": n, "url": "#", "standing": s, "is_current": c} for n, s, c in stages]
        + [{"name": "Share", "url": "", "standing": ""}],
        "next": {"text": "Thirteen candidates are waiting to be read.", "url": "#", "action": "Read them"},
    }


def _history() -> list[dict[str, Any]]:
    later = FIRST_SIGNAL + timedelta(days=2)
    return [
        {
            "at": later,
            "who": "Amara Diallo",
            "what": "changed the time",
            "before": "14:10:00",
            "after": "14:09:12",
        },
        {"at": later - timedelta(hours=3), "who": "Ines Okafor", "what": "accepted this from evidence"},
    ]


def _moments() -> list[dict[str, Any]]:
    rows = [
        (0, "change", "checkout 4.18 deployed", "GitHub deployment", "corroborated", "known"),
        (185, "signal", "API latency p99 pages the on-call", "API team", "corroborated", "known"),
        (240, "hypothesis", "“looks like 4.18”", "Ines Okafor", "reported", "believed"),
        (421, "decision", "Roll back 4.18, or keep looking?", "Ines Okafor, API team", "reported", "known"),
        (600, "escalation", "Bo Lindqvist paged for database access", "Ines Okafor", "disputed", "unknown"),
        (930, "impact", "27 % of checkouts fail", "Payments", "corroborated", "known"),
    ]
    return [
        {
            "at": FIRST_SIGNAL + timedelta(seconds=s),
            "kind": k,
            "what": w,
            "who": who,
            "standing": st,
            "knowing": kn,
        }
        for s, k, w, who, st, kn in rows
    ]
