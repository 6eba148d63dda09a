"""The draft before the meeting: sent, confirmed, corrected, voted on; never a silent edit (R2.8)."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from secondsight.base.errors import InvalidInput, NotFound, Refused
from secondsight.base.models import JournalEntry, Mail
from secondsight.inquiry import actions
from secondsight.inquiry.handlers import remind_readers
from secondsight.inquiry.models import PassageAnswer
from secondsight.inquiry.queries import calibration as read
from secondsight.record.actions.knowledge import Knowing, add_knowledge
from secondsight.record.actions.timeline import edit_event
from secondsight.record.models import Event
from tests.cast import after, make_account, make_event, make_incident, make_review

pytestmark = pytest.mark.django_db
LATER = after(26 * 60)


@pytest.fixture(autouse=True)
def _at_the_time():
    with time_machine.travel(LATER, tick=False):
        yield


class Case:
    """A review whose draft was sent to Ines, who acted, and to Bo, who knew of it."""

    def __init__(self) -> None:
        self.noor, self.ines = make_account("Noor Haddad"), make_account("Ines Calloway")
        self.bo = make_account("Bo Lind")
        incident = make_incident(self.noor)
        self.page = make_event(incident, self.noor, what="The pager goes off", occurred_at=after(1))
        self.look = make_event(
            incident, self.noor, what="The pool is looked at", account=self.ines, occurred_at=after(5)
        )
        self.told = {"by": self.noor, "at": LATER}
        add_knowledge(self.page, Knowing(after(2), account=self.bo), **self.told)
        self.review = make_review(self.noor, incident)
        self.themes = [
            actions.add_theme(self.review, title=title, **self.told)
            for title in ("The pool", "The page", "Sleep")
        ]

    def send(self, *people):
        return actions.send_calibration(self.review, people or (self.ines, self.bo), **self.told)

    def answer(self, event, verdict, words="", by=None):
        return actions.answer_passage(
            self.review, event, verdict=verdict, words=words, by=by or self.ines, at=LATER
        )

    def drawn(self, viewer):
        found = read.calibration_of(viewer, self.review)
        return {row.event.what: row for row in (*found.own, *found.others)}

    @property
    def place(self):
        return reverse("review_calibration", args=[self.review.pk])


@pytest.fixture
def case():
    return Case()


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_each_sees_first_what_concerns_them_and_why(case):
    case.send()

    own = {viewer.name: read.calibration_of(viewer, case.review).own for viewer in (case.ines, case.bo)}

    assert [(row.event.what, row.why) for row in own["Ines Calloway"]] == [
        ("The pool is looked at", ["you acted"])
    ]
    assert [(row.event.what, row.why) for row in own["Bo Lind"]] == [
        ("The pager goes off", ["you knew of it"])
    ]


def test_what_nobody_confirmed_is_unconfirmed_and_says_who_was_not_heard(case):
    case.send()

    row = case.drawn(case.noor)["The pool is looked at"]

    assert (row.standing, row.awaited) == ("unconfirmed", ["Ines Calloway"])


def test_a_confirmed_passage_whose_words_change_is_unconfirmed_again(case):
    case.send()
    case.answer(case.look, "confirmed")
    assert case.drawn(case.noor)["The pool is looked at"].standing == "confirmed"

    edit_event(case.look, what="The pool is ignored", **case.told)

    row = case.drawn(case.ines)["The pool is ignored"]
    assert (row.standing, row.is_changed) == ("unconfirmed", True)


def test_a_correction_stands_in_its_author_s_words_and_changes_no_event(case):
    case.send()
    before = Event.objects.values().get(pk=case.look.pk)

    case.answer(case.look, "corrected", "It was the queue, I looked at the pool later")

    assert Event.objects.values().get(pk=case.look.pk) == before
    row = case.drawn(case.bo)["The pool is looked at"]
    assert row.standing == "corrected"
    assert [(one.account, one.words) for one in row.answers] == [
        (case.ines, "It was the queue, I looked at the pool later")
    ]
    told = JournalEntry.objects.get(verb="passage_answered")
    assert "queue" not in str(told.particulars)


def test_a_correction_becomes_a_version_with_its_witness_when_the_facilitator_keeps_it(case):
    case.send()
    row = case.answer(case.look, "corrected", "It was the queue")
    with pytest.raises(Refused):
        actions.settle_answer(row, outcome="version", by=case.bo, at=LATER)

    for _ in range(2):
        actions.settle_answer(row, outcome="version", **case.told)

    case.look.refresh_from_db()
    assert case.look.what == "The pool is looked at"
    assert case.look.standing == "disputed"
    assert {one.witness: one.what for one in case.look.versions.all()}["Ines Calloway"] == "It was the queue"


def test_what_the_draft_lacks_is_added_once_and_is_no_version_of_anything(case):
    case.send()
    words = "Somebody rang the vendor"
    first = actions.add_to_draft(case.review, words=words, by=case.bo, at=LATER)

    assert actions.add_to_draft(case.review, words=words, by=case.bo, at=LATER) == first
    with pytest.raises(Refused):
        actions.settle_answer(first, outcome="version", **case.told)
    assert actions.settle_answer(first, outcome="put_right", **case.told).settled_by == case.noor


def test_an_answer_can_be_changed_and_taken_back(case):
    case.send()
    row = case.answer(case.look, "corrected", "The queue")
    actions.settle_answer(row, outcome="left", **case.told)

    case.answer(case.look, "corrected", "The cache")
    assert (PassageAnswer.objects.get().words, PassageAnswer.objects.get().outcome) == ("The cache", "")

    actions.take_back_passage_answer(case.review, case.look, by=case.ines, at=LATER)
    assert not PassageAnswer.objects.exists()


def test_nothing_is_answered_before_it_was_sent_or_after_the_meeting(case):
    with pytest.raises(Refused, match="not sent"):
        case.answer(case.look, "confirmed")
    case.send()
    actions.record_meeting(case.review, met_at=LATER, **case.told)

    with pytest.raises(Refused, match="held"):
        case.answer(case.look, "confirmed")


def test_a_correction_needs_words(case):
    case.send()

    with pytest.raises(InvalidInput):
        case.answer(case.look, "corrected", "  ")


def test_two_to_five_themes_go_along(case):
    case.themes = [actions.remove_theme(theme, **case.told) for theme in case.themes[:2]]
    with pytest.raises(Refused, match="1 theme;"):
        case.send()

    for title in "abcd":
        actions.add_theme(case.review, title=title, **case.told)
    with pytest.raises(Refused, match="5 themes"):
        actions.add_theme(case.review, title="one more", **case.told)


def test_votes_are_counted_after_one_has_voted_and_can_be_changed(case):
    case.send()
    pool, page, sleep = (theme.pk for theme in case.themes)
    actions.vote_for_themes(case.review, [sleep, page], by=case.bo, at=LATER)

    before = read.theme_rows(case.ines, case.review)
    assert [(row.theme.pk, row.votes) for row in before] == [(pool, None), (page, None), (sleep, None)]

    actions.vote_for_themes(case.review, [pool], by=case.ines, at=LATER)
    actions.vote_for_themes(case.review, [sleep], by=case.ines, at=LATER)
    after_it = read.theme_rows(case.ines, case.review)
    assert [(row.theme.pk, row.votes) for row in after_it] == [(sleep, 2), (page, 1), (pool, 0)]
    with pytest.raises(InvalidInput, match="2 votes"):
        actions.vote_for_themes(case.review, [pool, page, sleep], by=case.ines, at=LATER)


def test_nothing_says_who_voted_for_what(case, signed_in):
    case.send()
    actions.vote_for_themes(case.review, [case.themes[0].pk], by=case.bo, at=LATER)
    actions.vote_for_themes(case.review, [case.themes[1].pk], by=case.noor, at=LATER)

    for entry in JournalEntry.objects.filter(verb="themes_voted"):
        assert (entry.actor, entry.particulars) == ("", {})
    answer = signed_in(case.noor).get(f"/api/reviews/{case.review.pk}/calibration").json()
    assert [(one["is_mine"], one["votes"]) for one in answer["themes"]] == [
        (False, 1),
        (True, 1),
        (False, 0),
    ]


def test_who_still_writes_an_account_reads_no_words_of_others(case, signed_in):
    case.send()
    case.answer(case.look, "corrected", "It was the queue")
    actions.ask_for_account(case.review, case.bo, **case.told)

    assert "It was the queue" not in text(signed_in(case.bo).get(case.place))
    assert read.answers_of_event(case.bo, case.look) == []
    with pytest.raises(NotFound):
        read.answer(case.bo, PassageAnswer.objects.get().pk)
    assert "It was the queue" in text(signed_in(case.noor).get(case.place))


@pytest.mark.django_db(transaction=True)
def test_readers_are_asked_by_mail_once_and_reminded_once(signed_in, worked_off):
    case = Case()
    case.send(case.ines)
    case.send(case.ines, case.bo)
    worked_off()
    assert sorted(Mail.objects.values_list("to", flat=True)) == sorted([case.ines.email, case.bo.email])
    assert "Look at the draft" in text(signed_in(case.ines).get("/"))

    signed_in(case.ines).post(reverse("review_calibration_completion", args=[case.review.pk]))
    assert "Look at the draft" not in text(signed_in(case.ines).get("/"))

    remind_readers()
    assert Mail.objects.count() == 2
    for hours in (25, 60):
        with time_machine.travel(LATER + timedelta(hours=hours), tick=False):
            remind_readers()
    assert list(Mail.objects.filter(subject__startswith="Still").values_list("to", flat=True)) == [
        case.bo.email
    ]


def test_the_whole_of_it_by_the_page(case, signed_in):
    noor, ines = signed_in(case.noor), signed_in(case.ines)
    assert noor.post(case.place, {"people": [], "others": ""}).status_code == 422
    sent = {"people": [case.ines.pk], "others": case.bo.email, "note": "Ten minutes"}
    if case.ines.pk not in [one.pk for one in read.suggested_readers(case.noor, case.review)]:
        sent = {"others": f"{case.ines.email}, {case.bo.email}", "note": "Ten minutes"}
    assert noor.post(case.place, sent).status_code == 303

    shown = text(ines.get(case.place))
    assert "Ten minutes" in shown
    assert "What concerns you" in shown
    answer = reverse("passage_answer", args=[case.review.pk, case.look.pk])
    assert ines.post(answer, {"verdict": "corrected", "words": "The queue"}).status_code == 303
    assert (
        ines.post(reverse("review_draft_additions", args=[case.review.pk]), {"words": "A call"}).status_code
        == 303
    )
    assert (
        ines.post(reverse("review_votes", args=[case.review.pk]), {"themes": [case.themes[0].pk]}).status_code
        == 303
    )

    seen = text(noor.get(case.place))
    assert "told otherwise" in seen
    assert "not heard: Bo Lind" in seen
    said = PassageAnswer.objects.get(event=case.look)
    settled = noor.post(reverse("passage_answer_settlement", args=[said.pk]), {"outcome": "left"})
    assert settled.status_code == 303
    beside = text(ines.get(reverse("passages_of_event", args=[case.look.pk])))
    assert "The queue" in beside
    assert "left to the meeting" in beside
    assert "1 vote" in text(ines.get(case.place))


def test_themes_are_edited_without_overwriting_and_taken_out_with_their_votes(case, signed_in):
    case.send()
    actions.vote_for_themes(case.review, [case.themes[0].pk], by=case.bo, at=LATER)
    noor, place = signed_in(case.noor), reverse("theme", args=[case.themes[0].pk])
    assert noor.post(place, {"title": "Who saw the pool", "edition": 1}).status_code == 303
    stale = noor.post(place, {"title": "Mine", "edition": 1})
    assert stale.status_code == 422
    assert "Who saw the pool" in text(stale)

    noor.post(reverse("theme_removal", args=[case.themes[0].pk]))

    assert [row.theme.title for row in read.theme_rows(case.bo, case.review)] == ["The page", "Sleep"]
    assert not any(row.is_mine for row in read.theme_rows(case.bo, case.review))


def test_a_long_draft_costs_no_more_statements(case, django_assert_max_num_queries):
    for number in range(20):
        person = make_account(f"P {number}")
        event = make_event(case.review.incidents.get(), case.noor, what=f"Moment {number}", account=person)
        case.send(person)
        case.answer(event, "corrected", "Otherwise", by=person)

    with django_assert_max_num_queries(15):
        read.calibration_of(case.noor, case.review)


def test_the_same_over_the_api(case, signed_in):
    case.send(case.ines)
    ines = signed_in(case.ines)
    address = f"/api/reviews/{case.review.pk}/calibration"

    def put(path, body):
        return ines.put(f"{address}/{path}", body, content_type="application/json")

    answered = put(f"passages/{case.look.pk}/answer", {"verdict": "corrected", "words": "The queue"})
    voted = put("votes", {"themes": [case.themes[1].pk]})

    assert (answered.status_code, voted.status_code) == (200, 200)
    assert voted.json()[0]["theme"]["title"] == "The page"
    assert ines.get(address).json()["own"][0]["standing"] == "corrected"
    assert ines.post(f"{address}/completion").json()["completed_at"]
    assert ines.get(f"/api/events/{case.look.pk}/passage-answers").json()[0]["words"] == "The queue"
    assert ines.delete(f"{address}/passages/{case.look.pk}/answer").status_code == 204
    assert ines.delete(f"{address}/passages/{'0' * 16}/answer").status_code == 404
