"""What a person types when evidence comes in: files, a table's columns, a window and its channels."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django import forms

from secondsight.base.written import line
from secondsight.record.forms.fields import InstantField, OnceField
from secondsight.record.rules.selection import Selection

COLUMNS = {
    "time": ("When it happened", ""),
    "text": ("What happened, in words", ""),
    "title": ("A short form of it", "the alert's name, for example"),
    "channel": ("Channel, service or source", ""),
    "author": ("Who or what said it", ""),
    "kind": ("Kind", "alert, deployment, message…"),
    "severity": ("Severity", ""),
    "status": ("State", "firing, resolved…"),
    "url": ("Link", ""),
    "id": ("Id", "what makes the record the same in another file"),
}
DAY_FIRST = {"": None, "day": True, "month": False}


class FilesInput(forms.ClearableFileInput):
    """Chooses several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; none of them empty."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the files. Raises ValidationError."""
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(file, initial) for file in given or [None]]


class UploadForm(forms.Form):
    """Files to bring in."""

    files = FilesField(label="Files", max_length=1000)
    once = OnceField()


class ColumnsForm(forms.Form):
    """How a table's columns are read, as proposed until a person corrects it."""

    zone = forms.CharField(
        label="Time zone",
        required=False,
        max_length=60,
        help_text="Of times that name none: Europe/Berlin, UTC.",
    )
    order = forms.ChoiceField(
        label="05/10/2026 is",
        required=False,
        choices=[("", "not in here"), ("day", "the fifth of October"), ("month", "May the tenth")],
    )
    source = forms.CharField(
        label="Where it comes from",
        required=False,
        max_length=200,
        help_text="The answer is remembered for this source and these columns.",
    )

    def __init__(self, *given: Any, columns: Sequence[str], **named: Any) -> None:
        super().__init__(*given, **named)
        choices = [("", "in no column"), *((column, column) for column in columns)]
        for ours, (label, help_text) in COLUMNS.items():
            extra = named.get("initial", {}).get(ours, "")
            fixed = [(extra, f"always “{extra[1:]}”")] if extra.startswith("=") else []
            self.fields[ours] = forms.ChoiceField(
                label=label,
                help_text=help_text,
                choices=[*choices, *fixed],
                required=ours in ("time", "text"),
            )
        self.order_fields(["time", "text", "zone", "order", *COLUMNS, "source"])

    def options(self) -> dict[str, Any]:
        """Return what was said, as `answer_mapping` takes it: "" where a field stands in no column."""
        said = self.cleaned_data
        return {
            "mapping": {ours: said[ours] for ours in COLUMNS},
            "zone": said["zone"].strip(),
            "source": said["source"],
            "day_first": DAY_FIRST[said["order"]],
        }


class AnswersForm(forms.Form):
    """What a file that is no table leaves open: only what was asked."""

    def __init__(self, *given: Any, asks: Sequence[Mapping[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        for ask in asks:
            self.fields[ask["field"]] = ANSWERS[ask["field"]](ask["words"])

    def options(self) -> dict[str, Any]:
        """Return what was said, as `answer_mapping` takes it."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


ANSWERS: Mapping[str, Callable[[str], forms.Field]] = {
    "zone": lambda words: forms.CharField(
        label="Time zone", max_length=60, help_text=f"{words} For example Europe/Berlin or UTC."
    ),
    "starts_at": lambda words: InstantField(label="It began", help_text=words),
    "on_date": lambda words: forms.DateField(
        label="Its first day", help_text=words, widget=forms.DateInput(attrs={"type": "date"})
    ),
    "repeated_hour": lambda words: forms.ChoiceField(
        label="The hour that came twice",
        help_text=words,
        choices=[("first", "the first, before clocks were put back"), ("second", "the second, after it")],
    ),
    "day_first": lambda words: forms.TypedChoiceField(
        label="Dates such as 05/10",
        help_text=words,
        coerce=lambda said: said == "day",
        empty_value=None,
        choices=[("day", "the day comes first"), ("month", "the month comes first")],
    ),
    "channel": lambda words: forms.CharField(label="Channel", max_length=200, help_text=words),
}


class LinkForm(forms.Form):
    """A link for the packet: a dashboard, a call's recording, a ticket."""

    url = forms.CharField(label="Address", max_length=2000, widget=forms.URLInput)
    title = forms.CharField(label="What it is", max_length=500, required=False)


class ClockForm(forms.Form):
    """What is to be added to the times of a source."""

    source = forms.ChoiceField(label="Source")
    offset = forms.CharField(
        label="Add to its times",
        max_length=20,
        help_text="+0:03:12 where it was behind, -0:03:12 where it ran ahead, 0:00 to take it back.",
    )
    why = forms.CharField(label="How you know", max_length=300, required=False)

    def __init__(self, *given: Any, sources: Sequence[str], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["source"].choices = [(source, source) for source in sources]


class WindowForm(forms.Form):
    """Which evidence belongs to an incident."""

    from_at = InstantField(label="From", required=False)
    to_at = InstantField(
        label="Until", required=False, help_text="What happened at this second is not in it."
    )
    channels = forms.MultipleChoiceField(
        label="Channels",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None chosen: all of them.",
    )

    def __init__(self, *given: Any, channels: Iterable[tuple[str, int]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["channels"].choices = [
            (name, f"{name or '(none)'} · {count:,}") for name, count in channels
        ]

    def selection(self) -> Selection:
        """Return what was chosen."""
        said = self.cleaned_data
        return Selection(said.get("from_at"), said.get("to_at"), tuple(said.get("channels") or ()))


class GiveForm(WindowForm):
    """Which part of an import goes to which incident: a new one, or one that is there."""

    incident = forms.ChoiceField(label="Incident", required=False)
    title = forms.CharField(
        label="Title of the new incident",
        required=False,
        max_length=300,
        help_text="What a user felt, in a few words.",
        widget=line(),
    )
    severity = forms.ChoiceField(label="Severity of the new incident", required=False)
    once = OnceField()
    field_order = ("incident", "title", "severity", "from_at", "to_at", "channels", "once")

    def __init__(
        self,
        *given: Any,
        incidents: Iterable[tuple[str, str]],
        severities: Iterable[tuple[str, str]],
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        self.fields["incident"].choices = [("", "A new one"), *incidents]
        self.fields["severity"].choices = list(severities)

    def clean(self) -> dict[str, Any]:
        """Return what was said. A new incident needs its title."""
        said = super().clean() or {}
        if not said.get("incident") and not (said.get("title") or "").strip():
            self.add_error("title", "Give the new incident a title, or choose one that is there.")
        return said
