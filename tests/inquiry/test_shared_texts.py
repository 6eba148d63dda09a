"""The notes and the narrative as texts that merge: written, read, taken back, kept in step (R4.5)."""

import pytest

from secondsight.base.errors import Forbidden, NotFound, StaleEdit
from secondsight.base.models import JournalEntry
from secondsight.base.rich_text import documents
from secondsight.base.rich_text.nodes import Words, paragraph
from secondsight.base.rich_text.reading import from_markdown
from secondsight.inquiry import actions
from secondsight.inquiry.actions.shared_texts import open_shared_text, store_changes, tell_words
from secondsight.inquiry.models import Review, SharedText
from secondsight.inquiry.queries import shared_texts as read
from tests.cast import after, make_account, make_event, make_incident, make_review

pytestmark = pytest.mark.django_db
LATER = after(60)
STORY = "# How it went\n\nThe pool *filled*.\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n![Pool](timeline:abc)"


@pytest.fixture
def ada():
    return make_account("Ada Vance")


@pytest.fixture
def review(ada):
    return make_review(ada, make_incident(ada))


def words_of(viewer, review, kind="notes"):
    text = read.shared_text(viewer, review, kind)
    return read.markdown_of(viewer, text, read.blocks_of(text))


def type_in(text, words, by, at=LATER, client=77):
    """What a page sends: a change made beside the server, on what the page had."""
    known = read.document_of(SharedText.objects.get(pk=text.pk))
    page = documents.opened([known.get_update()], client=client)
    documents.change(page, from_markdown(words))
    update = page.get_update(known.get_state())
    return store_changes(text.pk, update, writers={client: by.pk}, by=[by.pk], at=at)


def test_what_is_written_is_read_again(ada, review):
    actions.write_shared_text(review, "notes", "- the pool was **full**", by=ada, at=LATER)

    assert words_of(ada, review) == "- the pool was **full**"


def test_a_text_opened_twice_is_one_text(ada, review):
    first = open_shared_text(review, "notes", at=LATER)
    second = open_shared_text(review, "notes", at=after(61))

    assert first.pk == second.pk
    assert read.blocks_of(second) == (paragraph(),)


def test_who_writes_on_an_older_version_is_told_and_overwrites_nothing(ada, review):
    actions.write_shared_text(review, "notes", "One.", by=ada, at=LATER, number=0)
    number = read.shared_text(ada, review, "notes").number
    actions.write_shared_text(review, "notes", "One, two.", by=ada, at=LATER, number=number)

    with pytest.raises(StaleEdit):
        actions.write_shared_text(review, "notes", "One, three.", by=ada, at=LATER, number=number)

    assert words_of(ada, review) == "One, two."


def test_what_is_typed_at_the_same_time_as_a_whole_text_is_saved_is_kept(ada, review):
    text = actions.write_shared_text(review, "notes", "The pool was full.", by=ada, at=LATER)
    page = documents.opened([read.document_of(text).get_update()], client=5)
    documents.change(page, from_markdown("The pool was full at noon."))

    actions.write_shared_text(review, "notes", "Our pool was full.", by=ada, at=LATER)
    store_changes(text.pk, page.get_update(), writers={5: ada.pk}, by=[ada.pk], at=LATER)

    assert words_of(ada, review) == "Our pool was full at noon."


def test_a_moment_is_called_as_it_is_called_now(ada, review):
    incident = review.incidents.get()
    event = make_event(incident, ada, what="Errors rise")
    actions.write_shared_text(review, "notes", f"At [x](moment:{event.pk}) it began.", by=ada, at=LATER)

    event.what = "Errors rise at checkout"
    event.save()

    assert f"Errors rise at checkout](moment:{event.pk})" in words_of(ada, review)


def test_a_moment_of_another_incident_is_not_named(ada, review):
    other = make_event(make_incident(ada), ada, what="A secret")
    actions.write_shared_text(review, "notes", f"[x](moment:{other.pk})", by=ada, at=LATER)

    assert "secret" not in words_of(ada, review)
    assert f"(moment:{other.pk})" in words_of(ada, review)


def test_guests_of_one_section_read_along(ada, review):
    guest = make_account("Gus Hale")
    actions.give_role(review, role="guest", account=guest, section="The pool", by=ada, at=LATER)

    with pytest.raises(Forbidden):
        actions.write_shared_text(review, "notes", "Mine.", by=guest, at=LATER)

    assert words_of(guest, review) == ""


def test_every_minute_of_writing_is_a_version_that_can_be_brought_back(ada, review):
    bo = make_account("Bo Lind")
    text = open_shared_text(review, "notes", at=LATER)
    type_in(text, "First.", ada, at=after(61), client=1)
    type_in(text, "First. Second.", bo, at=after(62), client=2)
    type_in(text, "", bo, at=after(63), client=2)

    rows = read.versions(ada, read.shared_text(ada, review, "notes"))
    actions.restore_version(read.shared_text(ada, review, "notes"), rows[1].number, by=ada, at=after(64))

    assert [row.authors for row in rows] == [("Bo Lind",), ("Bo Lind",), ("Ada Vance",), ()]
    assert words_of(ada, review) == "First. Second."


