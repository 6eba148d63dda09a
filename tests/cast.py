"""The people and places of the tests (C34). Each `make_...` adds one row and returns it."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from secondsight.base.models import StoredFile
from secondsight.followup import actions as followup
from secondsight.followup.models import Commitment
from secondsight.inquiry import actions as inquiry
from secondsight.inquiry.models import Idea, Review
from secondsight.organisation import actions as organisation
from secondsight.organisation.models import Account, Organisation, Service, Severity, Team, Token
from secondsight.record.actions.incidents import open_incident
from secondsight.record.actions.tagging import create_tag
from secondsight.record.actions.timeline import add_event
from secondsight.record.models import (
    Candidate,
    Event,
    EvidenceFile,
    EvidenceItem,
    Import,
    Incident,
    IncidentItem,
    KnowledgeProposal,
    MilestoneProposal,
    Tag,
)

AT = datetime(2026, 3, 11, 14, 2, tzinfo=UTC)
NOON = datetime(2026, 3, 11, 12, 0, tzinfo=UTC)  # when the worked outage began
PASSWORD = "dry paper four lamps 41"
SOAKED = datetime(2026, 3, 17, 9, 0, tzinfo=UTC)  # a Tuesday: whatever was held on the 12th has soaked

_number = count(1)


def after(minutes: float) -> datetime:
    """The instant so many minutes into the worked outage; it is recorded an hour in."""
    return NOON + timedelta(minutes=minutes)


def make_organisation(name: str = "Quillbarrow", **given: object) -> Organisation:
    """The organisation, in Berlin with Germany's public holidays unless told otherwise."""
    told = {"time_zone": "Europe/Berlin", "holiday_country": "DE", **given}
    return organisation.set_up_organisation(name, at=AT, **told)


def make_account(
    name: str = "Ilse Brandvik", *, email: str = "", duties: tuple[str, ...] = (), **given: object
) -> Account:
    """Somebody; `duties` of "administrator", "programme_owner". They cannot sign in without a password."""
    email = email or f"{name.split()[0].lower()}-{next(_number)}@quillbarrow.example"
    account = organisation.create_account(email, name, by=None, at=AT, **given)
    for kind in duties:
        organisation.give_duty(account, kind, by=None, at=AT)
    return account


def make_administrator(name: str = "Sipho Lindqvist", **given: object) -> Account:
    """Somebody who runs the deployment."""
    return make_account(name, duties=("administrator",), **given)


def make_team(name: str = "API Platform", *members: Account) -> Team:
    """A team with its members."""
    team = organisation.create_team(name, by=None, at=AT)
    for member in members:
        organisation.add_member(team, member, by=None, at=AT)
    return team


def make_service(name: str = "Checkout", team: Team | None = None) -> Service:
    """A service, with the team that has authority over it."""
    return organisation.create_service(name, team=team, by=None, at=AT)


def make_severities() -> dict[str, Severity]:
    """The severities that every instance starts with, by slug: sev-1, sev-2, sev-3, near-miss."""
    organisation.add_first_tiers()
    return {severity.slug: severity for severity in Severity.objects.select_related("tier")}


def make_token(account: Account, *scopes: str, name: str = "script") -> tuple[Token, str]:
    """A token and its secret."""
    return organisation.create_token(account, name, list(scopes or ("read", "write")), by=account, at=AT)


def make_incident(by: Account | None = None, severity: str = "sev-1", **given: Any) -> Incident:
    """The worked outage, or what `given` makes of it."""
    told = {"title": "Checkout ran out of database connections", "at": after(60), "started_at": NOON}
    return open_incident(severity=make_severities()[severity], by=by, **{**told, **given})


def make_event(incident: Incident | None = None, by: Account | None = None, **given: Any) -> Event:
    """A moment of an incident, else of a new one: the first page, two minutes in."""
    told = {"occurred_at": after(2), "what": "API latency p99 pages", "kind": "signal", "at": after(60)}
    return add_event(incident or make_incident(by), by=by, **{**told, **given})


def make_review(by: Account | None = None, incident: Incident | None = None, **given: Any) -> Review:
    """A review of the worked outage, opened by somebody the day after."""
    by = by or make_account("Noor Haddad")
    told = {"title": "Checkout ran out of connections", "at": after(24 * 60), **given}
    return inquiry.open_review(incidents=[incident or make_incident()], by=by, **told)


