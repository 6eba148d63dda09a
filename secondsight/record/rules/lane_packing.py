"""One lane of the timeline's picture, filled from left to right so that nothing stands on anything (R3.8)."""

import unicodedata
from dataclasses import replace

from secondsight.record.rules.picture import Cluster, Mark, PictureEvent, Style
from secondsight.record.rules.shapes import SHAPE_OF, SIZE
from secondsight.record.rules.time_axis import Scale


class Lane:
    """One lane while it is filled from left to right.

    A row is known by where its last mark ends, with its label and without.
    """

    def __init__(self, scale: Scale, style: Style, y: float, width: float) -> None:
        self.scale, self.style, self.y, self.width = scale, style, y, width
        self.ends: list[float] = []
        self.bare_ends: list[float] = []
        self.last: list[int] = []  # of each row, the place of its last mark in `marks`
        self.marks: list[Mark] = []
        self.clusters: list[tuple[float, list[str]]] = []

    @property
    def height(self) -> float:
        """Return how high the lane is with what was put into it so far."""
        rows = max(len(self.ends) + (1 if self.clusters else 0), 1)
        return rows * self.style.row + 2 * self.style.padding

    def place(self, event: PictureEvent) -> None:
        """Put an event into the first row with room for it and its label, else for the mark alone.

        Seeing that something happened comes before reading what: a label gives way to a later mark. Only
        marks that would stand on each other are counted together.
        """
        x = self.scale.x(event.at)
        for side, label in (*self._labels(event.label, x), ("right", "")):
            taken = text_width(label, self.style.glyph) + self.style.space if label else 0.0
            row = self._free_row(x - SIZE / 2 - (taken if side == "left" else 0.0))
            if row is not None:
                self._put(event, x, row, side, label)
                self.ends[row] = self.bare_ends[row] + (taken if side == "right" else 0.0)
                return
        row = next((row for row, end in enumerate(self.bare_ends) if end <= x - SIZE / 2), None)
        if row is None:
            self._count(event, x)
            return
        crowded = self.last[row]
        self.marks[crowded] = replace(self.marks[crowded], label="", label_width=0.0)
        self._put(event, x, row, "right", "")
        self.ends[row] = self.bare_ends[row]

    def finished_clusters(self) -> list[Cluster]:
        """Return the clusters, from left to right, below the rows."""
        y = self._row_y(len(self.ends))
        return [Cluster(tuple(ids), x, y, self.style.cluster, f"+{len(ids)}") for x, ids in self.clusters]

    def _labels(self, label: str, x: float) -> list[tuple[str, str]]:
        """The side on which the label stands, and what of it has room there."""
        room_right = self.width - self.style.margin - x - SIZE / 2 - self.style.space
        room_left = x - SIZE / 2 - self.style.space - self.scale.left
        wanted = _cut(label, self.style.longest_label * self.style.glyph, self.style.glyph)
        if text_width(wanted, self.style.glyph) <= room_right or room_right >= room_left:
            side, room = "right", room_right
        else:
            side, room = "left", room_left
        cut = _cut(label, min(room, self.style.longest_label * self.style.glyph), self.style.glyph)
        return [(side, cut)] if cut else []

    def _free_row(self, first: float) -> int | None:
        for row, end in enumerate(self.ends):
            if end <= first:
                return row
        if len(self.ends) < self.style.rows:
            self.ends.append(0.0)
            self.bare_ends.append(0.0)
            self.last.append(0)
            return len(self.ends) - 1
        return None

    def _put(self, event: PictureEvent, x: float, row: int, side: str, label: str) -> None:
        width = text_width(label, self.style.glyph)
        away = SIZE / 2 + self.style.space
        label_x = x + away if side == "right" else x - away - width
        shape = SHAPE_OF[event.kind]
        self.last[row] = len(self.marks)
        self.bare_ends[row] = x + away
        self.marks.append(Mark(event.id, x, self._row_y(row), shape, event.kind, label, label_x, side, width))

    def _row_y(self, row: int) -> float:
        return self.y + self.style.padding + (row + 0.5) * self.style.row

    def _count(self, event: PictureEvent, x: float) -> None:
        first = min(x - SIZE / 2, self.width - self.style.margin - self.style.cluster)
        if self.clusters and first < self.clusters[-1][0] + self.style.cluster + self.style.space:
            self.clusters[-1][1].append(event.id)
        else:
            self.clusters.append((first, [event.id]))


def text_width(text: str, glyph: float) -> float:
    """Return about how wide a text is; letters of East Asian scripts count twice."""
    if text.isascii():
        return glyph * len(text)
    return glyph * sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _cut(label: str, room: float, glyph: float) -> str:
    """Return the label, or as much of it as there is room for; nothing if that is not worth reading."""
    line = " ".join(label.split())
    if text_width(line, glyph) <= room:
        return line
    line = line[: max(int(room / glyph) + 1, 0)]  # no letter is narrower: the rest is not weighed one by one
    while line and text_width(f"{line}…", glyph) > room:
        line = line[:-1]
    return f"{line.rstrip()}…" if len(line) >= 4 else ""
