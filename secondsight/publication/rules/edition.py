"""Everything that an edition tells of a review, as plain values (R8.1, R8.2).

A `Telling` is made anew from the review each time, so that page and files never drift from it. It holds
words for people (labels, not codes) and instants; each renderer says the instants in `zone`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from secondsight.publication.rules.deciding import Deciding, texts
from secondsight.publication.rules.times import day, instant
from secondsight.record.rules.lengths import spoken

WORDS_A_MINUTE = 230


@dataclass(frozen=True, slots=True)
class Point:
    """A milestone of an incident; points that nobody knows are not told.

    `known_at` is since when anybody knew, None where nobody says.
    """

    label: str
    at: datetime
    precision: str = "second"
    known_at: datetime | None = None

    @property
    def lag(self) -> str:
        """How long after it happened anybody knew: "4 min 41 s"; "" for at once, before, or not said."""
        late = self.known_at - self.at if self.known_at else timedelta()
        return spoken(late) if late >= timedelta(seconds=1) else ""


def milestone(point: Point, zone: tzinfo) -> str:
    """Return when a milestone was reached, and how long after that anybody knew."""
    known = f", first known {point.lag} after" if point.lag else ""
    return instant(point.at, zone) + known


@dataclass(frozen=True, slots=True)
class Length:
    """How long something took: "Time to detect", "about 5 min", or in words why it cannot be told."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who was there, with the parts they played."""

    name: str
    parts: tuple[str, ...] = ()
    team: str = ""


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident that the review covers. Lists of names are in order."""

    id: str
    title: str
    severity: str
    severity_slug: str
    severity_rank: int
    summary: str
    time_zone: str
    is_near_miss: bool
    is_customer_facing: bool
    started_at: datetime
    services: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    lengths: tuple[Length, ...] = ()
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Knower:
    """Who knew of a moment, and since when; `known_at` is None where nobody could say."""

    name: str
    known_at: datetime | None
    through: str = ""
    is_believed: bool = False
    account: str = ""
    team: str = ""
    until_at: datetime | None = None  # when a belief was given up

    @property
    def is_everybody(self) -> bool:
        """Whether it stands for everybody in the incident."""
        return not (self.account or self.team or self.name)


@dataclass(frozen=True, slots=True)
class Witnessed:
    """One witness's version of a disputed moment; all versions are told (R3.5)."""

    witness: str
    what: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody wrote at the time, as the evidence has it."""

    who: str
    text: str
    at: datetime
    where: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment of a timeline. `at` is None where nobody knows the time (C13)."""

    id: str
    incident: str
    at: datetime | None
    precision: str
    what: str
    kind: str
    kind_label: str
    context: str = ""
    phase: str = ""
    who: str = ""
    account: str = ""
    team: str = ""
    team_id: str = ""
    standing: str = "reported"
    standing_label: str = "Reported"
    is_interpretation: bool = False
    knowers: tuple[Knower, ...] = ()
    versions: tuple[Witnessed, ...] = ()
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Reached:
    """That a moment reached those who had decided later, and through what."""

    moment: str
    at: datetime
    through: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision, with what those who made it knew then and what had happened unknown to them (R3.4)."""

    moment: Moment
    known: tuple[Moment, ...] = ()
    believed: tuple[Moment, ...] = ()
    unknown: tuple[Moment, ...] = ()
    told: Deciding | None = None
    reached: tuple[Reached, ...] = ()  # when what was unknown reached them later


@dataclass(frozen=True, slots=True)
class Finding:
    """A factor, strength or learning point with the moments it is tied to.

    `kind` is the factor's category or the learning point's subject, in words; empty for a strength.
    """

    what: str
    context: str = ""
    kind: str = ""
    moments: tuple[Moment, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a commitment's life, as it is told: "Verified", by whom, why, with what evidence."""

    label: str
    at: datetime
    by: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment as an edition tells it (R6.3, R7.3)."""

    id: str
    what: str
    owner: str
    due_on: date
    done_means: str
    outcome: str
    state: str
    state_label: str
    factors: tuple[str, ...] = ()
    tracker_url: str = ""
    beyond_reason: str = ""
    stages: tuple[Stage, ...] = ()
    moved: tuple[str, ...] = ()  # sentences, oldest first

    @property
    def last_stage(self) -> Stage | None:
        """The newest step that says anything: the evidence of a verified one, the reason of a dropped one."""
        return next((stage for stage in reversed(self.stages) if stage.note or stage.url), None)


@dataclass(frozen=True, slots=True)
class Risk:
    """What is lived with until somebody looks again; a closed one says how it ended."""

    what: str
    reason: str
    look_again_on: date
    accepted_by: str = ""
    closed_note: str = ""


@dataclass(frozen=True, slots=True)
class Resting:
    """An idea that was let go with its reason, or that nothing was decided about yet (reason empty)."""

    what: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Mended:
    """What had been put right before anybody decided (R6.3)."""

    what: str
    note: str = ""
    url: str = ""
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Who did what in the review; what the rules objected to stands with its reason (R2.1)."""

    role: str
    name: str
    section: str = ""
    objections: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that moments rest on: how many of them, and the start of its SHA-256."""

    name: str
    format: str
    digest: str
    moments: int


@dataclass(frozen=True, slots=True)
class Telling:
    """A review as its engineering edition tells it. `published_at` is None for a draft."""

    id: str
    title: str
    tier: str
    narrative: str  # Markdown
    zone: tzinfo
    zone_name: str
    is_restricted: bool = False
    opened_at: datetime | None = None
    met_at: datetime | None = None
    is_archived: bool = False  # it came from an archive of old post-mortems
    met_mode: str = ""
    published_at: datetime | None = None
    incidents: tuple[Incident, ...] = ()
    moments: tuple[Moment, ...] = ()
    choices: tuple[Choice, ...] = ()
    factors: tuple[Finding, ...] = ()
    strengths: tuple[Finding, ...] = ()
    learning_points: tuple[Finding, ...] = ()
    promises: tuple[Promise, ...] = ()
    put_right: tuple[Mended, ...] = ()
    risks: tuple[Risk, ...] = ()
    let_go: tuple[Resting, ...] = ()
    undecided: tuple[Resting, ...] = ()
    nothing_to_commit: str | None = None  # its words, perhaps none, when the review said so
    parts: tuple[Part, ...] = ()
    sources: tuple[Source, ...] = ()

    @property
    def severity(self) -> Incident | None:
        """The incident with the worst severity, for the cover line."""
        return min(self.incidents, key=lambda one: one.severity_rank, default=None)

    @property
    def started_at(self) -> datetime | None:
        """When the first incident began."""
        return min((one.started_at for one in self.incidents), default=None)

    @property
    def lede(self) -> str:
        """The summary of the incident, when there is one to tell it by."""
        said = [one.summary for one in self.incidents if one.summary]
        return said[0] if len(said) == 1 else ""

    @property
    def minutes_to_read(self) -> int:
        """How long reading takes at 230 words a minute, at least 1."""
        return max(1, round(sum(len(text.split()) for text in _texts(self)) / WORDS_A_MINUTE))


@dataclass(frozen=True, slots=True)
class Chapter:
    """Moments in a row that share an incident, a day and a phase; `day` is "" where it goes on."""

    incident: str
    phase: str
    day: str
    moments: tuple[Moment, ...]


def chapters(telling: Telling) -> list[Chapter]:
    """Return the timeline in chapters: a new one where incident, day or phase changes.

    A moment without a phase stays in the phase around it, so that the reader is not thrown about.
    Those without a time come last, in one chapter per incident.
    Source: R3.1, R8.2.
    """
    told: list[Chapter] = []
    for incident in telling.incidents:
        own = [moment for moment in telling.moments if moment.incident == incident.id]
        phase, today = "", ""
        for moment in (one for one in own if one.at is not None):
            said_day = day(moment.at, telling.zone) if moment.at else ""
            if not told or told[-1].incident != incident.id or said_day != today or _turns(moment, phase):
                phase = moment.phase or phase
                told.append(Chapter(incident.id, phase, "" if said_day == today else said_day, ()))
            last = told.pop()
            told.append(Chapter(last.incident, last.phase, last.day, (*last.moments, moment)))
            today = said_day
        if timeless := tuple(one for one in own if one.at is None):
            told.append(Chapter(incident.id, "Time not known", "", timeless))
    return told


def grouped(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """Return findings by their kind, kinds in the order in which they first come."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.kind, []).append(finding)
    return list(groups.items())


def _turns(moment: Moment, phase: str) -> bool:
    return bool(moment.phase) and moment.phase != phase


def _texts(telling: Telling) -> Iterator[str]:
    yield from (telling.title, telling.narrative)
    yield from (one.summary for one in telling.incidents)
    for moment in telling.moments:
        yield from (moment.what, moment.context, *(quote.text for quote in moment.quotes))
    for finding in (*telling.factors, *telling.strengths, *telling.learning_points):
        yield from (finding.what, finding.context)
    for choice in telling.choices:
        yield from texts(choice.told) if choice.told else ()
    for promise in telling.promises:
        yield from (promise.what, promise.done_means)
    yield from (risk.what for risk in telling.risks)