def test_changes_of_a_minute_become_one_and_the_text_stays(ada, review):
    text = open_shared_text(review, "notes", at=LATER)
    for number in range(20):
        type_in(text, " ".join(["word"] * (number + 1)), ada, at=after(61))

    tell_words(text.pk, by=[ada.pk], at=after(90), squash=True)

    text = SharedText.objects.get(pk=text.pk)
    assert text.changes.count() == 2  # the first, and a minute
    assert words_of(ada, review) == " ".join(["word"] * 20)
    assert read.version(ada, text, text.number) == (paragraph(Words(" ".join(["word"] * 20))),)


def test_the_journal_says_that_somebody_wrote_and_not_what(ada, review):
    actions.write_shared_text(review, "notes", "Something private", by=ada, at=LATER)

    entry = JournalEntry.objects.get(verb="shared_text_written")

    assert entry.actor == ada.pk
    assert "private" not in str(entry.particulars)


def test_a_narrative_that_nobody_changes_stays_as_it_was_to_the_letter(ada, review):
    actions.edit_review(review, narrative=STORY, by=ada, at=LATER)

    text = open_shared_text(review, "narrative", at=LATER)
    tell_words(text.pk, by=[], at=LATER)

    blocks = read.blocks_of(text)
    assert [block.kind for block in blocks] == ["heading", "paragraph", "markdown", "figure"]
    assert Review.objects.get(pk=review.pk).narrative.endswith("| 1 | 2 |\n\n![Pool](timeline:abc)")


def test_what_is_typed_in_the_narrative_is_what_the_review_tells(ada, review):
    actions.edit_review(review, narrative=STORY, by=ada, at=LATER)
    text = open_shared_text(review, "narrative", at=LATER)
    edition = Review.objects.get(pk=review.pk).edition

    type_in(text, STORY.replace("filled", "filled up"), ada)
    tell_words(text.pk, by=[ada.pk], at=LATER)

    told = Review.objects.get(pk=review.pk)
    assert "The pool _filled up_." in told.narrative
    assert "![Pool](timeline:abc)" in told.narrative
    assert told.edition == edition + 1


def test_the_narrative_s_form_writes_into_the_text_that_others_have_open(ada, review):
    actions.edit_review(review, narrative="One. Two.", by=ada, at=LATER)
    text = open_shared_text(review, "narrative", at=LATER)
    page = documents.opened([read.document_of(text).get_update()], client=5)
    documents.change(page, from_markdown("One. Two. Three."))

    actions.edit_review(review, narrative="Zero. One. Two.", by=ada, at=LATER)
    store_changes(text.pk, page.get_update(), writers={5: ada.pk}, by=[ada.pk], at=LATER)

    assert words_of(ada, review, "narrative") == "Zero. One. Two. Three."


def test_what_an_import_made_of_the_narrative_is_taken_in(ada, review):
    actions.edit_review(review, narrative="One.", by=ada, at=LATER)
    open_shared_text(review, "narrative", at=LATER)
    Review.objects.filter(pk=review.pk).update(narrative="Two.")

    open_shared_text(Review.objects.get(pk=review.pk), "narrative", at=LATER)

    assert words_of(ada, review, "narrative") == "Two."


def test_there_is_no_other_text(ada, review):
    with pytest.raises(NotFound):
        read.shared_text(ada, review, "diary")


def test_the_notes_are_read_and_saved_without_scripts(ada, review, signed_in):
    browser = signed_in(ada)
    address = f"/reviews/{review.pk}/notes/"

    saved = browser.post(address, {"words": "# Pool\r\n\r\nFull.", "number": "0"})
    page = browser.get(address).content.decode()

    assert saved.status_code == 303
    assert "<h2>Pool</h2>" in page
    assert "<p>Full.</p>" in page


def test_two_who_save_without_scripts_are_shown_both(ada, review, signed_in):
    browser = signed_in(ada)
    address = f"/reviews/{review.pk}/notes/"
    browser.post(address, {"words": "Theirs", "number": "0"})

    refused = browser.post(address, {"words": "Mine", "number": "0"})

    assert refused.status_code == 422
    assert "Mine" in refused.content.decode()
    assert "Theirs" in refused.content.decode()


def test_a_comment_stays_until_it_is_settled(ada, review, signed_in):
    browser = signed_in(ada)
    browser.post(f"/reviews/{review.pk}/texts/notes/comments", {"words": "Who says so?", "quoted": "full"})
    [row] = read.comments(ada, read.shared_text(ada, review, "notes"))

    browser.post(f"/reviews/{review.pk}/passage-comments/{row.pk}/resolution")

    assert "settled by Ada Vance" in browser.get(f"/reviews/{review.pk}/notes/").content.decode()


def test_an_old_version_is_shown_and_brought_back_from_its_page(ada, review, signed_in):
    actions.write_shared_text(review, "notes", "Before.", by=ada, at=after(61))
    actions.write_shared_text(review, "notes", "After.", by=ada, at=after(62))
    browser = signed_in(ada)
    place = f"/reviews/{review.pk}/texts/notes"

    assert "Ada Vance" in browser.get(f"{place}/changes").content.decode()
    assert "Before." in browser.get(f"{place}/changes/2/").content.decode()
    assert browser.get(f"{place}/changes/99/").status_code == 404
    browser.post(f"{place}/changes/2/restoration")

    assert words_of(ada, review) == "Before."
