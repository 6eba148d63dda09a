"""Publishing a review, reading it as somebody who was not there, and taking it back."""

from collections.abc import Callable

import pytest
from django.test import Client

from secondsight.base.errors import Forbidden, InvalidInput, Refused
from secondsight.base.models import JournalEntry
from secondsight.inquiry import actions as inquiry
from secondsight.publication import actions, queries
from tests.cast import after, make_account, make_review
from tests.publication.worked import make_worked

pytestmark = pytest.mark.django_db


def test_facilitator_publishes_and_a_stranger_reads(signed_in: Callable[[object], Client]) -> None:
    worked = make_worked()
    stranger = signed_in(make_account("Leni Okafor"))

    response = signed_in(worked.noor).post(f"/reviews/{worked.review.pk}/editions")
    page = stranger.get(response.headers["Location"])

    assert response.status_code == 303
    told = page.content.decode()
    assert "Checkouts accepted, orders lost" in told
    for sentence in (
        "Roll back 4.18, or keep looking?",
        "I have seen that shape three times this year.",
        "A starving pool looks like a slow API",
        "It was drilled in May",
        "The database team is paged when the pool waits",
        "Drilled on 20 April",
        "The pool was the trouble",
        "Nobody else knew the orders system.",
        "Restarted",
        "slack-export.zip",
    ):
        assert sentence in told, sentence
    assert "Rewrite orders" in told
    assert "Cheap to do." not in told, "the talk about ideas stays in the review"


def test_edition_says_what_had_not_reached_those_who_decided(signed_in: Callable[[object], Client]) -> None:
    worked = make_worked()
    edition = actions.publish_review(worked.review, by=worked.noor, at=after(3000))

    told = signed_in(worked.bo).get(f"/editions/{edition.pk}/").content.decode()

    decisions = told[told.index('id="decisions"') : told.index('id="understood"')]
    known, unknown = decisions.split("had not reached them")
    assert "API latency p99 pages" in known
    assert "Orders pool is full" in unknown


def test_edition_follows_the_review(signed_in: Callable[[object], Client]) -> None:
    worked = make_worked()
    edition = actions.publish_review(worked.review, by=worked.noor, at=after(3000))
    inquiry.edit_review(worked.review, narrative="Told anew.", by=worked.noor, at=after(3100))

    told = signed_in(worked.bo).get(f"/editions/{edition.pk}/").content.decode()

    assert "Told anew." in told


def test_page_that_is_open_fetches_the_article_alone(signed_in: Callable[[object], Client]) -> None:
    worked = make_worked()
    edition = actions.publish_review(worked.review, by=worked.noor, at=after(3000))

    part = (
        signed_in(worked.bo).get(f"/editions/{edition.pk}/", headers={"hx-request": "true"}).content.decode()
    )

    assert part.startswith('<div class="document" id="document"')
    assert "<main" not in part


def test_reading_takes_the_same_statements_however_long_the_review(
    signed_in: Callable[[object], Client], django_assert_max_num_queries: Callable[[int], object]
) -> None:
    worked = make_worked()
    edition = actions.publish_review(worked.review, by=worked.noor, at=after(3000))
    told = {"by": worked.noor, "at": after(3000)}
    for number in range(30):
        inquiry.add_factor(worked.review, what=f"Factor {number}", category="deployment", **told)
    client = signed_in(worked.bo)

    with django_assert_max_num_queries(56):
        client.get(f"/editions/{edition.pk}/")


def test_who_took_no_part_cannot_publish(signed_in: Callable[[object], Client]) -> None:
    worked = make_worked()

    with pytest.raises(Forbidden, match="facilitator and owner"):
        actions.publish_review(worked.review, by=worked.bo, at=after(3000))
    signed_in(worked.bo).post(f"/reviews/{worked.review.pk}/editions")

    assert queries.standing_edition(worked.review) is None


def test_programme_owner_publishes() -> None:
    worked = make_worked()
    somebody = make_account("Ada Morrow", duties=("programme_owner",))

    edition = actions.publish_review(worked.review, by=somebody, at=after(3000))

    assert edition.published_by == somebody


def test_review_that_was_not_held_is_not_published(signed_in: Callable[[object], Client]) -> None:
    owner = make_account("Ada Morrow", duties=("programme_owner",))
    review = make_review(owner)

    with pytest.raises(Refused, match="has not been held yet"):
        actions.publish_review(review, by=owner, at=after(3000))
    page = signed_in(owner).get(f"/reviews/{review.pk}/share/").content.decode()

    assert "It can be published once it was held" in page
    assert "Publish the engineering edition" not in page


def test_publishing_twice_is_one_edition_and_one_entry() -> None:
    worked = make_worked()

    first = actions.publish_review(worked.review, by=worked.noor, at=after(3000))
    second = actions.publish_review(worked.review, by=worked.owner, at=after(3001))

    assert first == second
    entry = JournalEntry.objects.get(verb="edition_published")
    assert entry.topic == worked.review.topic


