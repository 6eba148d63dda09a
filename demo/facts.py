"""The shapes in which the demo organisation is told; whoever loads it maps them to actions.

People, teams, services, incidents and reviews are named by their slugs, moments by their keys. Closed
lists (phase, kind, standing, category, ...) hold the stored values of the product's own words. Times
inside an incident are offsets from its start; everything around it is an `Ago` or an `After`.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from demo.beside import Basis, Hypothesis, Reading
from demo.chat import ChatMessage


@dataclass(frozen=True, slots=True)
class Ago:
    """A clock time (UTC) some days before the demo's present, moved back to one of the days of the week.

    `on` counts from Monday, 0; without it a weekend gives way to the Friday before.
    """

    days: int
    clock: str = "09:00"
    on: tuple[int, ...] = (0, 1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class After:
    """A clock time (UTC) on the n-th working day (Monday to Friday) after an incident started."""

    workdays: int
    clock: str = "10:00"


When = Ago | After


def instant(when: When, *, anchor: datetime, start: datetime | None = None) -> datetime:
    """Return the aware UTC instant of a moment, given the demo's present and the incident's start.

    Raises ValueError if the anchor has no time zone, or if an `After` comes without a start.
    """
    if anchor.tzinfo is None:
        raise ValueError("anchor has no time zone: pass an aware UTC instant")
    if isinstance(when, Ago):
        day = (anchor.astimezone(UTC) - timedelta(days=when.days)).date()
        while day.weekday() not in when.on:
            day -= timedelta(days=1)
        return datetime.combine(day, time.fromisoformat(when.clock), UTC)
    if start is None:
        raise ValueError("a moment counted in working days needs the start it is counted from")
    day = workday_after(start.astimezone(UTC).date(), when.workdays)
    return datetime.combine(day, time.fromisoformat(when.clock), UTC)


def workday_after(day: date, workdays: int) -> date:
    """Return the n-th Monday-to-Friday day after a day; the day itself for 0."""
    for _ in range(workdays):
        day += timedelta(days=1)
        while day.weekday() > 4:
            day += timedelta(days=1)
    return day


@dataclass(frozen=True, slots=True)
class Team:
    """A team, with the chat channel where it talks."""

    slug: str
    name: str
    channel: str
    summary: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works there, as each tool knows them. `team` is empty for who works across teams."""

    slug: str
    name: str
    team: str
    title: str
    time_zone: str
    slack_id: str
    tenure_days: int  # how long they had been there at the demo's present
    is_administrator: bool = False
    is_programme_owner: bool = False

    @property
    def email(self) -> str:
        """Return their address, in a domain that cannot exist."""
        return f"{self.slug}@quillbarrow.example"

    @property
    def github(self) -> str:
        """Return their login where the code lives."""
        return f"{self.slug}-qb"


@dataclass(frozen=True, slots=True)
class Service:
    """Something that runs, and the team that owns it."""

    slug: str
    name: str
    team: str
    summary: str
    is_customer_facing: bool = False


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Who had an event in view since when: a person, a team or everybody (R3.2)."""

    who: str  # a person's or team's slug
    at: timedelta
    through: str  # "the page", "#team-database", in words
    certainty: Literal["known", "believed"] = "known"
    way: Literal["", "did", "saw", "told", "read", "inferred"] = ""
    until: timedelta | None = None  # when a belief was given up
    turned_out: Literal["", "so", "otherwise"] = ""  # of a belief


@dataclass(frozen=True, slots=True)
class Version:
    """One witness's version of a disputed event (R3.5)."""

    witness: str
    text: str


@dataclass(frozen=True, slots=True)
class Event:
    """A moment of the reviewed timeline (R3.1).

    `actor` is a person's slug, or the name of the system that acted. `evidence` holds the keys of chat
    messages, or "alert:", "change:", "status:" and "ticket:" followed by the key of a record.
    """

    key: str
    at: timedelta
    title: str
    phase: str
    kind: str
    actor: str
    team: str
    standing: str = "reported"
    text: str = ""
    precision: str = "second"
    known: tuple[Knowledge, ...] = ()
    versions: tuple[Version, ...] = ()
    evidence: tuple[str, ...] = ()
    service: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """A way to go on that was in view when something was decided."""

    key: str
    text: str
    is_taken: bool = False


@dataclass(frozen=True, slots=True)
class Saying:
    """What one person says of a decision; `way` and `event` are keys, `probe` and `kind` the product's words."""

    by: str
    probe: str
    text: str = ""
    way: str = ""
    event: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class DecisionPoint:
    """A decision of an incident, as those who were there went over it."""

    event: str
    question: str
    choice: str
    by: str  # who decided
    ways: tuple[Way, ...] = ()
    sayings: tuple[Saying, ...] = ()


