"""What a rich text consists of: blocks, and in them words with marks, called as in the editor's schema."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

Value = str | int

# Blocks that hold blocks, blocks that hold words, and what stands by itself.
HOLDING_BLOCKS = {"bullet_list", "ordered_list", "list_item", "blockquote"}
HOLDING_WORDS = {"paragraph", "heading", "code_block", "markdown"}
VERBATIM = {"code_block", "markdown"}  # their words carry no marks
STANDING_ALONE = {"horizontal_rule", "figure"}
AMONG_WORDS = {"moment", "person", "hard_break"}
# Written around words from the outside in.
MARKS = ("link", "strong", "em", "strike", "code")


@dataclass(frozen=True)
class Words:
    """A run of words with the same marks; a mark has its attributes ({"link": {"href": …}})."""

    text: str
    marks: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)


@dataclass(frozen=True)
class Node:
    """A block, or something that stands among words, with its attributes and what is in it."""

    kind: str
    attributes: Mapping[str, Value] = field(default_factory=dict)
    children: tuple["Node | Words", ...] = ()


def paragraph(*children: Node | Words) -> Node:
    """Return a paragraph of these."""
    return Node("paragraph", children=children)


def referred(nodes: Iterable[Node | Words]) -> Iterator[tuple[str, str]]:
    """Yield the kind and id of what the text names: ("moment", ID), ("person", ID), in the text's order."""
    for node in nodes:
        if isinstance(node, Node):
            if node.kind in ("moment", "person"):
                yield node.kind, str(node.attributes.get("id", ""))
            yield from referred(node.children)


def joined(children: Iterable[Node | Words]) -> tuple[Node | Words, ...]:
    """Return what stands in a block with words of the same marks made one, and empty ones left out."""
    made: list[Node | Words] = []
    for child in children:
        last = made[-1] if made else None
        if isinstance(child, Words) and not child.text:
            continue
        if isinstance(child, Words) and isinstance(last, Words) and last.marks == child.marks:
            made[-1] = Words(last.text + child.text, child.marks)
        else:
            made.append(child)
    return tuple(made)
