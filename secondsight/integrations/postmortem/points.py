"""What contributed, what worked and what was learnt: the points of a list, or the paragraphs."""

from collections.abc import Iterable, Iterator

from secondsight.inquiry.rules.archive import RecognisedPoint
from secondsight.integrations.postmortem.blocks import Block, Section, Words, outline
from secondsight.integrations.postmortem.placeholders import is_empty, is_left_over
from secondsight.integrations.postmortem.wording import fitted


def read_points(
    section: Section, *, group: str = "", is_one: bool = False
) -> tuple[list[RecognisedPoint], list[Block]]:
    """Return the points of a section, and the blocks of it that are none (pictures, an introduction).

    `group` is the heading above them, kept as context. `is_one` makes one point of paragraphs that follow
    each other, as an explanation in prose is one.
    """
    if is_one and group and (told := _under_heading(section)):
        return list(_point(f"{group}: {told[0]}", section.heading.line, "", told[1:])), []
    points: list[RecognisedPoint] = []
    kept: list[Block] = []
    prose: list[Block] = []
    for number, block in enumerate(section.blocks):
        if block.lines and not _introduces(block, section.blocks[number + 1 : number + 2]):
            prose.append(block)
            continue
        points += _of_prose(prose, group, is_one=is_one)
        prose = []
        if block.items:
            points += _of_list(block, group)
        elif block.table is not None:
            points += _of_table(block, group)
        else:
            kept.append(block)
    points += _of_prose(prose, group, is_one=is_one)
    return points, kept


def _under_heading(section: Section) -> list[str]:
    """The words under a heading that explains one thing in prose; none where it is the heading of a list."""
    first = section.blocks[0] if section.blocks else None
    if first is None or not first.lines or _introduces(first, section.blocks[1:2]):
        return []
    words = []
    for block in section.blocks:
        words += [_text(block.lines)] if block.lines else outline(block.items)
    return words


def _introduces(block: Block, following: list[Block]) -> bool:
    """A paragraph that ends in a colon before a list says what the list is."""
    return block.lines[-1].text.rstrip().endswith(":") and any(one.items for one in following)


def _of_list(block: Block, group: str) -> Iterator[RecognisedPoint]:
    for item in block.items:
        yield from _point(item.text, item.line, group, outline(item.children))


def _of_table(block: Block, group: str) -> Iterator[RecognisedPoint]:
    table = block.table
    for row in table.rows if table else ():
        cells = [words.text for words in row if not is_empty(words.text)]
        if cells:
            yield from _point(cells[0], row[0].line, group, cells[1:])


def _of_prose(blocks: list[Block], group: str, *, is_one: bool) -> Iterator[RecognisedPoint]:
    if not blocks:
        return
    texts = [(_text(block.lines), block.line) for block in blocks]
    if is_one:
        yield from _point(texts[0][0], texts[0][1], group, [text for text, _ in texts[1:]])
        return
    for text, line in texts:
        yield from _point(text, line, group, [])


def _point(text: str, line: int, group: str, below: Iterable[str]) -> Iterator[RecognisedPoint]:
    below = list(below)
    if (is_empty(text) and not below) or is_left_over(text):
        return
    what, context = fitted(text, *([group] if group else []), *below)
    if what:
        yield RecognisedPoint(what, line, context)


def _text(lines: Iterable[Words]) -> str:
    return " ".join(words.text for words in lines)
