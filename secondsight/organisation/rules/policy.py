"""What the organisation can agree on, each as data: what it means, its limits, what it starts as (C37)."""

from dataclasses import dataclass
from typing import Any

from secondsight.base.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class NumberPolicy:
    """An agreed number, within limits that are both allowed."""

    key: str
    label: str
    hint: str
    unit: str
    default: int
    least: int
    most: int

    def check(self, value: Any) -> int:
        """Return the number. Raises InvalidInput if it is none, or beyond the limits."""
        if isinstance(value, bool) or not isinstance(value, int):
            raise InvalidInput(f"“{self.label}” is a whole number of {self.unit}.", field=self.key)
        if not self.least <= value <= self.most:
            raise InvalidInput(
                f"“{self.label}” is from {self.least} to {self.most} {self.unit}; "
                f"{value} was not stored, the agreed number stays.",
                field=self.key,
            )
        return value


@dataclass(frozen=True, slots=True)
class ListPolicy:
    """An agreed list of short words, kept in the order given."""

    key: str
    label: str
    hint: str
    default: tuple[str, ...] = ()
    most_words: int = 20
    most_characters: int = 60

    def check(self, value: Any) -> list[str]:
        """Return the list without repetitions. Raises InvalidInput for a word that cannot be used."""
        if not isinstance(value, list | tuple) or not all(isinstance(word, str) for word in value):
            raise InvalidInput(f"“{self.label}” is a list of words.", field=self.key)
        words = list(dict.fromkeys(word.strip() for word in value if word.strip()))
        if len(words) > self.most_words:
            raise InvalidInput(
                f"“{self.label}” has room for {self.most_words}; {len(words)} were given.", field=self.key
            )
        for word in words:
            if len(word) > self.most_characters or any(ord(sign) < 32 for sign in word):
                raise InvalidInput(
                    f"“{word[:40]}” cannot be used: one line, at most {self.most_characters} characters.",
                    field=self.key,
                )
        return words


Policy = NumberPolicy | ListPolicy

POLICIES: tuple[Policy, ...] = (
    NumberPolicy(
        "review_target_hours",
        "Hold the review within",
        "Counted from when the incident was resolved. Memory is best then (R1.5).",
        "hours",
        default=48,
        least=1,
        most=720,
    ),
    NumberPolicy(
        "review_limit_hours",
        "Hold the review at the latest within",
        "Beyond this, what people remember is what they have been told since (R1.5).",
        "hours",
        default=72,
        least=1,
        most=1440,
    ),
    NumberPolicy(
        "core_room_least",
        "Fewest people in the core of the room",
        "Fewer, and the room lacks somebody who was there (R2.2).",
        "people",
        default=4,
        least=1,
        most=50,
    ),
    NumberPolicy(
        "core_room_most",
        "Most people in the core of the room",
        "More, and some of them only listen (R2.2).",
        "people",
        default=7,
        least=1,
        most=50,
    ),
    NumberPolicy(
        "room_most",
        "Most people in the room, guests and audience included",
        "A large audience makes people careful with what they say (R2.2).",
        "people",
        default=12,
        least=1,
        most=500,
    ),
    NumberPolicy(
        "soak_working_days",
        "Soak",
        "How long ideas rest between the review and the decision. 0 lets a room decide at once; "
        "every other rule on commitments stays (R6.1, S4).",
        "working days",
        default=2,
        least=0,
        most=30,
    ),
    NumberPolicy(
        "deciders_least",
        "Fewest who decide",
        "The owner of the review is one of them (R6.2).",
        "people",
        default=2,
        least=1,
        most=20,
    ),
    NumberPolicy(
        "deciders_most",
        "Most who decide",
        "The owner of the review is one of them (R6.2).",
        "people",
        default=4,
        least=1,
        most=20,
    ),
    NumberPolicy(
        "most_commitments",
        "Most commitments of one review without a reason",
        "One more is possible and says why (R6.4).",
        "commitments",
        default=5,
        least=0,
        most=50,
    ),
    NumberPolicy(
        "remind_days_before",
        "Remind the owner of a commitment ahead",
        "0 reminds on the day alone (R7.2).",
        "days before the date",
        default=3,
        least=0,
        most=60,
    ),
    NumberPolicy(
        "remind_after_days",
        "Remind the owner when a date has passed",
        "(R7.2)",
        "days after the date",
        default=1,
        least=1,
        most=60,
    ),
    NumberPolicy(
        "stuck_after_days",
        "Tell the owner of the review that a commitment is stuck",
        "(R7.2)",
        "days after the date",
        default=7,
        least=1,
        most=365,
    ),
    NumberPolicy(
        "acceptance_reminder_working_days",
        "Remind of a commitment that waits to be accepted",
        "Nobody accepts for somebody else, so somebody has to ask (R7.2).",
        "working days after it was offered",
        default=2,
        least=1,
        most=60,
    ),
    NumberPolicy(
        "verification_reminder_working_days",
        "Remind of a commitment that waits to be verified",
        "Done is a claim until it was seen to work (R7.3).",
        "working days after it was said to be done",
        default=5,
        least=1,
        most=120,
    ),
    ListPolicy(
        "factor_categories",
        "Own categories of contributing factors",
        "Beside those that Secondsight brings (R5.1). One a line.",
    ),
)

BY_KEY = {policy.key: policy for policy in POLICIES}

# The first may not be more than the second.
ORDERED = (
    ("review_target_hours", "review_limit_hours"),
    ("core_room_least", "core_room_most"),
    ("core_room_most", "room_most"),
    ("deciders_least", "deciders_most"),
)


def find_policy(key: str) -> Policy:
    """Return what can be agreed under a key. Raises InvalidInput for a key that does not exist."""
    try:
        return BY_KEY[key]
    except KeyError:
        raise InvalidInput(f"There is no policy “{key[:60]}”.", field="key") from None


def check_together(values: dict[str, Any]) -> None:
    """Check agreed values, one for each key, against each other.

    Raises InvalidInput naming the later of two that contradict each other.
    """
    for smaller, larger in ORDERED:
        if values[smaller] > values[larger]:
            raise InvalidInput(
                f"“{BY_KEY[larger].label}” ({values[larger]}) would be less than "
                f"“{BY_KEY[smaller].label}” ({values[smaller]}). Nothing was changed.",
                field=larger,
            )
