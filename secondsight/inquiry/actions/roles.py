"""Who does what in a review (R2.1)."""

from datetime import datetime

from secondsight.base import journal
from secondsight.base.errors import InvalidInput
from secondsight.base.transaction import write
from secondsight.inquiry.actions.reviews import check_leads
from secondsight.inquiry.models import Review, RoleHolder
from secondsight.inquiry.queries.reviews import can_see
from secondsight.inquiry.queries.roles import judged
from secondsight.inquiry.rules.eligibility import require_reason
from secondsight.inquiry.rules.vocabulary import Role
from secondsight.organisation.models import Account
from secondsight.record.actions.words import fit, fit_term


def give_role(
    review: Review,
    *,
    role: Role | str,
    account: Account,
    by: Account,
    at: datetime,
    reason: str = "",
    section: str = "",
) -> RoleHolder:
    """Give somebody a role, with what the rules say of the choice, and return it.

    A breach of a hard rule needs a reason, which the review shows. There is one review owner: naming
    another hands the role over. The same person in the same role is there once.
    Raises eligibility.ReasonMissing, InvalidInput, Refused.
    """
    role = fit_term(Role, role, field="role")
    reason = fit(reason, field="reason", most=2000)
    section = fit(section, field="section", most=100)
    with write():
        review = Review.objects.select_related("tier").get(pk=review.pk)
        check_leads(review, by)
        return put_in_role(review, role=role, account=account, by=by, at=at, reason=reason, section=section)


def put_in_role(
    review: Review,
    *,
    role: Role,
    account: Account,
    by: Account,
    at: datetime,
    reason: str = "",
    section: str = "",
) -> RoleHolder:
    """As `give_role`, in the transaction that is open, whoever gives it."""
    if not can_see(account, review.pk):
        raise InvalidInput(
            f"{account.name} may not see this restricted review. Add them to its audience first.",
            field="person",
        )
    if there := RoleHolder.objects.filter(review=review, role=role, account=account).first():
        return there
    objections = judged(review, role, account)
    require_reason(objections, reason)
    if role is Role.OWNER:
        for holder in RoleHolder.objects.filter(review=review, role=role).select_related("account"):
            take_role(holder, by=by, at=at)
    holder = RoleHolder.objects.create(
        review=review,
        role=role,
        account=account,
        section=section if role is Role.GUEST else "",
        objections=[objection.sentence for objection in objections],
        reason=reason,
        given_by=by,
        recorded_at=at,
    )
    journal.record(
        "role_given",
        by=by,
        subject=holder,
        at=at,
        topic=review.topic,
        what=f"{role.label}: {account.name}",
        role=role.value,
        account=account.pk,
        reason=reason,
    )
    return holder


def take_role(holder: RoleHolder, *, by: Account, at: datetime) -> None:
    """Take a role back. Who leads the review may, and everybody their own. Raises Refused."""
    with write():
        if holder.account_id != by.pk:
            check_leads(holder.review, by)
        journal.record(
            "role_taken",
            by=by,
            subject=holder,
            at=at,
            topic=holder.review.topic,
            what=f"{Role(holder.role).label}: {holder.account.name}",
            role=holder.role,
            account=holder.account_id,
        )
        RoleHolder.objects.filter(pk=holder.pk).delete()
