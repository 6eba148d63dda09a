"""The rows of reviews: what was found, decided and followed."""

from datetime import datetime
from typing import Any

from demo import facts
from demo.bulk.incidents import note
from demo.bulk.shop import Shop
from demo.bulk.tables import Tables
from secondsight.followup.models import Commitment, Decider, Decision, KnownRisk, Step, Weighing
from secondsight.inquiry.models import (
    Factor,
    Idea,
    LearningPoint,
    Review,
    ReviewIncident,
    RoleHolder,
    Strength,
)
from secondsight.publication.models import Edition


class Telling:
    """One review's rows."""

    def __init__(
        self,
        tables: Tables,
        shop: Shop,
        review: facts.Review,
        start: datetime,
        incident: str,
        moments: dict[str, str],
    ) -> None:
        self.tables, self.shop, self.review = tables, shop, review
        self.start, self.incident, self.moments = start, incident, moments
        self.pk = ""
        self.opened = self._when(review.opened)
        self.held = self._when(review.held) if review.held else None

    def _when(self, when: facts.When) -> datetime:
        return facts.instant(when, anchor=self.shop.anchor, start=self.start)

    def tell(self) -> None:
        """Add all of it."""
        review, people = self.review, self.shop.people
        owner = people[review.owner]
        self.pk = self.tables.add(
            Review,
            title=review.title,
            tier_id=self.shop.tiers[review.tier],
            narrative=review.summary,
            opened_by_id=owner,
            met_at=self.held,
            met_by_id=owner if self.held else None,
            recorded_at=self.opened,
        )
        self.tables.add(ReviewIncident, review_id=self.pk, incident_id=self.incident)
        topic = f"review:{self.pk}"
        note(self.tables, "review_opened", "review", self.pk, topic, review.title, owner, self.opened)
        self._roles()
        self._findings()
        ideas = {idea.key: self._idea(idea) for idea in review.ideas}
        for commitment in review.commitments:
            self._commitment(commitment, ideas)
        self._publish(owner)

    def _roles(self) -> None:
        review, people = self.review, self.shop.people
        roles = [("owner", review.owner), ("facilitator", review.facilitator), ("scribe", review.scribe)]
        for role, slug in [*roles, *(("participant", slug) for slug in review.participants)]:
            self.tables.add(
                RoleHolder,
                review_id=self.pk,
                role=role,
                account_id=people[slug],
                given_by_id=people[review.owner],
                recorded_at=self.opened,
            )
        for slug in review.deciders if self.held else ():
            self.tables.add(Decider, review_id=self.pk, account_id=people[slug], recorded_at=self.held)

    def _findings(self) -> None:
        at = {"review_id": self.pk, "recorded_at": self.held or self.opened}
        scribe = self.shop.people[self.review.scribe]
        for factor in self.review.factors:
            said = {"what": factor.text, "category": factor.category, "added_by_id": scribe}
            self._tie(Factor, "factor_id", self.tables.add(Factor, **said, **at), factor.events)
        for strength in self.review.worked if self.held else ():
            said = {"what": strength.text, "why_it_could": strength.because, "added_by_id": scribe}
            self._tie(Strength, "strength_id", self.tables.add(Strength, **said, **at), strength.events)
        for point in self.review.learning:
            by = self.shop.people[point.by]
            said = {"what": point.text, "subject": point.subject, "added_by_id": by}
            pk = self.tables.add(LearningPoint, **said, **at)
            self._tie(LearningPoint, "learningpoint_id", pk, point.events)

    def _tie(self, model: Any, column: str, pk: str, events: tuple[str, ...]) -> None:
        for key in events:
            self.tables.add(model.moments.through, **{column: pk, "event_id": self.moments[key]})

    def _idea(self, idea: facts.Idea) -> str:
        people = self.shop.people
        pk: str = self.tables.add(
            Idea,
            review_id=self.pk,
            what=idea.text,
            moment_id=self.moments[idea.event],
            added_by_id=people[idea.by],
            recorded_at=self.held or self.opened,
        )
        decision = idea.decision
        if decision is None:
            return pk
        by, at = people[decision.by], self._when(decision.at)
        weight = {"impact": decision.impact, "effort": decision.effort}
        self.tables.add(Weighing, idea_id=pk, **weight, weighed_by_id=by, recorded_at=at)
        said = {"reason": decision.reason, "recorded_at": at}
        self.tables.add(Decision, idea_id=pk, verdict=decision.verdict, decided_by_id=by, **said)
        if decision.verdict == "known_risk" and decision.look_again is not None:
            look = self._when(decision.look_again).date()
            risk = {"what": idea.text, "look_again_on": look, "accepted_by_id": by, **said}
            self.tables.add(KnownRisk, review_id=self.pk, idea_id=pk, **risk)
        return pk

    def _commitment(self, commitment: facts.Commitment, ideas: dict[str, str]) -> None:
        people, steps = self.shop.people, commitment.steps
        pk = self.tables.add(
            Commitment,
            review_id=self.pk,
            idea_id=ideas[commitment.idea],
            what=commitment.title,
            done_means=commitment.done_when,
            intended_outcome=commitment.intended_outcome,
            owner_id=people[commitment.owner],
            due_on=self._when(commitment.due).date(),
            state=commitment.state,
            offered_by_id=people[steps[0].by],
            recorded_at=self._when(steps[0].at),
        )
        for step in steps:
            at, by = self._when(step.at), people[step.by]
            said = {"note": step.note, "url": step.evidence}
            self.tables.add(Step, commitment_id=pk, state=step.state, taken_by_id=by, **said, recorded_at=at)
            if step.look_again is not None:
                look = self._when(step.look_again).date()
                risk = {"what": commitment.title, "reason": step.note, "look_again_on": look}
                self.tables.add(
                    KnownRisk, review_id=self.pk, commitment_id=pk, **risk, accepted_by_id=by, recorded_at=at
                )

    def _publish(self, owner: str) -> None:
        if self.review.published is not None:
            at = self._when(self.review.published)
            self.tables.add(
                Edition, review_id=self.pk, published_by_id=owner, published_at=at, recorded_at=at
            )