def make_idea(review: Review, by: Account | None = None, **given: Any) -> Idea:
    """An idea in a review, as it came up in the room."""
    told = {"what": "Page the database team when the pool waits", "at": after(25 * 60), **given}
    return inquiry.add_idea(review, by=by or review.opened_by, **told)


def make_item(incident: Incident | None = None, **given: Any) -> EvidenceItem:
    """A record of the evidence, of an incident when one is given: what Ines wrote at three past."""
    number = next(_number)
    going = Import.objects.create(asked_by=incident.opened_by if incident else None)
    stored, _ = StoredFile.objects.get_or_create(sha256="0" * 64, defaults={"size": 1})
    file = EvidenceFile.objects.create(going=going, stored=stored, name="incidents.zip")
    told = {
        "key": f"slack:{number}",
        "kind": "message",
        "occurred_at": after(3),
        "channel": "incidents",
        "author_name": "Ilse Brandvik",
        "text": "checkout is returning 500s for a third of requests",
        "place": f"incidents/2026-03-11.json message {number}",
        "raw": "{}",
    }
    item = EvidenceItem.objects.create(file=file, **{**told, **given})
    if incident is not None:
        IncidentItem.objects.create(incident=incident, item=item, occurred_at=item.occurred_at)
    return item


def make_tag(name: str = "Confusion", key: str = "6") -> Tag:
    """A tag of the organisation's, one that every instance starts with unless told otherwise."""
    return Tag.objects.filter(name=name).first() or create_tag(name, key=key, by=None, at=AT)


def make_candidate(incident: Incident | None = None, *items: EvidenceItem, **given: Any) -> Candidate:
    """An event that the program proposes, resting on these items."""
    told = {
        "fingerprint": f"{next(_number):032x}",
        "occurred_at": after(3),
        "what": "checkout is returning 500s for a third of requests",
        "kind": "observation",
        "why": "“returning 500s” reads like something seen.",
    }
    candidate = Candidate.objects.create(incident=incident or make_incident(), **{**told, **given})
    candidate.items.set(items)
    return candidate


def make_milestone_proposal(
    incident: Incident | None = None, *items: EvidenceItem, **given: Any
) -> MilestoneProposal:
    """A milestone that the program proposes, resting on these items: declared at ten past."""
    told = {"kind": "declared", "at": after(10), "why": "“declaring a sev1” reads like a declaration."}
    proposal = MilestoneProposal.objects.create(incident=incident or make_incident(), **{**told, **given})
    proposal.items.set(items)
    return proposal


def make_knowledge_proposal(
    event: Event | None = None, *items: EvidenceItem, **given: Any
) -> KnowledgeProposal:
    """Somebody without an account who the program proposes to have known, resting on these items."""
    name = str(given.get("name", "Bo Ek"))
    told = {
        "knower": f"name:{name}",
        "name": name,
        "known_at": after(4),
        "way": "read",
        "sign": "answered",
        "why": f"{name} answered in its thread 2 min after it was written.",
    }
    proposal = KnowledgeProposal.objects.create(event=event or make_event(), **{**told, **given})
    proposal.items.set(items)
    return proposal


def make_soaked(*deciders: Account, incident: Incident | None = None, **given: Any) -> Review:
    """A review that was held and has soaked: its opener owns it, and names who decides with them."""
    owner = make_account("Noor Haddad")
    review = make_review(owner, incident, **given)
    told = {"by": owner, "at": after(24 * 60)}
    inquiry.give_role(review, role="owner", account=owner, reason="Runs the service", **told)
    for decider in deciders or (make_account("Bo Lind"),):
        followup.name_decider(review, account=decider, **told)
    return inquiry.record_meeting(review, met_at=after(24 * 60), **told)


def make_commitment(review: Review, owner: Account, **given: Any) -> Commitment:
    """A change that somebody is asked to own, once the review has soaked."""
    told = {
        "what": "Alert on pool saturation",
        "due_on": SOAKED.date() + timedelta(days=20),
        "done_means": "The alert fires in staging at 80 percent",
        "intended_outcome": "detect_sooner",
        "by": review.opened_by,
        "at": SOAKED,
        **given,
    }
    return followup.offer_commitment(review, owner=owner, **told)
