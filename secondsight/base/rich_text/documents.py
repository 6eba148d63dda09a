"""Rich text as a document that merges what several people write at once (a Yjs document).

What editors in browsers hold is the same document, bound by y-prosemirror: an XML fragment whose elements
are called as the nodes are, and in which words carry their marks as formatting.
"""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Any

from pycrdt import Doc, XmlElement, XmlFragment, XmlText, merge_updates

from secondsight.base.errors import InvalidInput
from secondsight.base.rich_text.nodes import MARKS, Node, Value, Words, joined, paragraph

ROOT = "text"
DEEPEST = 40
MOST_COMPARED = 4_000_000  # letters of one paragraph times letters of the other
Document = Doc[Any]


def new_document(nodes: Sequence[Node] = (), *, client: int | None = None) -> Document:
    """Return a document of these blocks, of one empty paragraph where there are none."""
    document = opened((), client=client)
    for place, node in enumerate(nodes or (paragraph(),)):
        _insert(_fragment(document), place, node)
    return document


def opened(updates: Iterable[bytes], *, client: int | None = None) -> Document:
    """Return the document that some updates make, in whatever order. Raises InvalidInput for garbage."""
    document: Document = Doc(client_id=client, allow_multithreading=True)
    document.get(ROOT, type=XmlFragment)
    # At once: applied one by one, what was deleted before it was known comes back (pycrdt 0.14).
    if held := [update for update in updates if update]:
        try:
            apply(document, merged(held))
        except ValueError:
            raise InvalidInput("This is no change of a shared text.") from None
    return document


def apply(document: Document, update: bytes) -> dict[int, int]:
    """Merge an update into a document and return whose words it brought: each client's number, and how many.

    What it builds on has to be there: updates in any order are for `opened`.
    Raises InvalidInput for what is no update; the document is then as it was.
    """
    before = clocks(document.get_state())
    try:
        document.apply_update(update)
    except BaseException as error:  # the decoder's panics are no Exceptions
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        raise InvalidInput("This is no change of a shared text.") from None
    after = clocks(document.get_state())
    return {
        client: clock - before.get(client, 0)
        for client, clock in after.items()
        if clock > before.get(client, 0)
    }


def merged(updates: Sequence[bytes]) -> bytes:
    """Return one update that says what several say."""
    return updates[0] if len(updates) == 1 else merge_updates(*updates)


def clocks(state: bytes) -> dict[int, int]:
    """Return a state vector: each client's number, and how much of what it wrote is known."""
    numbers = list(_numbers(state))
    return dict(zip(numbers[1::2], numbers[2::2], strict=True))


def _numbers(encoded: bytes) -> Iterable[int]:
    number = shift = 0
    for byte in encoded:
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            yield number
            number = shift = 0


def read(document: Document) -> tuple[Node, ...]:
    """Return the blocks that a document consists of."""
    return tuple(
        node if isinstance(node, Node) else paragraph(node) for node in _read_children(_fragment(document), 0)
    )


def change(document: Document, nodes: Sequence[Node]) -> None:
    """Make a document say what these blocks say, touching no more of it than differs.

    What others write meanwhile in the parts that stay is kept when it is merged.
    """
    with document.transaction():
        _change_children(_fragment(document), list(nodes) or [paragraph()])


def _fragment(document: Document) -> XmlFragment:
    fragment: XmlFragment = document.get(ROOT, type=XmlFragment)
    return fragment


def _read_children(parent: Any, depth: int) -> tuple[Node | Words, ...]:
    made: list[Node | Words] = []
    for child in parent.children:
        if isinstance(child, XmlText):
            made += _read_words(child)
        elif depth < DEEPEST:
            made.append(_read_node(child, depth))
    return joined(made)


def _read_node(element: XmlElement, depth: int) -> Node:
    attributes: dict[str, Value] = {}
    held: Any = element.attributes
    for name, value in held:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, str | int):
            attributes[name] = value.replace("\0", "") if isinstance(value, str) else value
    return Node(element.tag or "paragraph", attributes, _read_children(element, depth + 1))


def _read_words(text: XmlText) -> list[Words]:
    made = []
    for words, formatting in text.diff():
        if isinstance(words, str):
            made.append(Words(words.replace("\0", ""), _marks(formatting or {})))
    return made


def _marks(formatting: dict[str, Any]) -> dict[str, dict[str, Value]]:
    return {
        name: {key: said for key, said in formatting[name].items() if isinstance(said, str | int)}
        if isinstance(formatting[name], dict)
        else {}
        for name in MARKS
        if formatting.get(name) is not None and formatting.get(name) is not False
    }


class _Run(tuple[Words, ...]):
    """Words beside each other: one text of the document."""


Content = _Run | Node


def _contents(children: Sequence[Node | Words]) -> list[Content]:
    made: list[Content] = []
    for child in joined(children):
        if isinstance(child, Node):
            made.append(child)
        elif made and isinstance(made[-1], _Run):
            made[-1] = _Run((*made[-1], child))
        else:
            made.append(_Run((child,)))
    return made


