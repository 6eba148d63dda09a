"""What people tell the coach to leave alone, and take back again.

Whoever may write may do either: a finding is advice, and who left what is there to see.
"""

from datetime import datetime

from secondsight.base import journal, words
from secondsight.base.errors import InvalidInput, NotFound
from secondsight.base.live.access import may_listen
from secondsight.base.transaction import write
from secondsight.language.registry import rules
from secondsight.organisation.models import Account, OwnWord, WordingDismissal
from secondsight.organisation.rules.wording import MOST, own

TOPIC = "organisation:words"


def add_own_word(*, rule: str, said: str, by: Account | None, at: datetime) -> OwnWord:
    """Let a rule leave some words alone from now on and return them; what is there already stays.

    Raises InvalidInput.
    """
    _check_rule(rule)
    cleaned = own(words.line(said, field="words", most=MOST))
    with write():
        row, is_new = OwnWord.objects.get_or_create(
            rule=rule, words=cleaned, removed_at=None, defaults={"added_by": by}
        )
        if is_new:
            journal.record("own_word_added", by=by, subject=row, at=at, topic=TOPIC, what=cleaned, rule=rule)
    return row


def remove_own_word(word: OwnWord, *, by: Account | None, at: datetime) -> OwnWord:
    """Let the rule speak of these words again and return them; that they were there is kept."""
    with write():
        row = OwnWord.objects.get(pk=word.pk)
        if row.removed_at is None:
            row.removed_at, row.removed_by = at, by
            row.save(update_fields=["removed_at", "removed_by"])
            journal.record(
                "own_word_removed", by=by, subject=row, at=at, topic=TOPIC, what=row.words, rule=row.rule
            )
    return row


def dismiss_wording(
    *, place: str, field: str, rule: str, key: str, by: Account, at: datetime
) -> WordingDismissal:
    """Leave a finding as it is in one text and return that. Raises InvalidInput, and NotFound of a place."""
    _check_rule(rule)
    field = words.line(field, field="field", most=60, is_required=False)
    place = words.line(place, field="place", most=60)
    if not may_listen(by, place):
        raise NotFound("There is no such place here.")
    with write():
        row, is_new = WordingDismissal.objects.get_or_create(
            place=place, key=key, defaults={"field": field, "rule": rule, "dismissed_by": by}
        )
        if is_new:
            journal.record("wording_dismissed", by=by, subject=row, at=at, rule=rule, place=place)
    return row


def take_dismissal_back(dismissal: WordingDismissal, *, by: Account, at: datetime) -> None:
    """Hear a finding in a text again."""
    with write():
        found = WordingDismissal.objects.filter(pk=dismissal.pk).first()
        if found is not None:
            journal.record(
                "wording_dismissal_taken_back",
                by=by,
                subject=found,
                at=at,
                rule=found.rule,
                place=found.place,
            )
            found.delete()


def _check_rule(name: str) -> None:
    if name not in {rule.name for rule in rules()}:
        raise InvalidInput("No rule is called so.", field="rule")
