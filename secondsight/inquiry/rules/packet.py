"""What belongs into the packet of a review, what of it is there, and who could bring the rest (R2.4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

TABLES = ("csv", "jsonl", "document", "")  # formats that say nothing of what they hold: their names do
MOST_SUGGESTED = 3
CALLED = {"speech": "spoken turn", "deployment_status": "deployment step", "mail": "letter"}


@dataclass(frozen=True, slots=True)
class FirstPart:
    """A part of the checklist that every instance starts with.

    `not_for` are slugs of tiers that do without it; a new tier asks for all.
    """

    slug: str
    name: str
    hint: str
    formats: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    media: str = ""
    words: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()
    is_customer_facing: bool = False


FIRST_PARTS = (
    FirstPart(
        "chat",
        "Chat",
        "What people wrote to each other while it went on, side channels too.",
        formats=("slack-export", "slack-api", "teams", "discord", "irc", "pasted-chat"),
        kinds=("message",),
        words=("chat", "slack", "teams"),
    ),
    FirstPart(
        "call",
        "The call",
        "A transcript of what was said on the bridge.",
        formats=("webvtt", "subrip"),
        kinds=("speech",),
        words=("transcript", "recording", "bridge"),
        not_for=("light", "pattern", "near-miss"),
    ),
    FirstPart(
        "alerts",
        "Alerts and escalations",
        "What went off, whom it called, and when they answered.",
        formats=("pagerduty", "opsgenie", "alertmanager", "grafana", "datadog", "cloudwatch", "sentry"),
        kinds=("alert", "page"),
        words=("alert", "page", "escalation"),
    ),
    FirstPart(
        "changes",
        "Deploys and changes",
        "What was changed in the hours before, by people and by machines.",
        formats=(
            "github-webhook",
            "gitlab",
            "git-log",
            "argocd",
            "kubernetes-events",
            "cloudtrail",
        ),
        kinds=("change", "deployment", "deployment_status", "push", "release", "workflow_run"),
        words=("deploy", "change", "release", "rollout"),
    ),
    FirstPart(
        "dashboards",
        "Dashboards",
        "What the graphs showed then: a link with its time range, or a picture, for links forget.",
        media="image/",
        words=("dashboard", "dash", "graph", "grafana", "metrics"),
        not_for=("near-miss",),
    ),
    FirstPart(
        "ticket",
        "The ticket",
        "Where the incident was tracked, with its comments.",
        formats=("jira", "servicenow"),
        kinds=("ticket",),
        words=("ticket", "issue", "jira"),
        not_for=("near-miss",),
    ),
    FirstPart(
        "customers",
        "Status page and customers",
        "What customers were told and when, and what they wrote.",
        formats=("statuspage", "mbox", "eml"),
        kinds=("status_update", "mail"),
        words=("status", "customer", "support", "zendesk"),
        not_for=("pattern", "near-miss"),
        is_customer_facing=True,
    ),
)


@dataclass(frozen=True, slots=True)
class PartFact:
    """How a part of the checklist is recognised in what is there."""

    id: str
    formats: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    media: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brought:
    """Something that is there: records of one format and kind, or one thing of an incident's packet.

    `name` is the table's or the thing's title, with its address where it is a link.
    """

    format: str = ""
    kind: str = ""
    media: str = ""
    name: str = ""
    count: int = 1
    id: str = ""  # of the thing, where it is one
    by: str = ""  # the id of the account that brought it

    @property
    def says(self) -> str:
        """What its records are, in a word for one or several."""
        word = CALLED.get(self.kind, self.kind.replace("_", " "))
        return word if self.count == 1 else f"{word}s"


@dataclass(frozen=True, slots=True)
class Bringer:
    """What speaks for asking somebody: what they were, what they own, how often they brought such before."""

    id: str
    name: str
    part: str = ""  # "incident commander"
    owns: tuple[str, ...] = ()  # services
    brought: int = 0  # incidents for which they brought such evidence before


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody to ask, and why in a sentence."""

    id: str
    name: str
    why: str


def is_part(part: PartFact, thing: Brought) -> bool:
    """Return whether something is of a part of the checklist.

    Its format or kind say so; of a table, a document or a link its name does.
    """
    if thing.format in part.formats or (thing.kind and thing.kind in part.kinds):
        return True
    if part.media and thing.media.startswith(part.media):
        return True
    if thing.format not in TABLES:
        return False
    name = thing.name.casefold()
    return any(word.casefold() in name for word in part.words)


def sort_into(
    parts: Sequence[PartFact], things: Iterable[Brought]
) -> tuple[dict[str, list[Brought]], list[Brought]]:
    """Return what is there of each part, by the part's id, and what is of none."""
    there: dict[str, list[Brought]] = {part.id: [] for part in parts}
    rest: list[Brought] = []
    for thing in things:
        # Of several parts that a name points to, the first: what is counted twice fills nothing.
        part = next((one for one in parts if is_part(one, thing)), None)
        (there[part.id] if part else rest).append(thing)
    return there, rest


def suggest(people: Iterable[Bringer]) -> list[Suggestion]:
    """Return up to three people to ask, the likeliest first, each with the reason.

    Who brought such evidence before knows where it is; who took part had it open; who owns the service can
    get at it. Who is none of these is not suggested.
    """
    worth = [one for one in people if one.brought or one.part or one.owns]
    ordered = sorted(worth, key=lambda one: (-min(one.brought, 3), not one.part, not one.owns, one.name))
    return [Suggestion(one.id, one.name, _why(one)) for one in ordered[:MOST_SUGGESTED]]


def _why(one: Bringer) -> str:
    reasons = []
    if one.brought:
        times = "once" if one.brought == 1 else f"for {one.brought} incidents"
        reasons.append(f"brought such evidence {times} before")
    if one.part:
        article = "an" if one.part[0].casefold() in "aeiou" else "a"
        reasons.append(f"was there as {article} {one.part[0].lower()}{one.part[1:]}")
    if one.owns:
        reasons.append(f"is in the team that has {' and '.join(one.owns)}")
    return "; ".join(reasons)
