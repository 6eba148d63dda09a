"""What a report is, and how its fields are found whatever the tool calls them."""

import re
from dataclasses import dataclass

from secondsight.organisation.rules.term import Term
from secondsight.record.rules.candidates.facts import EvidenceFact

_VERSION = re.compile(r"\bv?\d+\.\d+(?:\.\d+)*\b|\b(?=[a-f]*\d)[0-9a-f]{7,40}\b")


class ReportKind(Term):
    """What a tool's report is about."""

    ALERT = "alert"
    DEPLOYMENT = "deployment"
    RELEASE = "release"
    PUSH = "push"
    CHANGE = "change"
    FAILED_RUN = "failed_run"
    CLUSTER = "cluster"
    PAGE = "page"
    STATUS = "status"
    TICKET = "ticket"


@dataclass(frozen=True, slots=True)
class Report:
    """A report. `subject` is the same for reports of one thing; `is_over` means ended or resolved."""

    kind: ReportKind
    fact: EvidenceFact
    subject: str
    text: str
    is_over: bool = False
    state: str = ""
    actor: str = ""
    version: str = ""  # of a deployment, where it is known
    service: str = ""
    urgency: str = ""  # how the tool rated an alert: "critical", "warning"
    to: str = ""  # of a page: who was called
    is_going_back: bool = False  # a deployment that says of itself that it goes back


def state_of(fact: EvidenceFact) -> str:
    """Return the state that a tool gave, in small letters with underscores, "" where it gave none."""
    return field_of(fact, "state", "status").casefold().replace(" ", "_")


def field_of(fact: EvidenceFact, *names: str) -> str:
    """Return the first of these details that holds words; names are compared without regard to case."""
    folded = {name.casefold(): value for name, value in fact.details.items()}
    return next((v.strip() for n in names if isinstance(v := folded.get(n), str) and v.strip()), "")


def first_line(fact: EvidenceFact) -> str:
    """Return the first line of what an item says."""
    return fact.text.strip().partition("\n")[0]


def after_title(fact: EvidenceFact) -> str:
    """Return what an item says after its title, or its title where it says nothing else."""
    if fact.title and fact.text.startswith(fact.title):
        return fact.text[len(fact.title) :].strip() or fact.title
    return fact.text.strip() or fact.title


def version_in(text: str) -> str:
    """Return the first version or commit that a text names, without a leading v, "" where there is none."""
    found = _VERSION.search(text)
    return found[0].removeprefix("v") if found else ""
