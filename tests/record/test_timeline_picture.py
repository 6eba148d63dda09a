"""The timeline as a picture: nothing is lost, nothing grows without end, and it stands alone as a file."""

import re
from datetime import UTC
from pathlib import Path
from xml.etree import ElementTree

import pytest

from secondsight.record.actions.incidents import set_milestones
from secondsight.record.models import Event
from secondsight.record.queries.pictures import timeline_picture
from secondsight.record.rules.shapes import PATHS, SHAPE_OF
from secondsight.record.rules.vocabulary import EventKind
from secondsight.web import settings
from tests.cast import after, make_account, make_event, make_incident, make_team

ICONS = Path(settings.__file__).with_name("static") / "icons.svg"


@pytest.mark.parametrize("kind", list(EventKind))
def test_a_kind_has_the_same_shape_in_the_picture_and_in_the_list(kind):
    symbol = re.search(rf'id="kind-{kind.value}".*? d="(.*?)"', ICONS.read_text())

    assert symbol is not None
    assert symbol[1] == PATHS[SHAPE_OF[kind]]


@pytest.mark.django_db
def test_every_event_stands_in_its_teams_lane():
    incident, team = make_incident(), make_team("Database")
    make_event(incident)
    make_event(incident, kind="action", team=team, what="Pool raised to 80", occurred_at=after(41))

    picture = timeline_picture(make_account(), incident, zone=UTC)

    assert [lane.name for lane in picture.lanes] == ["Systems", "Database"]
    assert [event.name for event in picture.events] == [
        "12:02:00 signal: API latency p99 pages",
        "12:41:00 action: Pool raised to 80",
    ]


@pytest.mark.django_db
def test_the_ribbon_reaches_from_the_first_harm_until_it_was_mitigated():
    incident = make_incident()
    make_event(incident)
    make_event(incident, occurred_at=after(60))
    set_milestones(incident, {"mitigated": after(30)}, by=None, at=after(70))

    picture = timeline_picture(make_account(), incident, zone=UTC)

    assert [label.text for label in picture.beside.labels] == ["Customers", "Customer impact, 30 min"]
    assert [milestone.label for milestone in picture.milestones] == ["Impact started", "Mitigated"]


@pytest.mark.django_db
def test_an_incident_without_events_has_no_picture(signed_in):
    incident = make_incident()

    assert timeline_picture(make_account(), incident, zone=UTC) is None
    assert signed_in(make_account()).get(f"/incidents/{incident.pk}/timeline.svg").status_code == 404


@pytest.mark.django_db
def test_five_thousand_events_are_counted_together_and_none_is_left_out(signed_in):
    incident = make_incident()
    Event.objects.bulk_create(
        Event(incident=incident, what=f"moment {n}", kind="observation", occurred_at=after(n / 10))
        for n in range(5000)
    )

    picture = timeline_picture(make_account(), incident, zone=UTC)
    counted = sum(int(cluster.label.lstrip("+")) for cluster in picture.clusters)
    page = signed_in(make_account()).get(f"/incidents/{incident.pk}/timeline/")

    assert len(picture.events) + counted == 5000
    assert len(page.content) < 300_000


@pytest.mark.django_db
def test_the_file_needs_nothing_beside_itself(signed_in):
    incident = make_incident(title="Checkout <starved> & slow")
    make_event(incident, what="5 > 4 & so on")
    browser = signed_in(make_account(time_zone="Europe/Berlin"))

    answer = browser.get(f"/incidents/{incident.pk}/timeline.svg")

    drawn = ElementTree.fromstring(answer.content)
    words = " ".join(drawn.itertext())
    assert answer["Content-Type"] == "image/svg+xml"
    assert "attachment" in answer["Content-Disposition"]
    assert "Timeline of Checkout <starved> & slow" in words
    assert "times in Europe/Berlin" in words
    assert "signal" in words
    assert b"href" not in answer.content
    assert b"url(" not in answer.content.replace(b"url(#", b"")


@pytest.mark.django_db
def test_who_may_not_see_an_incident_sees_no_picture():
    incident = make_incident(make_account(), is_restricted=True)
    make_event(incident)

    assert timeline_picture(make_account("Kim Osei"), incident, zone=UTC) is None
