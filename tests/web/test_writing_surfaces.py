"""Every field in which people write about an incident is listened to, or says why it is not."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from django import forms

import secondsight

ROOMS = ("record", "inquiry", "followup", "publication", "confidence", "practice")
HERE = Path(secondsight.__file__).parent
# Lines and text areas that are not listened to, and why.
PERSON, NAME = "somebody's name", "a name or an address of a tool"
SILENT = {
    "AskForm.person": PERSON,
    "InviteForm.person": PERSON,
    "InviteForm.interviewer": PERSON,
    "InviteForm.reason": "says to one person why somebody asks them",
    "CaptureForm.said_by": PERSON,
    "RoleForm.person": PERSON,
    "DeciderForm.person": PERSON,
    "CommitmentForm.owner": PERSON,
    "OfferAgainForm.owner": PERSON,
    "DecisionForm.name": PERSON,
    "HearingForm.name": PERSON,
    "KnowledgeForm.name": PERSON,
    "ParticipantForm.name": PERSON,
    "VersionForm.witness": PERSON,
    "QuestionForm.of": PERSON,
    "StepForm.who": PERSON,
    "HypothesisForm.who": PERSON,
    "MoveForm.who": PERSON,
    "EventForm.actor": PERSON,
    "AcceptanceForm.actor": PERSON,
    "QuickEventForm.actor": PERSON,
    "MomentForm.actor": PERSON,
    "ImpactForm.unit": "a unit",
    "ImpactForm.source": NAME,
    "LinkForm.title": NAME,
    "ColumnsForm.source": NAME,
    "ColumnsForm.zone": "a time zone",
    "HookForm.zone": "a time zone",
    "IncidentForm.time_zone": "a time zone",
    "HookForm.name": NAME,
    "HookForm.mapping": "columns and fields",
    "HookForm.alert_severities": "a list of words",
    "HookForm.services": "a list of names",
    "ClockForm.offset": "a length of time",
    "ClockForm.why": "says which clock was looked at; nobody reads it as a story",
    "TagForm.name": NAME,
    "TagForm.key": "a key",
    "TagForm.meaning": "says when to set a tag",
    "StepForm.towards": "a button's word",
    "StepForm.once": "an id",
    "HearingForm.through": "two words on the way that news took",
    "KnowledgeForm.through": "two words on the way that news took",
    "SectionForm.title": "the heading of a part of the meeting",
    "NewSectionForm.title": "the heading of a part of the meeting",
    "RoleForm.section": "the heading of a part of the meeting",
    "AgendaForm.guardrails": "quotes the words that it asks people to leave",
    "AgendaForm.opening": "quotes the words that it asks people to leave",
    "AnswerForm.answer": "a button's word",
    "AnswerForm.note": "says to one person why somebody comes or does not",
    "DateForm.place": "a room or an address",
    "SendDraftForm.others": PERSON,
    "AskPartForm.person": PERSON,
    "AskPartForm.note": "says to one person what to bring",
    "PartAnswerForm.reason": "says where evidence lies",
    "PacketLinkForm.title": NAME,
    "PacketPartForm.name": "the organisation's checklist",
    "PacketPartForm.hint": "the organisation's checklist",
    "PacketPartForm.words": "a list of words",
    "MomentForm.what": "words of an account, which its writer corrects in confidence",
}


def drawn() -> Iterator[tuple[str, str]]:
    """Yield each visible free-text field of the rooms ("Form.field") with the HTML that it is drawn as."""
    for room in ROOMS:
        for part in ("forms", "views"):
            for form in _forms(f"secondsight.{room}", part):
                for name, field in form.base_fields.items():
                    widget = field.widget
                    is_line = type(widget) is forms.TextInput
                    if isinstance(field, forms.CharField) and (is_line or isinstance(widget, forms.Textarea)):
                        bound = forms.Form().renderer.render(
                            widget.template_name, widget.get_context(name, "", widget.attrs)
                        )
                        yield f"{form.__name__}.{name}", bound


def test_every_free_text_field_is_listened_to_or_says_why_not() -> None:
    unheard = {name for name, html in drawn() if "<wording-coach" not in html}

    assert unheard - set(SILENT) == set(), "give the field a widget of base.written, or a reason here"


def test_no_reason_outlives_its_field_and_none_covers_a_field_that_is_heard() -> None:
    fields = dict(drawn())

    assert {name for name in SILENT if name not in fields} == set()
    assert {name for name in SILENT if "<wording-coach" in fields.get(name, "")} == set()


@pytest.mark.parametrize("room", ROOMS)
def test_every_text_area_that_a_template_draws_itself_stands_in_a_coach(room: str) -> None:
    for path in (HERE / room).glob("templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        coached = re.findall(r"<wording-coach [^>]*>\s*<textarea", text)
        assert len(coached) == text.count("<textarea"), path.name


def test_a_line_says_what_is_written_there_and_a_plain_one_is_left_as_it_is() -> None:
    fields = dict(drawn())

    assert '<wording-coach kind="action" field="what"><input' in fields["CommitmentForm.what"]
    assert '<wording-coach kind="entry" field="what"><input' in fields["EventForm.what"]
    assert (
        '<wording-coach kind="paragraph" field="narrative" asks><textarea'
        in fields["NarrativeForm.narrative"]
    )
    assert fields["AskForm.person"].strip().startswith("<input")


def test_in_an_account_the_coach_only_asks() -> None:
    page = (HERE / "confidence/templates/confidence/account.html").read_text(encoding="utf-8")

    assert '<wording-coach kind="account" field="text"><textarea' in page


def _forms(room: str, part: str) -> Iterator[type[forms.BaseForm]]:
    if (
        not (HERE / room.rpartition(".")[2] / part).exists()
        and not (HERE / room.rpartition(".")[2] / f"{part}.py").exists()
    ):
        return
    module = import_module(f"{room}.{part}")
    inside = walk_packages(getattr(module, "__path__", []), f"{module.__name__}.")
    for each in [module, *(import_module(found.name) for found in inside)]:
        for thing in vars(each).values():
            if (
                isinstance(thing, type)
                and issubclass(thing, forms.BaseForm)
                and thing.__module__ == each.__name__
            ):
                yield thing
