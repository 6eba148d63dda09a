"""What was caught while the review of the worked incident was held: what stays as it was said (R4.4)."""

from datetime import timedelta

from demo.facts import Caught, Room

ROOM = Room(
    people=("leila", "nandini", "joost", "arjun", "ilse", "tomasz", "hana", "renata"),
    turns=(
        ("timeline", timedelta(minutes=7)),
        ("factors", timedelta(minutes=58)),
        ("learning", timedelta(minutes=66)),
        ("closing", timedelta(minutes=76)),
    ),
    lines=(
        Caught(
            "surprise",
            "Hana's 31 sessions and Arjun's 7 queries were posted four minutes apart, in two channels that all of us can read.",
            "ilse",
            timedelta(minutes=16),
            "hana-sees-sessions",
        ),
        Caught(
            "parked",
            "Which other handles were renamed and still look alive? Not for this hour.",
            "joost",
            timedelta(minutes=22),
            "dead-handle",
        ),
        Caught(
            "surprise",
            "For two minutes the rollback looked like the remedy: two customers wrote that they had got through.",
            "tomasz",
            timedelta(minutes=31),
            "the-dip",
        ),
        Caught(
            "open_question",
            "How does the dip divide between the restart and the older version? Both accounts stand.",
            "arjun",
            timedelta(minutes=34),
            "the-dip",
        ),
        Caught(
            "luck",
            "Meera was in both channels because of a refund report. On most days nobody is.",
            "hana",
            timedelta(minutes=37),
            "meera-joins-dots",
        ),
        Caught(
            "open_question",
            "How many customers did not write, did not retry and did not come back?",
            "leila",
            timedelta(minutes=70),
        ),
    ),
)
