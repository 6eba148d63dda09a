"""Who does what in a review, and what the rules need to know of people (R2.1, R2.2)."""

from collections import defaultdict
from dataclasses import replace

from secondsight.base.errors import NotFound
from secondsight.inquiry.models import Review, RoleHolder
from secondsight.inquiry.queries.reviews import is_id, reviews
from secondsight.inquiry.rules.eligibility import Candidacy, Objection, Room, RoomPolicy, judge
from secondsight.inquiry.rules.preparation import NextThing, Standing, find_gaps, find_next
from secondsight.inquiry.rules.vocabulary import MeetingMode, Role
from secondsight.organisation.models import Account, Membership, Team
from secondsight.organisation.queries import policies
from secondsight.record.models import Incident, Participant
from secondsight.record.rules.vocabulary import Part

CORE = frozenset({Role.FACILITATOR, Role.CO_FACILITATOR, Role.SCRIBE, Role.OWNER, Role.PARTICIPANT})


def holders(review: Review) -> list[RoleHolder]:
    """Return who does what, in the order of the roles."""
    order = list(Role)
    found = review.role_holders.select_related("account", "given_by")
    return sorted(found, key=lambda holder: (order.index(Role(holder.role)), holder.recorded_at))


def role_gaps(held: list[RoleHolder]) -> list[str]:
    """Return a sentence for each role that nobody has."""
    return find_gaps({Role(holder.role) for holder in held})


def holder(viewer: Account, holder_id: str) -> RoleHolder:
    """Return one person's role in a review that the viewer may see. Raises NotFound."""
    rows = RoleHolder.objects.filter(review__in=reviews(viewer)).select_related("review", "account")
    found = rows.filter(pk=holder_id).first() if is_id(holder_id) else None
    if found is None:
        raise NotFound("There is no such role here that you may see.")
    return found


def next_thing(review: Review, held: list[RoleHolder]) -> NextThing:
    """Return the one next thing for a review that `queries.review` returned."""
    return find_next(
        Standing(
            roles=frozenset(Role(holder.role) for holder in held),
            events=review.event_count,
            candidates=review.candidate_count,
            learning_points=review.learning_point_count,
            is_held=review.met_at is not None,
            is_archived=review.archived_at is not None,
        )
    )


def candidacy(review: Review, account: Account) -> Candidacy:
    """Return what the rules need to know of one person, over all incidents of the review."""
    return candidacies(review, [account])[account.pk]


def candidacies(review: Review, accounts: list[Account]) -> dict[str, Candidacy]:
    """Return what the rules need to know of some people, by account id. Four statements."""
    incidents = Incident.objects.filter(review_incidents__review=review)
    parts: dict[str, set[Part]] = defaultdict(set)
    involved: set[str] = set(Team.objects.filter(incidents__in=incidents).values_list("name", flat=True))
    played = Participant.objects.filter(incident__in=incidents).values_list("account", "part", "team__name")
    for account_id, part, team in played:
        parts[account_id].add(Part(part))
        if team:
            involved.add(team)
    owning = set(Team.objects.filter(services__incidents__in=incidents).values_list("name", flat=True))
    teams: dict[str, set[str]] = defaultdict(set)
    member = Membership.objects.filter(account__in=accounts).values_list("account", "team__name")
    for account_id, team in member:
        teams[account_id].add(team)
    return {
        account.pk: Candidacy(
            name=account.name,
            parts=frozenset(parts[account.pk]),
            teams=frozenset(teams[account.pk]),
            involved_teams=frozenset(involved),
            owning_teams=frozenset(owning),
            # Nobody says so of themselves; being in an owning team is the one sign that we have.
            knows_systems=True if teams[account.pk] & owning else None,
        )
        for account in accounts
    }


def room(review: Review) -> Room:
    """Return who is to be in the room, as the rule on its size reads it (R2.2)."""
    incidents = Incident.objects.filter(review_incidents__review=review)
    by_account: dict[str, set[Role]] = defaultdict(set)
    for account_id, role in review.role_holders.values_list("account", "role"):
        by_account[account_id].add(Role(role))
    core = {account_id for account_id, roles in by_account.items() if roles & CORE}
    played = list(Participant.objects.filter(incident__in=incidents).values_list("account", "part"))
    agreed = policies()
    return Room(
        core=len(core),
        guests=len(by_account) - len(core),
        parts_present=frozenset(Part(part) for account_id, part in played if account_id in core),
        parts_played=frozenset(Part(part) for _, part in played),
        is_customer_facing=incidents.filter(is_customer_facing=True).exists(),
        mode=MeetingMode.ASYNC if not review.tier.minutes_to else MeetingMode(review.met_mode),
        policy=RoomPolicy(agreed["core_room_least"], agreed["core_room_most"], agreed["room_most"]),
    )


def judged(review: Review, role: Role, account: Account) -> list[Objection]:
    """Return what speaks against a person in a role, with the room as it would then be."""
    now = room(review)
    held = set(review.role_holders.filter(account=account).values_list("role", flat=True))
    grown = replace(
        now,
        core=now.core + (role in CORE and not held & CORE),
        guests=now.guests + (role not in CORE and not held),
    )
    return judge(role, candidacy(review, account), grown)
