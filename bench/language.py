"""How well and how fast the language rules hear: `python -m bench.language FILE…` for labelled lines.

A FILE holds one JSON object a line: sentences with `text` and `labels`, or actions with `text` and
`verifiable`; `source` and `debatable` where they are told. Precision and recall are printed for each label
and each source, and for sources whose sureness was chosen on the other ones. Rows told debatable are left
out. `--mistakes` prints what was heard otherwise than it is labelled.
"""

import json
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.figures import Figure, table
from secondsight.language.check import LEAST_CONFIDENCE, Checker

HEARD = (
    "blame_person",
    "hindsight_counterfactual",
    "single_root_cause",
    "human_error",
    "why_didnt_you",
    "vague_action",
)
# Precision and recall that are asked for.
BARS = {
    "flag or not": (0.85, 0.75),
    "hindsight_counterfactual": (0.85, 0.75),
    "single_root_cause": (0.85, 0.75),
    "human_error": (0.80, 0.70),
}
ACTIONS_BAR, FALSE_ALARMS_BAR, SPEED_BAR = 0.80, 10.0, 1_200
LEASTS = (0.5, 0.6, 0.7, 0.8)


@dataclass(frozen=True)
class Row:
    """A labelled text: what it is labelled with, and what was heard with which confidence."""

    source: str
    wanted: frozenset[str]
    heard: dict[str, float]
    is_action: bool
    text: str

    def found(self, least: float = LEAST_CONFIDENCE) -> frozenset[str]:
        """Return the labels that were heard at least so surely."""
        return frozenset(label for label, sure in self.heard.items() if sure >= least)