def test_withdrawn_edition_says_so_and_why(signed_in: Callable[[object], Client]) -> None:
    worked = make_worked()
    edition = actions.publish_review(worked.review, by=worked.noor, at=after(3000))
    address = f"/editions/{edition.pk}/"

    signed_in(worked.owner).post(f"{address}withdrawal", {"reason": "A name is wrong <b>"})
    page = signed_in(worked.bo).get(address)

    assert page.status_code == 410
    assert "A name is wrong &lt;b&gt;" in page.content.decode()
    assert "Roll back 4.18" not in page.content.decode()
    assert signed_in(worked.bo).get(f"{address}exports/md").status_code == 404
    assert edition not in queries.editions(worked.bo)


def test_withdrawing_needs_a_reason() -> None:
    worked = make_worked()
    edition = actions.publish_review(worked.review, by=worked.noor, at=after(3000))

    with pytest.raises(InvalidInput, match="why it is withdrawn"):
        actions.withdraw_edition(edition, reason="  ", by=worked.noor, at=after(3001))


def test_withdrawn_review_can_be_published_again() -> None:
    worked = make_worked()
    first = actions.publish_review(worked.review, by=worked.noor, at=after(3000))
    actions.withdraw_edition(first, reason="A name is wrong", by=worked.noor, at=after(3001))

    second = actions.publish_review(worked.review, by=worked.noor, at=after(3002))

    assert second != first
    assert list(queries.editions(worked.bo)) == [second]


def test_restricted_edition_is_there_for_its_audience_alone(signed_in: Callable[[object], Client]) -> None:
    worked = make_worked()
    edition = actions.publish_review(worked.review, by=worked.noor, at=after(3000))
    inquiry.restrict_review(worked.review, accounts=[worked.bo], teams=[], by=worked.ines, at=after(3001))
    owner_of_programme = make_account("Ada Morrow", duties=("programme_owner", "administrator"))
    addresses = (
        f"/editions/{edition.pk}/",
        f"/editions/{edition.pk}/exports/md",
        f"/reviews/{worked.review.pk}/share/",
        f"/reviews/{worked.review.pk}/share/preview",
        f"/reviews/{worked.review.pk}/exports/json",
    )

    inside, outside = signed_in(worked.bo), signed_in(owner_of_programme)

    for address in addresses:
        assert inside.get(address).status_code == 200, address
        assert outside.get(address).status_code == 404, address
    assert outside.post(f"/reviews/{worked.review.pk}/editions").status_code == 404
    assert outside.post(f"/editions/{edition.pk}/withdrawal", {"reason": "no"}).status_code == 404
    assert worked.review.title not in outside.get("/editions/").content.decode()
    assert worked.review.title in inside.get("/editions/").content.decode()


def test_signed_out_reader_is_asked_to_sign_in(client: Client) -> None:
    worked = make_worked()
    edition = actions.publish_review(worked.review, by=worked.noor, at=after(3000))

    for address in ("/editions/", f"/editions/{edition.pk}/", f"/reviews/{worked.review.pk}/share/"):
        assert client.get(address).status_code == 302


def test_list_takes_the_same_statements_for_many(
    signed_in: Callable[[object], Client], django_assert_max_num_queries: Callable[[int], object]
) -> None:
    worked = make_worked()
    actions.publish_review(worked.review, by=worked.noor, at=after(3000))
    owner = make_account("Ada Morrow", duties=("programme_owner",))
    for number in range(12):
        review = make_review(worked.noor, worked.incident, title=f"Review {number}")
        inquiry.record_meeting(review, met_at=after(1560), by=worked.noor, at=after(1600))
        actions.publish_review(review, by=owner, at=after(3000 + number))
    client = signed_in(worked.bo)

    with django_assert_max_num_queries(8):
        page = client.get("/editions/").content.decode()

    assert page.index("Review 11") < page.index("Review 0")
    assert "Checkouts accepted" in page


def test_page_before_publishing_says_who_is_named_and_what_is_open(
    signed_in: Callable[[object], Client],
) -> None:
    worked = make_worked()

    page = signed_in(worked.noor).get(f"/reviews/{worked.review.pk}/share/").content.decode()

    assert "One moment is disputed" in page
    assert "Pool was raised" in page
    for name in ("Ines Calloway", "Bo Lindqvist", "Noor Haddad", "Tomas Eldridge"):
        assert name in page


@pytest.mark.parametrize("address", ["/editions/nothere/", "/editions/0000000000000000/"])
def test_address_of_nothing_is_not_found(signed_in: Callable[[object], Client], address: str) -> None:
    assert signed_in(make_account()).get(address).status_code == 404
