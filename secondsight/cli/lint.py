"""`lint`, `ask`: what a facilitator hears in files. Needs nothing beyond the standard library."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

EXAMPLES = """
examples:
  secondsight lint post-mortems/
  secondsight lint report.md --format github --fail-on never
  secondsight lint --explain counterfactual
  secondsight lint --stats post-mortems/ --plot findings.svg
  cat sentences.jsonl | secondsight lint --format jsonl -
"""
FORMS = ("text", "json", "jsonl", "sarif", "github")


def register(verbs: Any) -> None:
    """Add the commands."""
    _add_lint(verbs)
    words = "print the questions that an account or a transcript deserves"
    ask = verbs.add_parser("ask", help=words, description=words)
    ask.add_argument("file", metavar="FILE", nargs="?", default="", help="the account; “-” reads from a pipe")
    ask.add_argument(
        "--phase", default="", metavar="PHASE", help="print the prompts of a phase, such as detection"
    )
    ask.add_argument("--format", choices=("text", "json"), default="text")
    ask.add_argument("--most", type=int, default=0, metavar="N", help="no more than N questions")
    ask.set_defaults(run=ask_of)


def lint(arguments: argparse.Namespace) -> int:
    """Print what is heard in files; 0 where nothing is, 1 where something is, 2 where the use was wrong."""
    from secondsight.language.files import Unusable, setup_from

    try:
        if arguments.explain:
            return _explain(arguments.explain)
        setup = setup_from(Path.cwd())
        setup.select += _names(arguments.select)
        setup.ignore += _names(arguments.ignore)
        if arguments.stats:
            from secondsight.language.archive import tell

            return tell(Path(arguments.stats), setup, arguments.plot, sys.stdout)
        if not arguments.paths:
            raise Unusable("no file or folder was given; “-” reads from a pipe")
        return _Run(arguments, setup).done()
    except Unusable as error:
        print(f"secondsight: {error}.", file=sys.stderr)
        return 2


def ask_of(arguments: argparse.Namespace) -> int:
    """Print follow-up questions, in the order of the statements that raise them."""
    from secondsight.language.asking import phases, prompts, questions
    from secondsight.language.files import Unusable, lines_of, opened

    try:
        if arguments.phase:
            asked = prompts(arguments.phase.lower())
            if not asked:
                raise Unusable(f"no phase is called {arguments.phase}; there are {', '.join(phases())}")
            print(*asked, sep="\n")
        if not arguments.file:
            if arguments.phase:
                return 0
            raise Unusable("no account was given; “-” reads from a pipe, --phase asks for prompts alone")
        file = sys.stdin if arguments.file == "-" else opened(Path(arguments.file))
        if file is None:
            raise Unusable(f"{arguments.file} holds no text")
    except Unusable as error:
        print(f"secondsight: {error}.", file=sys.stderr)
        return 2
    with file:
        found = questions(lines_of(file))
        for number, one in enumerate(found, start=1):
            if arguments.format == "json":
                print(json.dumps(one._asdict(), ensure_ascii=False))
            else:
                print(f"{arguments.file}:{one.line}: “{one.said}”\n    {one.ask} ({one.title})")
                if one.probe:
                    print(f"    {one.probe}")
            if arguments.most and number >= arguments.most:
                break
    return 0


class _Run:
    """One run over files: what was read, heard and left out."""

    def __init__(self, arguments: argparse.Namespace, setup: Any) -> None:
        self.form, self.is_fixing = arguments.format, arguments.fix
        self.paths, self.setup = arguments.paths, setup
        self.checker = setup.checker()
        told = (arguments.fail_on or setup.fail_on).lower()
        self.fail_on = told or ("never" if self.form == "jsonl" else "advice")
        self.files = self.heard = self.errors = self.rewritten = 0
        self.skipped: dict[str, int] = {}

    def done(self) -> int:
        """Go over the files, print, and return the exit code."""
        if self.form == "jsonl":
            self._lines()
        elif self.form == "sarif":
            self._sarif()
        elif self.form == "json":
            self._array()
        else:
            from importlib import import_module

            form = import_module(
                f"secondsight.language.reports.{'plain' if self.form == 'text' else 'github'}"
            )
            for name, found in self._all():
                for line in form.told(name, found):
                    print(line)
        self._sum_up()
        failing = {"never": 0, "error": self.errors, "advice": self.heard}[self.fail_on]
        return 1 if failing else 0

    def _all(self) -> Iterator[tuple[str, Iterable[Any]]]:
        """Yield the name and the findings of each file in which something is heard."""
        from secondsight.language.files import Walk, opened

        walk = Walk([Path(path) for path in self.paths if path != "-"], self.setup.exclude)
        if "-" in self.paths:
            yield from self._one("<stdin>", sys.stdin)
        for path in walk:
            if self.is_fixing:
                self._fix(path)
            file = opened(path)
            if file is None:
                walk.skipped["not text"] += 1
                continue
            with file:
                yield from self._one(str(path), file)
        self.skipped = dict(walk.skipped)

    def _one(self, name: str, file: IO[str]) -> Iterator[tuple[str, Iterable[Any]]]:
        from secondsight.language.files import lines_of

        self.files += 1
        if self.form in ("text", "github"):
            yield name, self._counted(self.checker.check_lines(lines_of(file)))
        else:
            found = list(self._counted(self.checker.check_lines(lines_of(file))))
            if found:
                yield name, found

    def _counted(self, findings: Iterable[Any]) -> Iterator[Any]:
        for found in findings:
            self.heard += 1
            self.errors += found.severity == "error"
            yield found

    def _fix(self, path: Path) -> None:
        from secondsight.language.files import Unusable, opened
        from secondsight.language.fixing import fixed

        file = opened(path)
        if file is None:
            return
        with file:
            text = file.read()
        if "\ufffd" in text:
            return  # bytes that are no UTF-8 would be lost
        new, count = fixed(text, self.checker)
        if count:
            try:
                with path.open("w", encoding="utf-8", newline="") as out:
                    out.write(new)
            except OSError as error:
                raise Unusable(f"{path} cannot be written: {error.strerror}") from None
            self.rewritten += count

    def _array(self) -> None:
        from secondsight.language.reports.records import record

        before = "["
        for name, found in self._all():
            row = {"file": name, "findings": [record(one) for one in found]}
            print(before + json.dumps(row, ensure_ascii=False))
            before = ","
        print("]" if before == "," else "[]")

    def _sarif(self) -> None:
        from importlib.metadata import PackageNotFoundError, version

        from secondsight.language.reports.sarif import report

        try:
            number = version("secondsight")
        except PackageNotFoundError:
            number = "0"
        told = report(((name, list(found)) for name, found in self._all()), self.checker.rules, number)
        json.dump(told, sys.stdout, indent=1, ensure_ascii=False)
        print()

    def _lines(self) -> None:
        """Write each object of each file back with its findings."""
        from dataclasses import asdict

        from secondsight.language.files import Unusable, opened
        from secondsight.language.reports.records import record
        from secondsight.language.wording import wording_of

        for path in self.paths:
            file = sys.stdin if path == "-" else opened(Path(path))
            if file is None:
                raise Unusable(f"{path} holds no text")
            with file:
                self.files += 1
                for number, line in enumerate(file, start=1):
                    if not line.strip():
                        continue
                    row = _row(line, path, number)
                    kind, section = str(row.get("kind") or ""), str(row.get("section") or "")
                    found = list(self._counted(self.checker.check(row["text"], kind=kind, section=section)))
                    row["findings"] = [record(one) for one in found]
                    wording = wording_of(row["text"], is_told=kind == "action")
                    row["action"] = asdict(wording) if wording else None
                    print(json.dumps(row, ensure_ascii=False))

    def _sum_up(self) -> None:
        from secondsight.language.reports.plain import summary

        said = summary(self.files, self.heard, self.skipped)
        if self.rewritten:
            said += f" Reworded: {self.rewritten:,}."
        print(said, file=sys.stderr)


def _row(line: str, path: str, number: int) -> dict[str, Any]:
    from secondsight.language.files import Unusable

    try:
        row = json.loads(line)
    except ValueError:
        raise Unusable(f"{path}, line {number}: no JSON object stands there") from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise Unusable(f"{path}, line {number}: an object with a `text` was expected")
    return row


def _explain(name: str) -> int:
    from secondsight.language.explaining import explanation
    from secondsight.language.files import Unusable
    from secondsight.language.registry import rules

    if name == "all":
        for rule in rules():
            print(f"{rule.name:22} {rule.label:26} {rule.title}")
        return 0
    chosen = [rule for rule in rules() if name in (rule.name, rule.label)]
    if not chosen:
        raise Unusable(f"no rule is called {name}; `secondsight lint --explain all` lists them")
    print("\n".join(explanation(rule) for rule in chosen))
    return 0


def _names(given: list[str]) -> list[str]:
    return [name for one in given for name in one.replace(",", " ").split()]


def _add_lint(verbs: Any) -> None:
    words = "hear blame, hindsight and vague actions in Markdown files"
    parser = verbs.add_parser("lint", help=words, description=words, epilog=EXAMPLES)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders; “-” reads from a pipe")
    parser.add_argument("--format", choices=FORMS, default="text", help="how findings are told")
    parser.add_argument(
        "--select", action="append", default=[], metavar="RULES", help="only these rules or labels"
    )
    parser.add_argument(
        "--ignore", action="append", default=[], metavar="RULES", help="not these rules or labels"
    )
    parser.add_argument(
        "--fail-on", default="", type=str.lower, choices=("error", "advice", "never"),
        metavar="ERROR|ADVICE|never", help="what makes the exit code 1 (any advice; never with jsonl)",
    )  # fmt: skip
    parser.add_argument("--fix", action="store_true", help="make the safe rewordings in the files")
    parser.add_argument("--explain", metavar="RULE", help="say what a rule hears and why; “all” lists them")
    parser.add_argument(
        "--stats", metavar="DIR", help="an archive's findings per thousand words over the years"
    )
    parser.add_argument("--plot", metavar="FILE", help="with --stats: draw them as SVG")
    parser.set_defaults(run=lint)