@dataclass(frozen=True)
class Score:
    """How many were heard rightly, heard wrongly and not heard."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of what was heard that is labelled so; 1 where nothing was heard."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of what is labelled so that was heard; 1 where nothing is."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def measure(size: int) -> list[Figure]:
    """Return how many KB of Markdown a second of processor time takes, all rules on, suggestions made."""
    pages = [path.read_text(encoding="utf-8") for path in sorted(Path("docs").glob("*.md"))]
    text = "\n".join(pages)
    checker = Checker(select=["all"])
    checker.check(text[:20_000])
    began = time.process_time()
    checker.check(text)
    spent = time.process_time() - began
    speed = len(text.encode()) / 1000 / spent
    return [Figure("language", "checked, all rules", speed, "KB/s", f"> {SPEED_BAR:,}", speed > SPEED_BAR)]


def rows(paths: Iterable[Path]) -> Iterator[Row]:
    """Yield the labelled rows that are not debatable, with what is heard in them."""
    checker = Checker(least=0)
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            told = json.loads(line)
            if told.get("debatable"):
                continue
            is_action = "verifiable" in told
            wanted = frozenset(told.get("labels", ()))
            if is_action:
                wanted = frozenset() if told["verifiable"] else frozenset({"vague_action"})
            heard: dict[str, float] = {}
            for finding in checker.check(told["text"]):
                heard[finding.label] = max(heard.get(finding.label, 0), finding.confidence)
            yield Row(told.get("source", "?"), wanted, heard, is_action, told["text"])


def score(some: Iterable[Row], label: str, least: float = LEAST_CONFIDENCE) -> Score:
    """Return the score of one label, "flag or not" counting any of them."""
    right = wrong = missed = 0
    for row in some:
        found, wanted = row.found(least) & set(HEARD), row.wanted
        hit, is_wanted = (
            (bool(found), bool(wanted)) if label == "flag or not" else (label in found, label in wanted)
        )
        right += hit and is_wanted
        wrong += hit and not is_wanted
        missed += is_wanted and not hit
    return Score(right, wrong, missed)


def figures(all_rows: list[Row]) -> list[Figure]:
    """Return every figure: over all sources, by source, and with the sureness chosen on the others."""
    sentences = [row for row in all_rows if not row.is_action]
    actions = [row for row in all_rows if row.is_action]
    made: list[Figure] = []
    if sentences:
        for label in ("flag or not", *HEARD):
            made += _pair(label, score(sentences, label), "all sources", BARS.get(label))
        made.append(_false_alarms(sentences, "all sources"))
        for source in sorted({row.source for row in sentences}):
            some = [row for row in sentences if row.source == source]
            made += _pair("flag or not", score(some, "flag or not"), source, None)
            made.append(_false_alarms(some, source, is_judged=False))
        made += _crossed(sentences)
    if actions:
        made += _actions(actions)
    return made


def mistakes(all_rows: Iterable[Row]) -> Iterator[str]:
    """Yield a line for each row that was heard otherwise than it is labelled."""
    for row in all_rows:
        found = row.found() & set(HEARD)
        if found != row.wanted:
            heard = ", ".join(sorted(found)) or "nothing"
            labelled = ", ".join(sorted(row.wanted)) or "clean"
            yield f"heard {heard}, labelled {labelled} [{row.source}] {row.text}"


def main(arguments: list[str]) -> int:
    """Print the figures of labelled files; return 1 where a bar was missed, 2 without a file."""
    paths = [Path(given) for given in arguments if not given.startswith("--")]
    if not paths:
        print(__doc__, file=sys.stderr)
        return 2
    found = list(rows(paths))
    made = figures(found)
    print(table(made))
    if "--mistakes" in arguments:
        print("\n".join(["", *mistakes(found)]))
    return 1 if any(figure.is_met is False for figure in made) else 0


def _pair(name: str, found: Score, on: str, bar: tuple[float, float] | None) -> list[Figure]:
    told = f"{found.right} right, {found.wrong} wrong, {found.missed} missed"
    values = (("precision", found.precision), ("recall", found.recall))
    return [
        Figure(
            "language",
            f"{name}: {kind}",
            value * 100,
            "%",
            f"≥ {bar[which] * 100:.0f}" if bar else "",
            value >= bar[which] if bar else None,
            on,
            told,
        )
        for which, (kind, value) in enumerate(values)
    ]


def _false_alarms(some: list[Row], on: str, *, is_judged: bool = True) -> Figure:
    clean = [row for row in some if not row.wanted]
    wrong = sum(bool(row.found() & set(HEARD)) for row in clean)
    share = 100 * wrong / len(clean) if clean else 0.0
    bar = f"< {FALSE_ALARMS_BAR:.0f}" if is_judged else ""
    met = share < FALSE_ALARMS_BAR if is_judged else None
    return Figure(
        "language", "false alarms on hard negatives", share, "%", bar, met, on, f"{wrong} of {len(clean)}"
    )


def _crossed(some: list[Row]) -> list[Figure]:
    """Return each source's score at the sureness that was best on the other sources, pooled."""
    right = wrong = missed = 0
    for source in sorted({row.source for row in some}):
        others = [row for row in some if row.source != source]
        least = max(LEASTS, key=lambda least: (round(score(others, "flag or not", least).f1, 3), least))
        held = score([row for row in some if row.source == source], "flag or not", least)
        right, wrong, missed = right + held.right, wrong + held.wrong, missed + held.missed
    return _pair("flag or not", Score(right, wrong, missed), "crossed over sources", None)


def _actions(actions: list[Row]) -> list[Figure]:
    made = []
    for source in ("all sources", *sorted({row.source for row in actions})):
        some = [row for row in actions if source in ("all sources", row.source)]
        found = score(some, "vague_action")
        is_judged = source == "all sources"
        told = f"{found.right} right, {found.wrong} wrong, {found.missed} missed"
        bar = f"≥ {ACTIONS_BAR * 100:.0f}" if is_judged else ""
        met = found.f1 >= ACTIONS_BAR if is_judged else None
        made.append(Figure("language", "vague actions: F1", found.f1 * 100, "%", bar, met, source, told))
    return made


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
