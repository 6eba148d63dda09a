"""What people make of messages while they read: tags, questions, hypotheses, fed events (R3.7a, R3.7b)."""

from typing import Any

import pytest

from secondsight.base.errors import Forbidden, InvalidInput, NotFound, Refused
from secondsight.base.ids import new_id
from secondsight.base.models import JournalEntry
from secondsight.record.actions.hypotheses import move_hypothesis, raise_hypothesis, withdraw_step
from secondsight.record.actions.incidents import restrict_incident
from secondsight.record.actions.questions import answer_question, ask_question, close_question
from secondsight.record.actions.tagging import change_tag, create_tag, retire_tag, tag_items, untag_item
from secondsight.record.actions.timeline import feed_event, remove_event, unfeed_event
from secondsight.record.models import HypothesisStep, ItemTag, Tag
from secondsight.record.queries import findings
from tests.cast import after, make_account, make_administrator, make_event, make_incident, make_item, make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Any:
    return make_account("Ada Nkemelu")


@pytest.fixture
def incident(ada: Any) -> Any:
    return make_incident(ada)


def verbs(incident: Any) -> list[str]:
    rows = JournalEntry.objects.filter(topic=incident.topic).order_by("id")
    return [row.verb for row in rows if row.verb not in ("incident_opened", "event_added")]


def test_every_instance_starts_with_tags_that_keys_set(ada: Any) -> None:
    found = {tag.name: tag.key for tag in findings.tags(ada)}

    assert found["Narrative"] == "1"
    assert found["Hypothesis dropped"] == "5"
    assert len(found) >= 9


def test_who_may_change_what_was_agreed_adds_changes_and_retires_tags(ada: Any) -> None:
    boss = make_administrator()
    told: dict[str, Any] = {"by": boss, "at": after(60)}

    tag = create_tag("Runbook gap", key="r", meaning="The runbook had no answer.", **told)
    tag = change_tag(tag, name="Runbook silent", key="r", meaning="", **told)
    assert findings.tag(ada, tag.pk).name == "Runbook silent"
    retire_tag(tag, **told)
    assert tag.pk not in {row.pk for row in findings.tags(ada)}
    create_tag("Another", key="r", **told)  # the key is free again

    with pytest.raises(Forbidden):
        create_tag("Mine", by=ada, at=after(60))
    with pytest.raises(InvalidInput, match="sets"):
        create_tag("Runbook silent", key="r", **told)
    assert create_tag("Runbook silent", **told).pk == tag.pk  # offered again, not twice


@pytest.mark.parametrize("change", [{"name": "Decision"}, {"key": "8"}, {"name": " "}, {"key": "j"}])
def test_a_tag_that_cannot_be_told_from_another_is_refused(change: dict[str, str]) -> None:
    count = Tag.objects.count()

    with pytest.raises(InvalidInput) as refused:
        create_tag(**{"name": "New", "key": "", **change}, by=None, at=after(60))

    assert refused.value.field in change
    assert Tag.objects.count() == count


def test_a_tag_is_set_once_taken_off_and_set_again_and_all_of_it_is_kept(ada: Any, incident: Any) -> None:
    one, two = make_item(incident), make_item(incident, occurred_at=after(4))
    tag = make_tag()

    first = tag_items(incident, [one, two], tag, by=ada, at=after(61))
    again = tag_items(incident, [one], tag, by=ada, at=after(62))
    assert [row.pk for row in again] == [first[0].pk]
    untag_item(first[0], by=ada, at=after(63))
    untag_item(first[0], by=ada, at=after(64))
    assert [row.item_id for row in findings.item_tags(ada, incident)] == [two.pk]
    tag_items(incident, [one], tag, by=ada, at=after(65))

    assert ItemTag.objects.filter(item=one).count() == 2
    assert verbs(incident) == ["item_tagged", "item_tagged", "item_untagged", "item_tagged"]


def test_a_retired_tag_is_set_no_more(ada: Any, incident: Any) -> None:
    tag = retire_tag(make_tag(), by=None, at=after(60))

    with pytest.raises(Refused):
        tag_items(incident, [make_item(incident)], tag, by=ada, at=after(61))


