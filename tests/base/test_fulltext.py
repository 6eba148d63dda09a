"""Search that never fails on what people type, alike on both databases."""

import pytest
from django.db import connection
from django.db.models import QuerySet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secondsight.base.errors import InvalidInput
from secondsight.base.fulltext import documents
from secondsight.base.fulltext.excerpt import excerpt
from secondsight.base.fulltext.index import ensure
from secondsight.base.fulltext.query import parse
from secondsight.base.models import SearchDocument

pytestmark = pytest.mark.django_db

TEXTS = {
    "pool": ("Checkout pool runs dry", "The connection pool of checkout-db was exhausted at 14:02."),
    "dns": ("Names that would not resolve", "Resolver timeouts in eu-west; café and Zürich were slow."),
    "cache": ("Cache stampede", "Pools of workers hit db.example.com/api/v2/orders with pool_size=20."),
}


@pytest.fixture
def library() -> None:
    for subject, (title, body) in TEXTS.items():
        put("incident", subject, title, body)
    put("review", "pool", "Review of the pool", "Secret words about the pool.")


def put(kind: str, subject: str, title: str, body: str) -> None:
    documents.index(kind, [documents.Text(subject, title, body)])


def seen(**visible: list[str]) -> QuerySet[SearchDocument]:
    return documents.visible(visible or {"incident": list(TEXTS)})


def found(query: str, **visible: list[str]) -> list[str]:
    return [hit.subject for hit in documents.find(query, seen(**visible))]


@pytest.mark.parametrize(
    ("query", "subjects"),
    [
        ("pool", {"pool", "cache"}),
        ("exhausting", {"pool"}),  # stems
        ("the", {"pool"}),  # no stop words
        ('"connection pool"', {"pool"}),
        ('"pool connection"', set()),
        ("pool -stampede", {"pool"}),
        ('pool -"connection pool"', {"cache"}),
        ("resol*", {"dns"}),
        ("resol", set()),
        ("checkout-db", {"pool"}),
        ("example", {"cache"}),  # inside a host name
        ("orders", {"cache"}),  # inside a path
        ("pool_size", {"cache"}),
        ("zürich", {"dns"}),
        ('"unclosed connection', set()),
        ("14:02", {"pool"}),
        ("pool OR nothing", set()),  # a word like any other
    ],
)
def test_words_phrases_beginnings_and_unwanted_words_are_understood(
    library: None, query: str, subjects: set[str]
) -> None:
    assert set(found(query)) == subjects


def test_a_hit_in_the_title_comes_first(library: None) -> None:
    assert found("pool")[0] == "pool"


def test_equal_hits_are_listed_newest_first_and_page_by_page(db: None) -> None:
    for number in range(5):
        put("incident", f"same-{number}", "The same words", "")
    ids = [f"same-{number}" for number in range(5)]

    first = documents.find("same", documents.visible({"incident": ids}), most=2)
    second = documents.find("same", documents.visible({"incident": ids}), first=2, most=2)

    assert [hit.subject for hit in (*first, *second)] == ["same-4", "same-3", "same-2", "same-1"]


def test_one_kind_is_searched_through_even_where_others_have_better_hits(library: None) -> None:
    assert found("words", review=["pool"]) == ["pool"]


def test_only_what_may_be_seen_is_found(library: None) -> None:
    assert found("pool", incident=["cache"]) == ["cache"]
    assert found("secret", incident=list(TEXTS)) == []


def test_a_text_that_is_indexed_again_is_found_by_its_new_words_alone(library: None) -> None:
    put("incident", "dns", "Renamed", "quite different")

    assert found("different") == ["dns"]
    assert found("resolver") == []


def test_a_forgotten_text_is_not_found(library: None) -> None:
    documents.forget("incident", ["pool"])

    assert found("exhausted") == []


@pytest.mark.parametrize("query", ["", "   ", "-pool", '""', "*", "()'&|!:", "\0"])
def test_a_query_without_a_wanted_word_is_refused_in_words(query: str) -> None:
    with pytest.raises(InvalidInput) as error:
        parse(query)

    assert error.value.field == "q"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=60) | st.text(alphabet="ab\"'-*():&|!<>\\ \0", max_size=30))
def test_nothing_that_is_typed_breaks_the_search(db: None, query: str) -> None:
    try:
        parse(query)
    except InvalidInput:
        return
    found(query)


def test_the_words_found_are_marked_and_everything_else_is_escaped() -> None:
    assert excerpt("<b>Pools</b> & more", "pool") == "&lt;b&gt;<mark>Pools</mark>&lt;/b&gt; &amp; more"


def test_an_excerpt_is_cut_around_the_first_word_found() -> None:
    text = "start " * 100 + "needle " + "end " * 100

    shown = excerpt(text, "needle", length=60)

    assert shown.startswith("…")
    assert "<mark>needle</mark>" in shown
    assert len(shown) < 120


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="only SQLite loses triggers when a table is changed"
)
def test_an_index_that_lost_its_triggers_is_made_again_with_what_it_missed(library: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER base_searchdocument_words_added")
    put("incident", "late", "Late", "written while nobody listened")

    ensure()

    assert found("nobody", incident=["late"]) == ["late"]
