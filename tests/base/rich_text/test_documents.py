"""The document that merges: what is put in comes out, and a change touches no more than differs."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsight.base.errors import InvalidInput
from secondsight.base.rich_text import documents
from secondsight.base.rich_text.nodes import Node, Words, paragraph
from secondsight.base.rich_text.reading import from_markdown
from secondsight.base.rich_text.writing import to_markdown
from tests.base.rich_text.test_markdown_round_trip import BLOCKS


@settings(max_examples=150, deadline=None)
@given(BLOCKS)
def test_a_document_says_what_was_put_into_it(blocks: list[Node]) -> None:
    document = documents.new_document(blocks)

    again = documents.opened([document.get_update()])

    assert list(documents.read(again)) == blocks


@settings(max_examples=150, deadline=None)
@given(BLOCKS, BLOCKS)
def test_a_changed_document_says_what_it_was_changed_to(before: list[Node], after: list[Node]) -> None:
    document = documents.new_document(before)

    documents.change(document, after)

    assert list(documents.read(document)) == after


def test_two_who_change_different_words_of_a_paragraph_keep_both() -> None:
    seed = documents.new_document(from_markdown("The pool was full at seven — 😀 and **nobody** saw it."))
    one = documents.opened([seed.get_update()])
    other = documents.opened([seed.get_update()])

    documents.change(one, from_markdown("The connection pool was full at seven — 😀 and **nobody** saw it."))
    documents.change(other, from_markdown("The pool was full at seven — 😀 and **hardly anybody** saw it."))
    documents.apply(one, other.get_update())
    documents.apply(other, one.get_update())

    told = "The connection pool was full at seven — 😀 and **hardly anybody** saw it."
    assert to_markdown(documents.read(one)) == told
    assert to_markdown(documents.read(other)) == told


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), st.lists(st.lists(BLOCKS, max_size=3), min_size=2, max_size=4))
def test_changes_merge_to_the_same_text_in_any_order(
    chance: random.Random, writers: list[list[list[Node]]]
) -> None:
    seed = documents.new_document([paragraph(Words("At first"))]).get_update()
    said = [_changes(seed, versions) for versions in writers]
    updates = [update for changes in said for update in changes]

    told = []
    for _ in range(3):
        chance.shuffle(updates)
        told.append(documents.read(documents.opened([seed, *updates])))
    live = documents.opened([seed])
    for update in _one_after_the_other(said, chance):
        documents.apply(live, update)

    assert all(one == documents.read(live) for one in told)


def _changes(seed: bytes, versions: list[list[Node]]) -> list[bytes]:
    document = documents.opened([seed])
    made = []
    for blocks in versions:
        state = document.get_state()
        documents.change(document, blocks)
        made.append(document.get_update(state))
    return made


def _one_after_the_other(said: list[list[bytes]], chance: random.Random) -> list[bytes]:
    """Each writer's changes in their order, the writers in any."""
    turns = [place for place, changes in enumerate(said) for _ in changes]
    chance.shuffle(turns)
    left = [iter(changes) for changes in said]
    return [next(left[place]) for place in turns]


def test_two_who_begin_the_same_empty_paragraph_go_on_writing_in_it() -> None:
    seed = documents.new_document().get_update()
    one, other = documents.opened([seed], client=1), documents.opened([seed], client=2)
    documents.change(one, [paragraph(Words("é😀 "))])
    documents.change(other, [paragraph(Words("two "))])
    documents.apply(one, other.get_update())
    documents.apply(other, one.get_update())

    told = to_markdown(documents.read(one))
    documents.change(one, from_markdown(f"One {told}"))
    documents.change(other, from_markdown(f"{told} end"))
    documents.apply(one, other.get_update())
    documents.apply(other, one.get_update())

    assert to_markdown(documents.read(one)) == to_markdown(documents.read(other))
    assert sorted(to_markdown(documents.read(one)).replace("&#32;", "").split()) == [
        "One",
        "end",
        "two",
        "é😀",
    ]


def test_what_a_change_brought_is_told_by_its_writer() -> None:
    seed = documents.new_document()
    writer = documents.opened([seed.get_update()], client=4_000_000_007)
    state = writer.get_state()
    documents.change(writer, [paragraph(Words("Hallo"))])

    brought = documents.apply(seed, writer.get_update(state))

    assert set(brought) == {4_000_000_007}
    assert brought[4_000_000_007] >= 5


@pytest.mark.parametrize("junk", [b"", b"\xff" * 50, b"\x01\xff\xff\xff\xff\x7f", b"\x01\x01\x01"])
def test_junk_is_refused_and_leaves_the_document_as_it_was(junk: bytes) -> None:
    document = documents.new_document(from_markdown("Kept."))

    with pytest.raises(InvalidInput):
        documents.apply(document, junk)

    assert to_markdown(documents.read(document)) == "Kept."
