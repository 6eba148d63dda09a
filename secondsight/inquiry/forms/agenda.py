"""The agenda of a review as a person changes it: one form for the whole, one for each section."""

import re
from typing import Any

from django import forms
from django.http import QueryDict

from secondsight.base.written import unheard
from secondsight.inquiry.actions.agenda import NOTE, WORDS, Drafted
from secondsight.inquiry.queries.agenda import AgendaRead, SectionRow
from secondsight.inquiry.rules.agenda import LONGEST, MOST_SECTIONS, SectionKind

KEY = re.compile(r"[0-9a-z_-]{1,40}")


class SectionForm(forms.Form):
    """One section; its fields carry its id before their names."""

    kind = forms.ChoiceField(choices=SectionKind.choices(), widget=forms.HiddenInput)
    title = forms.CharField(max_length=200, required=False)
    minutes = forms.IntegerField(
        min_value=0, max_value=LONGEST, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )
    note = forms.CharField(
        max_length=NOTE, required=False, label="To have in mind", widget=forms.Textarea(attrs={"rows": 2})
    )


class NewSectionForm(SectionForm):
    """A section to add; without a title there is none."""

    kind = forms.ChoiceField(choices=SectionKind.choices(), label="What for")
    title = forms.CharField(max_length=200, required=False, label="Called")
    minutes = forms.IntegerField(min_value=0, max_value=LONGEST, required=False)
    note = None


class AgendaForm(forms.Form):
    """The length of the meeting and the words that open it, with a form for each of its sections."""

    minutes = forms.IntegerField(
        min_value=0,
        max_value=LONGEST,
        label="The meeting lasts, in minutes",
        help_text="0 for a review in writing: its sections are the steps then.",
    )
    guardrails = forms.CharField(
        max_length=WORDS,
        required=False,
        widget=unheard(5),
        help_text="Read out first, one a line. Left empty, they are the organisation's.",
    )
    opening = forms.CharField(
        max_length=WORDS,
        required=False,
        label="What the facilitator opens with",
        widget=unheard(6),
        help_text="One a line. Left empty, it is the organisation's.",
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, read: AgendaRead, data: QueryDict | None = None) -> None:
        settled = read.settled
        initial = {
            "minutes": read.minutes,
            "edition": settled.edition if settled else 0,
            **read.own_words,
        }
        super().__init__(data, initial=initial)
        self.read = read
        rows = {row.id: row for row in read.sections}
        keys = [row.id for row in read.sections] if data is None else _keys(data)
        self.sections = [(key, _section(key, rows.get(key), data)) for key in keys]
        self.added = NewSectionForm(data, prefix="new", initial={"kind": SectionKind.GUEST})
        self.guests = [(guest, row.id) for row in read.sections for guest in row.guests]
        if data is not None:
            self.guests = [(guest, data.get(f"guest-{guest.pk}", key)) for guest, key in self.guests]

    def rows(self) -> list[dict[str, Any]]:
        """Return what a page draws of the sections, each with its form and the minute it starts at."""
        made, passed = [], 0
        for key, form in self.sections:
            label = dict(SectionKind.choices()).get(str(form["kind"].value()), "")
            made.append({"key": key, "form": form, "starts_after": passed, "label": label})
            passed += _number(form["minutes"].value())
        return made

    def titles(self) -> list[tuple[str, str]]:
        """Return the sections to choose from for a guest: pairs of id and title."""
        return [(row["key"], str(row["form"]["title"].value() or row["label"])) for row in self.rows()]

    def is_valid(self) -> bool:
        """Return whether everything that was typed can be used."""
        forms_ = [form for _, form in self.sections] + [self.added]
        return all([super().is_valid(), *[form.is_valid() for form in forms_]])

    def drafted(self) -> list[Drafted]:
        """Return the sections as they are wanted, after the button that was pressed."""
        by_key = dict(self.sections)
        order = _moved([key for key, _ in self.sections], str(self.data.get("move", "")))
        drafts = [self._draft(key, by_key[key]) for key in order if self.data.get("drop") != key]
        said = self.added.cleaned_data
        if said["title"].strip():
            new = Drafted(said["kind"], said["title"], said["minutes"] or 0)
            # What is added comes before the goodbyes.
            at = len(drafts) - bool(drafts and drafts[-1].kind == SectionKind.CLOSING)
            drafts.insert(at, new)
        return drafts

    def _draft(self, key: str, form: SectionForm) -> Drafted:
        said = form.cleaned_data
        here = tuple(guest.pk for guest, where in self.guests if where == key)
        return Drafted(said["kind"], said["title"], said["minutes"], key, said["note"], here)


def _section(key: str, row: SectionRow | None, data: QueryDict | None) -> SectionForm:
    initial = {}
    if row is not None:
        initial = {"kind": row.kind, "title": row.title, "minutes": row.minutes, "note": row.note}
    return SectionForm(data, prefix=key, initial=initial)


def _keys(data: QueryDict) -> list[str]:
    given = [key for key in data.getlist("order") if KEY.fullmatch(key)]
    return list(dict.fromkeys(given))[:MOST_SECTIONS]


def _moved(keys: list[str], wanted: str) -> list[str]:
    way, _, key = wanted.partition(":")
    if way not in ("up", "down") or key not in keys:
        return keys
    at = keys.index(key)
    to = at - 1 if way == "up" else at + 1
    if 0 <= to < len(keys):
        keys[at], keys[to] = keys[to], keys[at]
    return keys


def _number(value: Any) -> int:
    words = str(value)
    return int(words) if words.isascii() and words.isdigit() and len(words) < 4 else 0
