"""The reading desk as pages: read, narrowed, tagged, questioned, made into events; without a script too."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from secondsight.record.actions.hypotheses import raise_hypothesis
from secondsight.record.actions.questions import ask_question
from secondsight.record.actions.tagging import tag_items
from secondsight.record.models import Event, Hypothesis, ItemQuestion, ItemTag, Tag
from secondsight.record.queries import findings
from tests.cast import (
    after,
    make_account,
    make_administrator,
    make_candidate,
    make_event,
    make_incident,
    make_item,
    make_tag,
)

pytestmark = pytest.mark.django_db
ISLAND = {"HX-Request": "true"}


@pytest.fixture
def owner() -> Any:
    return make_account("Ada Nkemelu")


@pytest.fixture
def ada(owner: Any, signed_in: Any) -> Client:
    client: Client = signed_in(owner)
    return client


@pytest.fixture
def incident(owner: Any) -> Any:
    return make_incident(owner)


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def shown(answer: Any) -> list[int]:
    return [int(id) for id in re.findall(r'data-item="(\d+)" data-mark', answer.content.decode())]


def at(incident: Any, item: Any) -> str:
    return f"/incidents/{incident.pk}/evidence/items/{item.pk}/"


def test_a_long_conversation_is_read_page_by_page_from_any_place(ada: Client, incident: Any) -> None:
    items = [make_item(incident, occurred_at=after(n), text=f"message {n}") for n in range(120)]
    ids = [item.pk for item in items]
    desk = f"/incidents/{incident.pk}/evidence/"

    first = ada.get(desk)
    later = re.search(r'href="([^"]+)" rel="next"', first.content.decode())
    second = ada.get(desk + later[1].replace("&amp;", "&")) if later else first
    from_a_message = ada.get(desk, {"item": ids[60]})
    from_a_time = ada.get(desk, {"at": "2026-03-11T13:40"})

    assert shown(first) == ids[:50]
    assert shown(second) == ids[50:100]
    assert shown(from_a_message)[0] == ids[60]
    assert 'rel="prev"' in text(from_a_message)
    assert shown(from_a_time)[0] == ids[100]
    assert ada.get(desk, {"item": "999999"}).status_code == 404
    assert ada.get(desk, {"from": "noon"}).status_code == 422


def test_a_window_says_the_day_only_where_one_begins(ada: Client, incident: Any) -> None:
    one, two = make_item(incident), make_item(incident, occurred_at=after(4))
    window = f"/incidents/{incident.pk}/evidence/window"

    from_the_start = text(ada.get(window))
    from_the_second = text(ada.get(window, {"from": f"{after(4).isoformat()}~{two.pk}"}))

    assert from_the_start.count("Wednesday, 11 March 2026") == 1
    assert "said-day" not in from_the_second
    assert f'id="item-{one.pk}"' not in from_the_second


def test_rows_are_narrowed_by_person_tag_source_channel_and_words(
    ada: Client, owner: Any, incident: Any
) -> None:
    bo = make_item(incident, author_name="Bo Lind", channel="db", source="pagerduty", text="slow queries")
    ilse = make_item(incident)
    tag = make_tag()
    tag_items(incident, [bo], tag, by=owner, at=after(60))
    desk = f"/incidents/{incident.pk}/evidence/"

    assert shown(ada.get(desk)) == [bo.pk, ilse.pk]
    for asked in (
        {"person": "Bo Lind"},
        {"tag": tag.pk},
        {"source": "pagerduty"},
        {"channel": "db"},
        {"q": "queries"},
    ):
        assert shown(ada.get(desk, asked)) == [bo.pk], asked
        assert shown(ada.get(f"{desk}window", asked)) == [bo.pk], asked
    assert "Nothing here is like that" in text(ada.get(desk, {"person": "Nobody"}))
    choices = text(ada.get(f"{desk}choices"))
    assert '<option value="Bo Lind">1</option>' in choices


def test_a_row_tells_its_thread_and_what_people_made_of_it(ada: Client, owner: Any, incident: Any) -> None:
    opener = make_item(incident, author_name="Bo Lind", text="who has the <pager>?")
    reply = make_item(incident, occurred_at=after(9), thread=opener.key)
    told: dict[str, Any] = {"by": owner, "at": after(60)}
    tag_items(incident, [reply], make_tag(), **told)
    ask_question(incident, reply, of_name="Ilse", words="How did you know?", **told)
    raise_hypothesis(incident, what="The cache is cold", occurred_at=None, item=reply, **told)
    make_event(incident, what="Ilse takes the page", items=[reply])
    make_candidate(incident, reply, what="a candidate of it")

    page = text(ada.get(f"/incidents/{incident.pk}/evidence/"))

    assert "Bo Lind: who has the &lt;pager&gt;?</a>" in page
    for words in (
        ">Confusion</span>",
        "Ask Ilse: How did you know?",
        "Raised: The cache is cold",
        "On the timeline: Ilse takes the page",
        "Candidate: a candidate of it",
    ):
        assert words in page, words


def test_a_tag_is_set_and_taken_off_with_and_without_the_island(ada: Client, incident: Any) -> None:
    item, tag = make_item(incident), make_tag()
    path = f"/incidents/{incident.pk}/item-tags"

    island = ada.post(path, {"tag": tag.pk, "item": item.pk}, headers=ISLAND)
    assert f'data-tag="{tag.pk}"' in text(island)
    row = ItemTag.objects.get(unset_at=None)
    plain = ada.post(f"/item-tags/{row.pk}/removal")
    assert plain.headers["Location"] == at(incident, item)

    assert not ItemTag.objects.filter(unset_at=None).exists()
    assert 'aria-pressed="false"' in text(ada.get(at(incident, item)))
    assert ada.post(path, {"tag": tag.pk, "item": make_item().pk}).status_code == 404
    assert ada.post(path, {"tag": "nope", "item": item.pk}).status_code == 404


def test_an_event_is_made_of_messages_with_their_words_filled_in(ada: Client, incident: Any) -> None:
    one = make_item(incident, text="checkout  is\nslow")
    two = make_item(incident, occurred_at=after(4))
    path = f"/incidents/{incident.pk}/timeline/new"

    form = text(ada.get(path, {"item": [one.pk, two.pk]}, headers=ISLAND))
    assert 'value="checkout is slow"' in form
    assert 'value="2026-03-11T12:03:00"' in form
    assert 'value="Ilse Brandvik"' in form
    typed = {"item": [one.pk, two.pk], "what": "Checkout slow", "occurred_at": "2026-03-11T12:03:00"}
    refused = ada.post(path, {**typed, "what": "", "kind": "observation"}, headers=ISLAND)
    made = ada.post(path, {**typed, "kind": "observation", "actor": "Ilse"}, headers=ISLAND)

    assert refused.status_code == 422
    assert json.loads(made.headers["HX-Trigger"]) == {"desk:done": {"item": str(one.pk)}}
    event = Event.objects.get()
    assert (event.what, event.occurred_at, event.actor) == ("Checkout slow", after(3), "Ilse")
    assert {item.pk for item in event.items.all()} == {one.pk, two.pk}


def test_an_event_is_fed_with_a_message_and_shows_where_it_rests(ada: Client, incident: Any) -> None:
    event, item = make_event(incident), make_item(incident)

    assert event.what in text(ada.get(at(incident, item)))
    ada.post(f"/events/{event.pk}/items", {"item": item.pk})
    beside = text(ada.get(f"/incidents/{incident.pk}/evidence/beside"))
    assert f'data-items="{item.pk}"' in beside
    ada.post(f"/events/{event.pk}/items/{item.pk}/removal")

    assert not event.items.exists()


def test_a_question_is_asked_at_a_message_answered_and_closed(ada: Client, incident: Any) -> None:
    item = make_item(incident)
    path = f"/incidents/{incident.pk}/questions/"

    assert 'value="Ilse Brandvik"' in text(ada.get(at(incident, item), {"part": "question"}))
    wrong = ada.post(path, {"item": item.pk, "of": "Ilse", "words": ""})
    assert wrong.status_code == 422
    for words in ("How did you know?", "Who else?"):
        ada.post(path, {"item": item.pk, "of": "Ilse", "words": words})
    how, who = ItemQuestion.objects.order_by("recorded_at", "id")
    assert "How did you know?" in text(ada.get(path))
    ada.post(f"/questions/{how.pk}/answer", {"answer": "Seen it in May."})
    ada.post(f"/questions/{who.pk}/closure")

    assert "No questions here" in text(ada.get(path))
    settled = text(ada.get(path, {"state": "settled"}))
    assert "Seen it in May." in settled
    assert "Closed" in settled
    assert ada.post(f"/questions/{how.pk}/answer", {"answer": ""}).status_code == 422


def test_a_question_finds_the_account_of_a_participant(ada: Client, owner: Any, incident: Any) -> None:
    from secondsight.record.actions.incidents import add_participant

    bo = make_account("Bo Lind")
    add_participant(incident, name="Bo Lind", account=bo, by=owner, at=after(60))

    ada.post(
        f"/incidents/{incident.pk}/questions/",
        {"item": make_item(incident).pk, "of": "Bo Lind", "words": "How?"},
    )

    assert ItemQuestion.objects.get().of_account == bo


def test_a_hypothesis_is_raised_at_a_message_and_dropped_at_another(
    ada: Client, owner: Any, incident: Any
) -> None:
    said, seen = make_item(incident), make_item(incident, occurred_at=after(20))

    ada.post(
        f"/incidents/{incident.pk}/hypotheses/",
        {"what": "The release is slow", "item": said.pk, "occurred_at": "2026-03-11T12:03:00"},
    )
    hypothesis = Hypothesis.objects.get()
    assert "The release is slow" in text(ada.get(at(incident, seen), {"part": "hypothesis"}))
    early = {"hypothesis": hypothesis.pk, "state": "dropped", "item": seen.pk}
    path = f"/incidents/{incident.pk}/hypotheses/steps"
    assert ada.post(path, {**early, "occurred_at": "2026-03-11T12:00:00"}).status_code == 422
    ada.post(path, {**early, "words": "rolled back, no change"})
    ada.post(f"/hypotheses/{hypothesis.pk}/steps", {"state": "confirmed", "who": "Bo"})

    page = text(ada.get(f"/hypotheses/{hypothesis.pk}/"))
    assert "rolled back, no change" in page
    life = findings.life(findings.hypothesis(owner, hypothesis.pk))
    assert [step.state for step in life.steps] == ["raised", "dropped", "confirmed"]
    for step in life.steps[1:]:
        ada.post(f"/steps/{step.pk}/withdrawal")
    assert "Raised" in text(ada.get(f"/incidents/{incident.pk}/hypotheses/"))
    assert findings.life(findings.hypothesis(owner, hypothesis.pk)).state == "raised"


def test_tags_are_agreed_on_by_few_and_read_by_all(ada: Client, signed_in: Any) -> None:
    boss = signed_in(make_administrator())

    assert "Confusion" in text(ada.get("/tags/"))
    assert ada.post("/tags/", {"name": "Mine"}).status_code == 403
    assert boss.post("/tags/", {"name": "Runbook gap", "key": "j"}).status_code == 422
    boss.post("/tags/", {"name": "Runbook gap", "key": "r"})
    tag = Tag.objects.get(name="Runbook gap")
    boss.post(f"/tags/{tag.pk}/", {"name": "Runbook silent", "key": "r"})
    assert "Runbook silent" in text(ada.get("/tags/"))
    boss.post(f"/tags/{tag.pk}/retirement")

    assert "Retired, still standing where they were set: Runbook silent" in text(ada.get("/tags/"))


def test_marks_tell_where_tags_are_and_what_the_asked_rows_show(
    ada: Client, owner: Any, incident: Any
) -> None:
    one, two = make_item(incident), make_item(incident, occurred_at=after(4))
    tag_items(incident, [two], make_tag(), by=owner, at=after(60))

    marks = text(ada.get(f"/incidents/{incident.pk}/evidence/marks", {"items": f"{one.pk},x,²"}))

    assert 'data-total="2"' in marks
    assert f"{after(4).isoformat()}~{two.pk} " in marks
    assert f'data-marks="{one.pk}"' in marks
    assert f'data-marks="{two.pk}"' not in marks


def test_replies_stand_under_what_they_answer_where_that_is_asked(ada: Client, incident: Any) -> None:
    opener = make_item(incident, text="who has the pager?")
    between = make_item(incident, occurred_at=after(6))
    reply = make_item(incident, occurred_at=after(9), thread=opener.key)
    desk, asked = f"/incidents/{incident.pk}/evidence/", {"threads": "together"}

    by_time, together = ada.get(desk), ada.get(desk, asked)
    from_a_reply = ada.get(desk, {**asked, "item": reply.pk})
    over_the_api = ada.get(f"/api{desk}window", asked).json()["rows"]

    assert shown(by_time) == [opener.pk, between.pk, reply.pk]
    assert shown(together) == [opener.pk, reply.pk, between.pk]
    assert shown(ada.get(f"{desk}window", asked)) == [opener.pk, reply.pk, between.pk]
    assert shown(from_a_reply)[0] == opener.pk
    assert f'focus="{reply.pk}"' in text(from_a_reply)
    assert [row["id"] for row in over_the_api] == [opener.pk, reply.pk, between.pk]
    assert ada.get(f"/api{desk}map", asked).json()["total"] == 2


def test_windows_ask_the_database_as_often_for_few_rows_as_for_many(
    ada: Client, incident: Any, django_assert_num_queries: Any
) -> None:
    opener = make_item(incident)
    for n in range(3):
        make_item(incident, occurred_at=after(5 + n), thread=opener.key)
    window = f"/incidents/{incident.pk}/evidence/window"

    with django_assert_num_queries(11):
        ada.get(window)
    for n in range(30):
        make_item(incident, occurred_at=after(10 + n), thread=opener.key)
    with django_assert_num_queries(11):
        ada.get(window)
