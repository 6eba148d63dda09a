"""An archive's picture over the years: what is heard per thousand words, by rule, as a table and a drawing."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from secondsight.language.check import Checker
from secondsight.language.dismissal import Dismissals
from secondsight.language.files import Setup, Unusable, Walk, lines_of, opened
from secondsight.language.markdown import blocks

UNDATED = "undated"
LEAST_WORDS = 1_000  # a year with fewer is told, and said to be few
_YEAR = re.compile(r"(?<!\d)(19[89]\d|20\d\d)(?!\d)")
_FIRST_LINES = 40


@dataclass
class Year:
    """What a year's documents hold: how many, how many words, and the findings by label."""

    files: int = 0
    words: int = 0
    findings: Counter[str] = field(default_factory=Counter)

    def rate(self, label: str) -> float:
        """Return the findings of a label per thousand words."""
        return 1000 * self.findings[label] / self.words if self.words else 0.0


def picture(folder: Path, setup: Setup) -> dict[str, Year]:
    """Return the years of an archive, in order, what has no date last.

    A document's year is the first one in its name, else in its first lines. Raises Unusable where the folder
    cannot be read.
    """
    checker = setup.checker()
    years: dict[str, Year] = defaultdict(Year)
    for path in Walk([folder], setup.exclude):
        file = opened(path)
        if file is None:
            continue
        with file:
            head = [line for _number, line in zip(range(_FIRST_LINES), lines_of(file), strict=False)]
            found = _YEAR.search(path.name) or _YEAR.search("".join(head))
            file.seek(0)
            _count(years[found[0] if found else UNDATED], file, checker)
    return dict(sorted(years.items()))


def tell(folder: Path, setup: Setup, plot: str | None, out: IO[str]) -> int:
    """Print the table, draw the plot where one is asked for, and return the exit code."""
    if not folder.is_dir():
        raise Unusable(f"{folder} is not a folder")
    years = picture(folder, setup)
    if not years:
        raise Unusable(f"{folder} holds no Markdown or text")
    print(table(years), file=out)
    if plot:
        try:
            Path(plot).write_text(drawing(years), encoding="utf-8")
        except OSError as error:
            raise Unusable(f"{plot} cannot be written: {error.strerror}") from None
    return 0


def table(years: dict[str, Year]) -> str:
    """Return findings per thousand words as text: a row a label, a column a year."""
    labels = _labels(years)
    head = ["per 1,000 words", *years]
    rows = [[label, *(f"{year.rate(label):.2f}" for year in years.values())] for label in labels]
    rows.append(["all", *(f"{sum(map(year.rate, labels)):.2f}" for year in years.values())])
    rows.append(["documents", *(f"{year.files:,}" for year in years.values())])
    rows.append(["words", *(f"{year.words:,}" for year in years.values())])
    widths = [max(len(row[n]) for row in [head, *rows]) for n in range(len(head))]
    lines = [
        "  ".join(cell.ljust(width) if n == 0 else cell.rjust(width) for n, (cell, width) in enumerate(zip(row, widths, strict=True)))
        for row in [head, *rows]
    ]  # fmt: skip
    few = [name for name, year in years.items() if year.words < LEAST_WORDS]
    if few:
        lines.append(f"Few words, so chance shows: {', '.join(few)}.")
    return "\n".join(lines)


_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f7f7f", "#5d3a9b")
_WIDTH, _HEIGHT, _LEFT, _TOP, _BOTTOM = 760, 360, 56, 48, 56


def drawing(years: dict[str, Year]) -> str:
    """Return the table as an SVG of stacked bars, a bar a year, with a key and a description in words."""
    labels = _labels(years)[: len(_COLOURS)]
    highest = max((sum(year.rate(label) for label in labels) for year in years.values()), default=0) or 1
    key_width = 220
    step = (_WIDTH - _LEFT - key_width) / max(1, len(years))
    tall = _HEIGHT - _TOP - _BOTTOM
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-labelledby="t d" font-family="system-ui, sans-serif" font-size="12">',
        '<title id="t">What the linter hears in the archive, by year</title>',
        f'<desc id="d">{_described(years)}</desc>',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        f'<text x="{_LEFT}" y="24" font-size="15" font-weight="600" fill="#222">Findings per 1,000 words</text>',
    ]
    for share in (0, 0.5, 1):
        y = _TOP + tall * (1 - share)
        parts.append(f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - key_width:.1f}" stroke="#ccc"/>')
        parts.append(
            f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end" fill="#444">{highest * share:.1f}</text>'
        )
    for place, (name, year) in enumerate(years.items()):
        x, y = _LEFT + place * step + step * 0.15, float(_TOP + tall)
        for number, label in enumerate(labels):
            high = tall * year.rate(label) / highest
            if high:
                y -= high
                said = f"{name}, {label.replace('_', ' ')}: {year.rate(label):.2f}"
                parts.append(
                    f'<rect x="{x:.1f}" y="{y:.1f}" width="{step * 0.7:.1f}" height="{high:.1f}" '
                    f'fill="{_COLOURS[number]}"><title>{said}</title></rect>'
                )
        middle = x + step * 0.35
        parts.append(
            f'<text x="{middle:.1f}" y="{_HEIGHT - 36}" text-anchor="middle" fill="#222">{name}</text>'
        )
        count = f"{year.files} doc{'' if year.files == 1 else 's'}"
        parts.append(
            f'<text x="{middle:.1f}" y="{_HEIGHT - 20}" text-anchor="middle" fill="#666" font-size="10">{count}</text>'
        )
    for number, label in enumerate(labels):
        y = _TOP + number * 22
        x = _WIDTH - key_width + 24
        parts.append(f'<rect x="{x}" y="{y}" width="12" height="12" fill="{_COLOURS[number]}"/>')
        parts.append(f'<text x="{x + 20}" y="{y + 10}" fill="#222">{label.replace("_", " ")}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _count(year: Year, file: IO[str], checker: Checker) -> None:
    off = Dismissals()
    year.files += 1
    for block in blocks(lines_of(file)):
        off.turn(block.switches)
        year.words += len(block.text.split())
        if block.text:
            heard = checker.check_block(block)
            year.findings.update(
                one.label for one in heard if not off.holds(one.rule, one.label, block.switches)
            )


def _labels(years: dict[str, Year]) -> list[str]:
    """Return the labels that were heard, the most frequent first."""
    total: Counter[str] = Counter()
    for year in years.values():
        total.update(year.findings)
    return [label for label, _count in sorted(total.items(), key=lambda one: (-one[1], one[0]))]


def _described(years: dict[str, Year]) -> str:
    return " ".join(
        f"{name}: {sum(year.findings.values())} findings in {year.words:,} words."
        for name, year in years.items()
    )
