"""The talks of two on the day before the meeting; what was not released is read by those two alone (R2.5)."""

from demo.facts import After, Subject, Talk

_ASKED = After(1, "08:10")

TALKS = (
    Talk(
        "hana",
        _ASKED,
        After(1, "12:45"),
        (
            Subject(
                "How did you come into it, and what did you take to be going on?",
                (
                    "I was not in it. I was looking at why my job had not finished, an hour before lunch.",
                    "The count of connections was on the page in front of me all the time. I took it for normal: I had never seen that page by day.",
                ),
                released="The number that everybody needed was on my screen from the beginning. I did not know what normal looks like there, and I did not know that anybody was looking for it.",
            ),
            Subject(
                "What worries you about the meeting?",
                (
                    "That it was my job that held them. Seven weeks here, and it is my name beside it.",
                    "Renata said that she had run it at night for two years and never thought of it either. That helped.",
                ),
            ),
        ),
        note="You saw a part of it that nobody else did.",
    ),
    Talk(
        "arjun",
        _ASKED,
        After(1, "13:30"),
        (
            Subject(
                "What do you want the room to understand?",
                (
                    "That I wrote down what did not fit, and still went along. It was the one thing we could do.",
                    "Nobody had said who is to be asked about the database after six in Vancouver.",
                ),
                released="We went along with the one thing that we knew how to do. Who is to be asked about the database in their night was written down nowhere.",
                is_named=False,
            ),
        ),
    ),
)
