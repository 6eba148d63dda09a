"""What was decided after the soak, what became of the commitments, and the edition that tells it all."""

from datetime import date, datetime, timedelta

from demo import facts
from demo.load.script import Deed, Script
from secondsight.followup import actions
from secondsight.publication.actions import publish_review

NAMED_AFTER = timedelta(minutes=40)  # the few who decide, after the meeting
WEIGHED_BEFORE = timedelta(minutes=9)


def tell_decisions(script: Script, review: facts.Review) -> None:
    """Let ideas be weighed and answered, commitments be offered and followed, and the review published."""
    if review.held is None:
        return
    held = script.instant(review.held, review)
    script.add(held + NAMED_AFTER, lambda at: _name_deciders(script, review, at))
    for idea in review.ideas:
        if idea.decision is not None:
            decided = script.instant(idea.decision.at, review)
            script.add(decided - WEIGHED_BEFORE, _weighing(script, review, idea, idea.decision))
            if idea.decision.verdict != "commit":
                script.add(decided, _answering(script, review, idea, idea.decision))
    for commitment in review.commitments:
        for step in commitment.steps:
            script.add(script.instant(step.at, review), _stepping(script, review, commitment, step))
    if review.closed_reason and review.decided is not None:
        script.add(script.instant(review.decided, review), lambda at: _close(script, review, at))
    if review.published is not None:
        script.add(script.instant(review.published, review), lambda at: _publish(script, review, at))


def _name_deciders(script: Script, review: facts.Review, at: datetime) -> None:
    owner = script.cast.people[review.owner]
    for slug in review.deciders:
        if slug != review.owner:
            account = script.cast.people[slug]
            actions.name_decider(script.cast.reviews[review.slug], account=account, by=owner, at=at)


def _weighing(script: Script, review: facts.Review, idea: facts.Idea, decision: facts.Decision) -> Deed:
    return lambda at: actions.weigh_idea(
        script.cast.ideas[review.slug, idea.key],
        impact=decision.impact,
        effort=decision.effort,
        new_ways_to_fail=decision.could_complicate,
        by=script.cast.people[decision.by],
        at=at,
    )


def _answering(script: Script, review: facts.Review, idea: facts.Idea, decision: facts.Decision) -> Deed:
    def answer(at: datetime) -> None:
        row, by = script.cast.ideas[review.slug, idea.key], script.cast.people[decision.by]
        if decision.verdict == "let_go":
            actions.let_go(row, reason=decision.reason, by=by, at=at)
            return
        actions.accept_risk(
            script.cast.reviews[review.slug],
            idea=row,
            reason=decision.reason,
            look_again_on=_day(script, decision.look_again, review),
            by=by,
            at=at,
        )

    return answer


def _stepping(script: Script, review: facts.Review, commitment: facts.Commitment, step: facts.Step) -> Deed:
    def take(at: datetime) -> None:
        cast = script.cast
        by = cast.people[step.by]
        if step.state == "offered":
            cast.commitments[review.slug, commitment.key] = actions.offer_commitment(
                cast.reviews[review.slug],
                idea=cast.ideas.get((review.slug, commitment.idea)),
                what=commitment.title,
                owner=cast.people[commitment.owner],
                due_on=_day(script, commitment.due, review),
                done_means=commitment.done_when,
                intended_outcome=commitment.intended_outcome,
                factors=[cast.factors[review.slug, key] for key in commitment.factors],
                tracker_url=commitment.tracker,
                by=by,
                at=at,
            )
            return
        row = cast.commitments[review.slug, commitment.key]
        if step.due is not None:
            due_on = _day(script, step.due, review)
            actions.move_date(row, due_on=due_on, reason=step.note, by=by, at=at)
        elif step.state == "accepted":
            actions.accept_commitment(row, note=step.note, by=by, at=at)
        elif step.state == "declined":
            actions.decline_commitment(row, note=step.note, by=by, at=at)
        elif step.state == "done":
            actions.claim_done(row, note=step.note, url=step.evidence, by=by, at=at)
        elif step.state == "verified":
            actions.verify_commitment(row, evidence=step.note, url=step.evidence, by=by, at=at)
        elif step.state == "dropped":
            actions.drop_commitment(row, reason=step.note, by=by, at=at)
        else:
            look_again_on = _day(script, step.look_again, review)
            actions.take_as_risk(row, reason=step.note, look_again_on=look_again_on, by=by, at=at)

    return take


def _close(script: Script, review: facts.Review, at: datetime) -> None:
    row, by = script.cast.reviews[review.slug], script.cast.people[review.owner]
    actions.say_nothing_to_commit(row, words=review.closed_reason, by=by, at=at)


def _publish(script: Script, review: facts.Review, at: datetime) -> None:
    publish_review(script.cast.reviews[review.slug], by=script.cast.people[review.owner], at=at)


def _day(script: Script, when: facts.When | None, review: facts.Review) -> date | None:
    return script.instant(when, review).date() if when else None
