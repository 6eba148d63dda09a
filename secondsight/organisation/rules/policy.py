"""What the organisation can agree on, each as data: what it means, its limits, what it starts as (C37)."""

from dataclasses import dataclass
from typing import Any

from secondsight.base.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class NumberPolicy:
    """An agreed number, within limits that are both allowed. `source` is the rule that it serves."""

    key: str
    group: str
    source: str
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
    group: str
    source: str
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

DUE = "When a review is due"
ROOM = "The room"
AGENDA = "The meeting"
DECISION = "From ideas to commitments"
REMINDERS = "Reminders"
FACTORS = "Contributing factors"
KEEPING = "What is kept"

GUARDRAILS = (
    "We describe before we explain: what did you see, and what did you take it for?",
    "We know how it ended; the people in it did not. When hindsight slips in, we say so and go back.",
    "Everybody acted on what they had. Names tell the story; they never carry the fault.",
    "Ideas are written down and rest. Nothing is decided in this room.",
    "Anybody may say “let us park this”. We look at what is parked before we end.",
)
OPENING = (
    "Who is here for the first time? Nobody is expected to know how this goes; ask whenever you like.",
    "We want to see it as each of us saw it, until what everybody did makes sense from where they stood.",
    "If one of us leaves knowing somebody else's work better, the time was well spent.",
    "We ask how it looked and what was at hand. “Why did you not” stays outside, towards ourselves too.",
    "The facilitator keeps the time, takes us through all of the timeline, asks a lot, and takes no side.",
    "Everybody may ask anything, also what a word means.",
    "Notes are taken and will be shared. Say so when something is to stay out of them.",
)