def _change_children(parent: Any, nodes: Sequence[Node | Words]) -> None:
    live = _grouped(parent)
    is_now: list[Content] = [_content(group) for group in live]
    wanted = _contents(nodes)
    starts = [sum(len(group) for group in live[:place]) for place in range(len(live) + 1)]
    matcher = SequenceMatcher(
        None, [repr(one) for one in is_now], [repr(one) for one in wanted], autojunk=False
    )
    # From the end, so that the places before stay what they are.
    for what, begins, ends, first, last in reversed(matcher.get_opcodes()):
        if what == "equal":
            continue
        pairs = 0
        while pairs < min(ends - begins, last - first) and _is_like(
            is_now[begins + pairs], wanted[first + pairs]
        ):
            pairs += 1
        if ends > begins + pairs:
            del parent.children[starts[begins + pairs] : starts[ends]]
        for place, content in enumerate(wanted[first + pairs : last]):
            _insert(parent, starts[begins + pairs] + place, content)
        for place in range(pairs):
            _change_one(live[begins + place], is_now[begins + place], wanted[first + place])


def _grouped(parent: Any) -> list[list[Any]]:
    """What is in a block; two texts beside each other, of two who began one at the same time, are one."""
    groups: list[list[Any]] = []
    for child in parent.children:
        if groups and isinstance(child, XmlText) and isinstance(groups[-1][-1], XmlText):
            groups[-1].append(child)
        else:
            groups.append([child])
    return groups


def _content(group: list[Any]) -> Content:
    if not isinstance(group[0], XmlText):
        return _read_node(group[0], 0)
    said = joined(words for text in group for words in _read_words(text))
    return _Run(one for one in said if isinstance(one, Words))


def _is_like(one: Content, other: Content) -> bool:
    if isinstance(one, Node) and isinstance(other, Node):
        return one.kind == other.kind
    return isinstance(one, _Run) and isinstance(other, _Run)


def _insert(parent: Any, place: int, content: Content) -> None:
    if isinstance(content, _Run):
        text = XmlText("")
        parent.children.insert(place, text)
        for words in content:
            _put(text, len(text), words)
        return
    element = XmlElement(content.kind, dict(content.attributes))  # type: ignore[arg-type]
    parent.children.insert(place, element)
    for at, inside in enumerate(_contents(content.children)):
        _insert(element, at, inside)


def _change_one(group: list[Any], was: Content, wanted: Content) -> None:
    if isinstance(was, _Run) and isinstance(wanted, _Run):
        _change_words(group, was, wanted)
    elif isinstance(was, Node) and isinstance(wanted, Node):
        [live] = group
        for name, value in wanted.attributes.items():
            if was.attributes.get(name) != value:
                live.attributes[name] = value
        if was.children != wanted.children:
            _change_children(live, wanted.children)


def _change_words(texts: list[XmlText], was: _Run, wanted: _Run) -> None:
    old = [(letter, words.marks) for words in was for letter in words.text]
    new = [(letter, words.marks) for words in wanted for letter in words.text]
    begins = 0
    while begins < min(len(old), len(new)) and old[begins] == new[begins]:
        begins += 1
    ends = 0
    while ends < min(len(old), len(new)) - begins and old[-1 - ends] == new[-1 - ends]:
        ends += 1
    middle_old, middle_new = old[begins : len(old) - ends], new[begins : len(new) - ends]
    if len(middle_old) * len(middle_new) > MOST_COMPARED:
        steps: list[tuple[str, int, int, int, int]] = [("replace", 0, len(middle_old), 0, len(middle_new))]
    else:
        before, after = ([repr(one) for one in side] for side in (middle_old, middle_new))
        steps = [*SequenceMatcher(None, before, after, autojunk=False).get_opcodes()]
    # The document counts in bytes of UTF-8.
    sizes = [len(letter.encode()) for letter, _ in old]
    for what, first, last, from_, to in reversed(steps):
        if what == "equal":
            continue
        at = sum(sizes[: begins + first])
        length = sum(sizes[begins + first : begins + last])
        _take_out(texts, at, length)
        # Each run as one: letters put in one by one would mingle with what others put in beside them.
        said = [Words(letter, marks) for letter, marks in middle_new[from_:to]]
        for words in reversed(_Run(one for one in joined(said) if isinstance(one, Words))):
            _put_among(texts, at, words)


def _take_out(texts: list[XmlText], at: int, length: int) -> None:
    for text in texts:
        size = len(text)
        first, last = min(at, size), min(at + length, size)
        if last > first:
            del text[first:last]
        length -= last - first
        at = max(0, at - size)


def _put_among(texts: list[XmlText], at: int, words: Words) -> None:
    for text in texts[:-1]:
        if at <= len(text):
            _put(text, at, words)
            return
        at -= len(text)
    _put(texts[-1], at, words)


def _put(text: XmlText, at: int, words: Words) -> None:
    # What is put in takes over its neighbour's formatting unless it is told not to.
    text.insert(
        at, words.text, {**dict.fromkeys(MARKS), **{name: dict(said) for name, said in words.marks.items()}}
    )