def test_a_question_waits_for_its_person_until_it_is_answered_or_closed(ada: Any, incident: Any) -> None:
    bo, item = make_account("Bo Lind"), make_item(incident)
    told: dict[str, Any] = {"by": ada, "at": after(61)}
    once = new_id()

    how = ask_question(
        incident, item, of_name="bo", of_account=bo, words="How did you know?", once=once, **told
    )
    assert ask_question(incident, item, of_name="bo", words="How?", once=once, **told).pk == how.pk
    other = ask_question(incident, item, of_name="Ilse", words="What did the graph show?", **told)
    waiting = findings.open_questions(ada, [incident])
    assert {name: [q.pk for q in rows] for name, rows in waiting.items()} == {
        "Bo Lind": [how.pk],
        "Ilse": [other.pk],
    }
    answer_question(how, answer="Seen it in May.", **told)
    close_question(other, **told)

    assert findings.open_questions(ada, [incident]) == {}
    states = [
        findings.state_of(row) for row in findings.questions(ada, incident).order_by("recorded_at", "id")
    ]
    assert sorted(states) == ["answered", "closed"]
    with pytest.raises(Refused):
        close_question(how, **told)
    assert verbs(incident) == ["question_asked", "question_asked", "question_answered", "question_closed"]


def test_open_questions_of_what_one_may_not_see_are_not_there(ada: Any, incident: Any) -> None:
    ask_question(incident, make_item(incident), of_name="Bo", words="How?", by=ada, at=after(61))
    restrict_incident(incident, accounts=[ada], teams=[], by=ada, at=after(62))

    assert findings.open_questions(make_account("Sten Other"), [incident]) == {}
    assert findings.open_questions(ada, [incident])


def test_a_hypothesis_is_followed_from_raised_to_dropped(ada: Any, incident: Any) -> None:
    graph, said = make_item(incident), make_item(incident, occurred_at=after(5), author_name="Bo Lind")
    seen = make_item(incident, occurred_at=after(15))
    told: dict[str, Any] = {"by": ada, "at": after(61)}

    raised = raise_hypothesis(
        incident, what="The release is slow", occurred_at=None, item=said, signals=[graph], **told
    )
    dropped = move_hypothesis(
        raised, state="dropped", occurred_at=None, item=seen, words="rolled back, no change", **told
    )
    move_hypothesis(raised, state="supported", occurred_at=after(8), who="Ilse", words="p99 up", **told)

    life = findings.life(findings.hypothesis(ada, raised.pk))
    assert [(s.state, s.occurred_at, s.who) for s in life.steps] == [
        ("raised", after(5), "Bo Lind"),
        ("supported", after(8), "Ilse"),
        ("dropped", after(15), "Ilse Brandvik"),
    ]
    assert life.state == "dropped"
    assert {item.pk for item in life.hypothesis.signals.all()} == {graph.pk, said.pk}
    withdraw_step(dropped, **told)
    assert findings.life(findings.hypothesis(ada, raised.pk)).state == "supported"
    assert HypothesisStep.objects.count() == 3  # kept
    with pytest.raises(Refused):
        withdraw_step(life.raised, **told)
    assert verbs(incident) == [
        "hypothesis_raised",
        "hypothesis_moved",
        "hypothesis_moved",
        "hypothesis_step_withdrawn",
    ]


def test_an_event_is_fed_with_messages_and_each_may_be_taken_back(ada: Any, incident: Any) -> None:
    event, one, two = make_event(incident), make_item(incident), make_item(incident)
    told: dict[str, Any] = {"by": ada, "at": after(61)}

    fed = feed_event(event, [one, two], **told)
    feed_event(event, [two], **told)
    assert fed.edition == event.edition + 1
    assert findings.findings(incident, [one.pk])[one.pk].events == [event]
    unfeed_event(event, one, **told)

    assert list(findings.findings(incident, None)) == [two.pk]
    assert verbs(incident) == ["event_fed", "event_unfed"]
    remove_event(event, **told)
    with pytest.raises(Refused):
        feed_event(event, [one], **told)


@pytest.mark.parametrize("find", [findings.tag, findings.item_tag, findings.question, findings.step])
@pytest.mark.parametrize("id", ["", "0" * 16, "a\0b", "x" * 40])
def test_what_is_not_there_is_not_found(ada: Any, find: Any, id: str) -> None:
    with pytest.raises(NotFound):
        find(ada, id)