@dataclass(frozen=True, slots=True)
class Attendance:
    """The part that somebody played in an incident (R1.1)."""

    person: str
    part: str
    joined: timedelta | None = None
    was_on_call: bool = False


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident as it is recorded (R1.1). Milestones that nobody knows are absent."""

    slug: str
    title: str
    severity: str  # "sev-1", "sev-2", "sev-3" or "near-miss"
    start: When
    services: tuple[str, ...]
    teams: tuple[str, ...]
    milestones: dict[str, timedelta]
    summary: str
    impact: str = ""
    is_restricted: bool = False
    audience: tuple[str, ...] = ()  # who may see a restricted one, besides the people in it
    is_customer_facing: bool = False
    people: tuple[Attendance, ...] = ()
    events: tuple[Event, ...] = ()
    decisions: tuple[DecisionPoint, ...] = ()
    bases: tuple[Basis, ...] = ()
    readings: tuple[Reading, ...] = ()
    hypotheses: tuple[Hypothesis, ...] = ()
    channels: tuple[str, ...] = ()  # where its evidence was talked about

    def started_at(self, anchor: datetime) -> datetime:
        """Return the aware UTC instant that its offsets count from."""
        return instant(self.start, anchor=anchor)


@dataclass(frozen=True, slots=True)
class Factor:
    """Something that contributed, tied to the moments where it showed (R5.1)."""

    key: str
    category: str
    text: str
    events: tuple[str, ...] = ()
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Interaction:
    """How one factor acted on another (R5.2): enabled, amplified, masked or delayed it."""

    factor: str
    how: Literal["enabled", "amplified", "masked", "delayed"]
    other: str


@dataclass(frozen=True, slots=True)
class WorkedWell:
    """What worked, and what made it able to (R5.3)."""

    text: str
    because: str
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LearningPoint:
    """What is understood now that was not before (R5.4)."""

    subject: str
    text: str
    by: str
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said about an idea while it rested (R6.1)."""

    by: str
    at: When
    text: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about an idea after the soak (R6.2); impact and effort run from 1 to 3."""

    verdict: Literal["commit", "known_risk", "let_go"]
    impact: int
    effort: int
    reason: str
    by: str
    at: When
    could_complicate: str = ""  # the answer to R6.2a
    look_again: When | None = None


@dataclass(frozen=True, slots=True)
class Idea:
    """An idea, tied to the moment that raised it; no owner, no date (S4)."""

    key: str
    text: str
    by: str
    event: str
    comments: tuple[Comment, ...] = ()
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a commitment's state, by whom and when."""

    state: str
    by: str
    at: When
    note: str = ""
    evidence: str = ""  # an address that shows it, for "verified"
    look_again: When | None = None  # for "known_risk"
    due: When | None = None  # a moved date; `note` is its reason (R7.2)


@dataclass(frozen=True, slots=True)
class Commitment:
    """A commitment and what became of it (R6.3, R7.3). The last step holds its present state."""

    key: str
    title: str
    owner: str
    done_when: str
    intended_outcome: str
    due: When
    steps: tuple[Step, ...]
    idea: str = ""
    factors: tuple[str, ...] = ()
    tracker: str = ""

    @property
    def state(self) -> str:
        """Return the state that its last step brought."""
        return self.steps[-1].state