POLICIES: tuple[Policy, ...] = (
    NumberPolicy(
        "review_target_hours",
        DUE,
        "R1.5",
        "Hold the review within",
        "Counted from when the incident was resolved. Memory is best then.",
        "hours",
        default=48,
        least=1,
        most=720,
    ),
    NumberPolicy(
        "review_limit_hours",
        DUE,
        "R1.5",
        "Hold the review at the latest within",
        "Beyond this, what people remember is what they have been told since.",
        "hours",
        default=72,
        least=1,
        most=1440,
    ),
    NumberPolicy(
        "rest_hours",
        DUE,
        "R2.3",
        "Let people rest after a night for",
        "Who worked on an incident at night is offered no meeting before, counted from when they stopped.",
        "hours",
        default=12,
        least=0,
        most=72,
    ),
    NumberPolicy(
        "core_room_least",
        ROOM,
        "R2.2",
        "Fewest in the core of the room",
        "Fewer, and the room lacks somebody who was there.",
        "people",
        default=4,
        least=1,
        most=50,
    ),
    NumberPolicy(
        "core_room_most",
        ROOM,
        "R2.2",
        "Most in the core of the room",
        "More, and some of them only listen.",
        "people",
        default=7,
        least=1,
        most=50,
    ),
    NumberPolicy(
        "room_most",
        ROOM,
        "R2.2",
        "Most in the room, guests and audience included",
        "A large audience makes people careful with what they say.",
        "people",
        default=12,
        least=1,
        most=500,
    ),
    NumberPolicy(
        "agenda_timeline_percent",
        AGENDA,
        "R2.7",
        "Share of the meeting that walks the timeline",
        "About two thirds: without the story, whatever else is said hangs in the air.",
        "percent",
        default=66,
        least=30,
        most=90,
    ),
    NumberPolicy(
        "agenda_sent_hours",
        AGENDA,
        "R2.7",
        "Send the agenda ahead by",
        "Everybody sees what will happen before they come; a guest sees their section.",
        "hours",
        default=24,
        least=1,
        most=336,
    ),
    ListPolicy(
        "agenda_guardrails",
        AGENDA,
        "R2.7, S3",
        "Guardrails, read out first",
        "What holds in the room. One a line.",
        default=GUARDRAILS,
        most_characters=300,
    ),
    ListPolicy(
        "agenda_opening",
        AGENDA,
        "R2.7",
        "What the facilitator opens with",
        "Who is new, what the time is for, how we ask, what the facilitator does, what becomes of the notes. "
        "One a line.",
        default=OPENING,
        most_characters=300,
    ),
    NumberPolicy(
        "themes_least",
        AGENDA,
        "R2.8",
        "Fewest themes in a draft",
        "One alone is no choice.",
        "themes",
        default=2,
        least=0,
        most=20,
    ),
    NumberPolicy(
        "themes_most",
        AGENDA,
        "R2.8",
        "Most themes in a draft",
        "More, and each of them gets a few minutes.",
        "themes",
        default=5,
        least=1,
        most=20,
    ),
    NumberPolicy(
        "theme_votes",
        AGENDA,
        "R2.8",
        "Votes for themes that each participant has",
        "What most want to talk about comes first.",
        "votes",
        default=2,
        least=1,
        most=20,
    ),
    NumberPolicy(
        "calibration_reminder_hours",
        AGENDA,
        "R2.8",
        "Remind of a draft that waits, once, after",
        "Who does not answer has not confirmed it; the room sees that.",
        "hours",
        default=24,
        least=1,
        most=336,
    ),
    NumberPolicy(
        "soak_working_days",
        DECISION,
        "R6.1, S4",
        "Soak",
        "How long ideas rest between the review and the decision. 0 lets a room decide at once; "
        "every other rule on commitments stays.",
        "working days",
        default=2,
        least=0,
        most=30,
    ),
    NumberPolicy(
        "deciders_least",
        DECISION,
        "R6.2",
        "Fewest who decide",
        "The owner of the review is one of them.",
        "people",
        default=2,
        least=1,
        most=20,
    ),
    NumberPolicy(
        "deciders_most",
        DECISION,
        "R6.2",
        "Most who decide",
        "The owner of the review is one of them.",
        "people",
        default=4,
        least=1,
        most=20,
    ),
    NumberPolicy(
        "most_commitments",
        DECISION,
        "R6.4",
        "Most that one review takes on without a reason",
        "One more is possible and says why.",
        "commitments",
        default=5,
        least=0,
        most=50,
    ),
    NumberPolicy(
        "remind_days_before",
        REMINDERS,
        "R7.2",
        "Remind the owner of a commitment ahead",
        "0 reminds on the day alone.",
        "days before its date",
        default=3,
        least=0,
        most=60,
    ),
    NumberPolicy(
        "remind_after_days",
        REMINDERS,
        "R7.2",
        "Remind the owner when a date has passed",
        "They say that it is done, or move the date with a reason.",
        "days after its date",
        default=1,
        least=1,
        most=60,
    ),
    NumberPolicy(
        "stuck_after_days",
        REMINDERS,
        "R7.2",
        "Tell the owner of the review that a commitment is stuck",
        "Somebody who is stuck needs help more than another reminder.",
        "days after its date",
        default=7,
        least=1,
        most=365,
    ),
    NumberPolicy(
        "acceptance_reminder_working_days",
        REMINDERS,
        "R7.2",
        "Remind of a commitment that waits to be accepted",
        "Nobody accepts for somebody else, so somebody has to ask.",
        "working days after it was offered",
        default=2,
        least=1,
        most=60,
    ),
    NumberPolicy(
        "verification_reminder_working_days",
        REMINDERS,
        "R7.3",
        "Remind of a commitment that waits to be verified",
        "Done is a claim until it was seen to work.",
        "working days after it was said to be done",
        default=5,
        least=1,
        most=120,
    ),
    NumberPolicy(
        "hook_delivery_days",
        KEEPING,
        "R11.5",
        "Keep the list of what hooks took in for",
        "The evidence that came of it stays, and so does what could not be read.",
        "days",
        default=90,
        least=7,
        most=3650,
    ),
    NumberPolicy(
        "session_idle_minutes",
        AGENDA,
        "R4.1",
        "End a live session when nobody has been there for",
        "It ends as of when somebody last was, and goes into the record as if it had been ended by hand.",
        "minutes",
        default=30,
        least=5,
        most=720,
    ),
    NumberPolicy(
        "late_capture_hours",
        AGENDA,
        "R4.1, R11.5",
        "Take lines that were captured without a connection, after the session ended, for",
        "A phone may find its way back late. What it kept is added to what the room found.",
        "hours",
        default=48,
        least=1,
        most=720,
    ),
    NumberPolicy(
        "interview_notes_days",
        KEEPING,
        "R2.5",
        "Delete what was noted in a talk before the meeting",
        "Counted from when the review was held. What was released to the review stays with it.",
        "days",
        default=30,
        least=1,
        most=365,
    ),
    ListPolicy(
        "factor_categories",
        FACTORS,
        "R5.1",
        "Own categories of contributing factors",
        "Beside those that Secondsight brings. One a line.",
    ),
)

BY_KEY = {policy.key: policy for policy in POLICIES}

# The first may not be more than the second.
ORDERED = (
    ("review_target_hours", "review_limit_hours"),
    ("core_room_least", "core_room_most"),
    ("core_room_most", "room_most"),
    ("themes_least", "themes_most"),
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
