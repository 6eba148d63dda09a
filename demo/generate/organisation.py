"""Incidents with reviews in any number, spread evenly over six years."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from demo.facts import (
    After,
    Ago,
    Attendance,
    Commitment,
    Decision,
    Event,
    Factor,
    Idea,
    Incident,
    Knowledge,
    LearningPoint,
    Review,
    Service,
    Step,
    WorkedWell,
)
from demo.generate import phrases
from demo.people import PEOPLE, SERVICES

_YEARS = 6
_SEVERITIES = ("sev-1", "sev-2", "sev-2", "sev-3", "sev-3", "sev-3", "sev-3", "sev-3", "near-miss")
_TIERS = {"sev-1": "full", "sev-2": "light", "sev-3": "pattern", "near-miss": "near-miss"}
_OUTCOMES = ("prevent", "detect_sooner", "limit_impact", "respond_better", "learn_more")
_BY_TEAM = {team: [p.slug for p in PEOPLE if p.team == team] for team in {p.team for p in PEOPLE}}
_EVERYBODY = [person.slug for person in PEOPLE]


@dataclass(frozen=True, slots=True)
class Chapter:
    """An incident with what was made of it; most small ones have no review."""

    incident: Incident
    review: Review | None


def organisation_at(size: int, seed: int = 7) -> Iterator[Chapter]:
    """Yield so many incidents with their reviews, oldest first; the same for the same size and seed.

    About three in five have a review, and there are about 1.08 commitments for each incident. The newest
    incident is of the day before the demo's present, the oldest of six years ago.
    Raises ValueError if the size is negative.
    """
    if size < 0:
        raise ValueError(f"size is {size}: pass 0 or more")
    random = Random(seed)
    for number in range(size):
        days = 1 + (size - 1 - number) * _YEARS * 365 // max(size, 1)
        incident = _incident(random, number, days)
        review = _review(random, incident, days) if random.random() < 0.6 else None
        yield Chapter(incident, review)


def _incident(random: Random, number: int, days: int) -> Incident:
    service = random.choice(SERVICES)
    other = random.choice(SERVICES)
    severity = random.choice(_SEVERITIES)
    title = f"{service.name} {random.choice(phrases.SYMPTOMS)} {random.choice(phrases.CIRCUMSTANCES)}"
    teams = tuple(dict.fromkeys((service.team, other.team)))
    crew = _crew(random, teams)
    marks = _milestones(random, severity)
    return Incident(
        slug=f"{service.slug}-{number + 1}",
        title=_filled(random, title, service),
        severity=severity,
        start=Ago(days, f"{random.randrange(24):02d}:{random.randrange(60):02d}"),
        services=tuple(dict.fromkeys((service.slug, other.slug))),
        teams=teams,
        milestones=marks,
        summary=_filled(
            random,
            f"{random.choice(phrases.OBSERVATIONS)}. {{service}} {random.choice(phrases.SYMPTOMS)}.",
            service,
        ),
        impact=_filled(random, "{percent}% of requests for {few} minutes; {many} customers.", service),
        is_customer_facing=service.is_customer_facing,
        people=tuple(
            Attendance(who, part, marks["detected"], was_on_call=part == "primary_responder")
            for who, part in zip(crew, ("primary_responder", "incident_commander", "responder"), strict=False)
        ),
        events=tuple(_events(random, service, marks, crew)),
    )


def _milestones(random: Random, severity: str) -> dict[str, timedelta]:
    names = ["impact_start", "first_signal", "detected", "declared", "command_established"]
    if severity in ("sev-1", "sev-2"):
        names += ["first_status_update", "right_expert_engaged"]
    names += ["mitigated", "resolved", "fully_recovered"]
    passed, found = timedelta(0), {}
    for name in names:
        found[name] = passed
        passed += timedelta(seconds=random.randrange(20, 1500))
    return found


def _events(
    random: Random, service: Service, marks: dict[str, timedelta], crew: Sequence[str]
) -> Iterator[Event]:
    plan = (
        ("signal", "detection", "signal", "first_signal", phrases.SIGNALS),
        ("seen", "triage", "observation", "detected", phrases.OBSERVATIONS),
        ("thought", "investigation", "hypothesis", "declared", phrases.HYPOTHESES),
        ("found", "investigation", "observation", "command_established", phrases.OBSERVATIONS),
        ("remedy", "mitigation", "action", "mitigated", phrases.REMEDIES),
    )
    for key, phase, kind, mark, words in plan:
        at = marks[mark]
        known = tuple(
            Knowledge(who, at + timedelta(minutes=4 * n), "the incident channel")
            for n, who in enumerate(crew)
        )
        actor = "Lantern Alerts" if kind == "signal" else random.choice(crew)
        title = _filled(random, random.choice(words), service)
        yield Event(key, at, title, phase, kind, actor, service.team, "reported", "", "second", known)


def _review(random: Random, incident: Incident, days: int) -> Review:
    service = next(s for s in SERVICES if s.slug == incident.services[0])
    crew = [attendance.person for attendance in incident.people]
    owner = random.choice(_BY_TEAM[service.team])
    facilitator = random.choice([who for who in _EVERYBODY if who not in crew])
    is_held, is_decided = days > 5, days > 14
    ideas = tuple(_ideas(random, service, owner, is_decided)) if is_held else ()
    return Review(
        slug=incident.slug,
        title=f"How {incident.title[0].lower()}{incident.title[1:]}",
        incidents=(incident.slug,),
        tier=_TIERS[incident.severity],
        opened=After(0, "23:59"),
        owner=owner,
        facilitator=facilitator,
        scribe=random.choice([who for who in _EVERYBODY if who not in crew and who != facilitator]),
        participants=tuple(crew),
        deciders=(random.choice([who for who in _EVERYBODY if who != owner]),),
        held=After(2, "14:00") if is_held else None,
        decided=After(6, "15:00") if is_decided else None,
        published=After(7, "10:00") if is_decided else None,
        summary=incident.summary if is_held else "",
        factors=tuple(_factors(random, service)) if is_held else (),
        worked=(
            WorkedWell(
                _filled(random, random.choice(phrases.REMEDIES), service),
                "It had been tried before, on a quiet day.",
                ("remedy",),
            ),
        ),
        learning=tuple(_learning(random, service, crew)) if is_held else (),
        ideas=ideas,
        commitments=tuple(_commitments(random, service, owner, ideas, days)),
    )


def _factors(random: Random, service: Service) -> Iterator[Factor]:
    for category in random.sample(list(phrases.FACTORS), random.randrange(2, 5)):
        yield Factor(
            category, category, _filled(random, random.choice(phrases.FACTORS[category]), service), ("found",)
        )


def _learning(random: Random, service: Service, crew: Sequence[str]) -> Iterator[LearningPoint]:
    for subject in random.sample(list(phrases.LEARNING), random.randrange(1, 4)):
        yield LearningPoint(
            subject, _filled(random, phrases.LEARNING[subject], service), random.choice(crew), ("seen",)
        )


def _ideas(random: Random, service: Service, owner: str, is_decided: bool) -> Iterator[Idea]:
    chosen = random.choice((0, 1, 2, 2, 2, 4))
    for number, words in enumerate(random.sample(phrases.IDEAS, 5)):
        decision = None
        if is_decided:
            verdict = "commit" if number < chosen else random.choice(("known_risk", "let_go"))
            decision = Decision(
                verdict,  # type: ignore[arg-type]
                random.randrange(1, 4),
                random.randrange(1, 4),
                "Weighed against the others.",
                owner,
                After(6, "15:00"),
                look_again=After(120) if verdict == "known_risk" else None,
            )
        yield Idea(
            f"idea-{number}",
            _filled(random, words, service),
            random.choice(_EVERYBODY),
            "found",
            (),
            decision,
        )


def _commitments(
    random: Random, service: Service, by: str, ideas: Sequence[Idea], days: int
) -> Iterator[Commitment]:
    for idea in ideas:
        if idea.decision is None or idea.decision.verdict != "commit":
            continue
        owner = random.choice([who for who in _EVERYBODY if who != by])
        due = random.randrange(12, 60)
        yield Commitment(
            key=idea.key,
            title=idea.text,
            owner=owner,
            done_when=_filled(random, random.choice(phrases.DONE), service),
            intended_outcome=random.choice(_OUTCOMES),
            due=After(due),
            steps=tuple(_steps(random, owner, by, days, due)),
            idea=idea.key,
        )


def _steps(random: Random, owner: str, by: str, days: int, due: int) -> Iterator[Step]:
    yield Step("offered", by, After(6, "15:10"))
    if random.random() < 0.03:
        return
    yield Step("accepted", owner, After(7, "09:00"))
    if days < due * 7 // 5 + 10 or random.random() < 0.05:
        return
    fate = random.random()
    if fate < 0.08:
        yield Step("dropped", by, After(due, "11:00"), "Lost to the roadmap.")
    elif fate < 0.14:
        yield Step(
            "known_risk", by, After(due, "11:00"), "Costs more than it spares.", look_again=After(due + 120)
        )
    else:
        yield Step("done", owner, After(due - 2, "11:00"), "In place.")
        if random.random() < 0.9:
            yield Step(
                "verified",
                by,
                After(due, "16:00"),
                "Seen to do what was agreed.",
                "https://github.quillbarrow.example/quillbarrow/runs/1",
            )


def _crew(random: Random, teams: Sequence[str]) -> list[str]:
    at_hand = [who for team in teams for who in _BY_TEAM[team]]
    return random.sample(at_hand, min(3, len(at_hand)))


def _filled(random: Random, words: str, service: Service) -> str:
    return words.format(
        service=service.name,
        few=random.randrange(2, 30),
        many=random.randrange(100, 9000),
        percent=random.randrange(2, 98),
        version=f"{random.randrange(1, 9)}.{random.randrange(0, 40)}",
    )