@dataclass(frozen=True, slots=True)
class Passage:
    """A headed part of the account that readers get."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """A line of somebody's own account; with `at` (UTC) a moment, written on the clock of who writes."""

    text: str
    at: timedelta | None = None
    is_about: bool = False
    actor: str = ""
    belief: str = ""  # "known", "believed", "otherwise"
    event: str = ""  # an event's key, where its author said which it is


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """What somebody wrote before they could read others (R2.6); None at `handed_in`: nothing yet."""

    by: str
    asked: When
    handed_in: When | None = None
    lines: tuple[Told, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """What was noted under one heading of a talk, and the words of it that the review was let have, if any."""

    heading: str
    lines: tuple[str, ...]
    released: str = ""
    is_named: bool = True
    event: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk of two before the meeting, with the facilitator (R2.5)."""

    who: str
    asked: When
    held: When
    subjects: tuple[Subject, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Lacking:
    """A part of the packet that somebody is asked for."""

    part: str  # its slug on the checklist
    of: str
    asked: When
    note: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """What the meeting is to talk about."""

    title: str
    why: str


@dataclass(frozen=True, slots=True)
class SaidOfDraft:
    """What one of its readers said of the draft, by the keys of events, and what they voted for."""

    by: str
    at: When
    confirmed: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    votes: tuple[str, ...] = ()  # titles of themes


@dataclass(frozen=True, slots=True)
class Caught:
    """A line that was caught while a review was held; `at` counts from when the meeting began."""

    kind: str
    words: str
    said_by: str
    at: timedelta
    event: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """A meeting that was held live: who came beside the facilitator, and what the scribe caught."""

    people: tuple[str, ...]
    turns: tuple[tuple[str, timedelta], ...]  # kinds of sections, from when the room went to each
    lines: tuple[Caught, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """A review of one or more incidents, as far as it has got: a stage not reached is None."""

    slug: str
    title: str
    incidents: tuple[str, ...]
    tier: str  # "full", "light", "pattern" or "near-miss"
    opened: When
    owner: str
    facilitator: str = ""
    scribe: str = ""
    participants: tuple[str, ...] = ()
    role_reason: str = ""  # the stated reason where a hard rule on roles was not kept (R2.1)
    is_restricted: bool = False
    audience: tuple[str, ...] = ()  # who else may see a restricted one
    is_async: bool = False
    meeting: When | None = None  # planned, or held if `held`
    held: When | None = None  # when the conversation ended; the soak counts from here
    deciders: tuple[str, ...] = ()  # beside the owner
    decided: When | None = None
    closed_reason: str = ""  # what was said where nothing was worth committing (R6.4)
    published: When | None = None
    summary: str = ""
    account: tuple[Passage, ...] = ()
    accounts: tuple[OwnAccount, ...] = ()
    accounts_opened: When | None = None
    accounts_reason: str = ""  # why they were opened although some were awaited
    talks: tuple[Talk, ...] = ()
    questions: tuple[tuple[str, str], ...] = ()  # a kind of divergence and an event's key, for the meeting
    lacking: tuple[Lacking, ...] = ()  # what somebody is asked to bring for the packet
    themes: tuple[Theme, ...] = ()
    draft_sent: When | None = None
    draft_note: str = ""
    said_of_draft: tuple[SaidOfDraft, ...] = ()
    agenda_sent: When | None = None
    room: Room | None = None  # where it was held live
    factors: tuple[Factor, ...] = ()
    interactions: tuple[Interaction, ...] = ()
    worked: tuple[WorkedWell, ...] = ()
    learning: tuple[LearningPoint, ...] = ()
    ideas: tuple[Idea, ...] = ()
    commitments: tuple[Commitment, ...] = ()


@dataclass(frozen=True, slots=True)
class Alert:
    """A line of what the monitoring sent."""

    key: str
    at: timedelta
    name: str
    status: Literal["firing", "resolved"]
    severity: str
    service: str
    summary: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """Something that changed the software, as the code host reports it."""

    key: str
    at: timedelta
    kind: Literal["deployment", "deployment_status", "release", "push", "workflow_run"]
    repository: str
    by: str
    ref: str  # a tag or a branch
    text: str
    state: str = ""  # of a status or a run
    of: str = ""  # the key of the deployment that a status belongs to
    environment: str = "production"


@dataclass(frozen=True, slots=True)
class StatusUpdate:
    """What the status page said."""

    key: str
    at: timedelta
    state: str
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a customer wrote."""

    key: str
    at: timedelta
    channel: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class PageStep:
    """A step in the life of a page, as the paging tool's log has it. `who` is a person's slug."""

    key: str
    at: timedelta
    step: Literal["trigger", "notify", "acknowledge", "escalate", "resolve"]
    page: str  # the page that it belongs to
    title: str
    service: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class ClusterEvent:
    """What the cluster noted by itself: about a pod, a deployment, a job."""

    key: str
    at: timedelta  # when it was, whatever the cluster's clock said
    reason: str
    kind: str
    name: str
    message: str  # "{commit}" in it is the short name of `ref`'s commit
    is_warning: bool = False
    ref: str = "checkout v4.17.3"


@dataclass(frozen=True, slots=True)
class Spoken:
    """What somebody said in a call, and how long they spoke."""

    at: timedelta
    seconds: float
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A graph that somebody saved: a line through these values, 0 at the bottom and 1 at the top."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that the tools kept of one incident."""

    slug: str
    chat: tuple[ChatMessage, ...] = ()
    purposes: dict[str, str] = field(default_factory=dict)  # channel -> what it is for
    alerts: tuple[Alert, ...] = ()
    changes: tuple[Change, ...] = ()
    status: tuple[StatusUpdate, ...] = ()
    tickets: tuple[Ticket, ...] = ()
    pages: tuple[PageStep, ...] = ()
    cluster: tuple[ClusterEvent, ...] = ()
    cluster_ahead: timedelta = timedelta(0)  # by how much the cluster's clock was fast
    call: tuple[Spoken, ...] = ()
    pictures: tuple[Picture, ...] = ()
