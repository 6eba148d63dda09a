"""What those closest wrote the day after, each before they could read the others (R2.6).

They differ in when the database people were asked, whether the fall came before or after the rollback, who
called for that, how sure one could be that it worked; and each tells something that nobody else does.
"""

from demo.chat import offset
from demo.facts import After, OwnAccount, Told

_ASKED = After(1, "07:30")

ACCOUNTS = (
    OwnAccount(
        "ilse",
        _ASKED,
        After(1, "08:40"),
        (
            Told("My phone rang while I was in the queue for lunch. I read it on the stairs."),
            Told("Checkout alert: a fifth of checkouts fail", offset("12:05:00"), belief="known"),
            Told(
                "I suspected the new release of overloading orders-api; it had gone out minutes before",
                offset("12:09:30"),
                belief="believed",
                event="release-suspected",
            ),
            Told("I declared a Sev-1", offset("12:11:00"), actor="me", belief="known"),
            Told(
                "The decision to roll checkout back to 4.17.3 was made between Arjun and me",
                offset("12:12:00"),
                actor="Arjun",
                event="decide-rollback",
            ),
            Told("The runbook's second step did not exist any more, and I had no other", offset("12:17:00")),
            Told(
                "Latency falls, success at 71%: the rollback had worked",
                offset("12:24:00"),
                belief="known",
                event="the-dip",
            ),
            Told("Two minutes later I was reading the same dashboard and did not believe it."),
            Told("What I think mattered: nothing on any screen of ours said the word database."),
        ),
        "What did checkout look like from where you sat?",
    ),
    OwnAccount(
        "arjun",
        _ASKED,
        After(1, "10:05"),
        (
            Told("Slow answers from idle machines. The pods were bored", offset("12:05:00"), belief="known"),
            Told(
                "Ilse asked about the release overloading orders-api, and it fitted",
                offset("12:10:00"),
                belief="believed",
                event="release-suspected",
            ),
            Told(
                "Requests waiting for a database connection: 7 running, hundreds waiting", offset("12:11:00")
            ),
            Told(
                "Latency began to fall, with the first restarts",
                offset("12:22:00"),
                belief="believed",
                event="the-dip",
            ),
            Told("Checkout 4.17.3 was live again", offset("12:25:00"), event="rolled-back"),
            Told("The number 7 bothered me from the first minute. I asked about it in our own channel."),
            Told("I took it that somebody from the database team had been called, and waited for them."),
        ),
    ),
    OwnAccount(
        "tomasz",
        _ASKED,
        After(1, "12:20"),
        (
            Told("It fits, timing-wise. I said so, and that I did not love it", offset("12:12:00")),
            Told(
                "Joost decided to roll checkout back to 4.17.3",
                offset("12:15:00"),
                actor="Joost",
                event="decide-rollback",
            ),
            Told(
                "I rolled out 4.17.3; the last pod was live",
                offset("12:23:00"),
                event="rolled-back",
                actor="me",
            ),
            Told(
                "Latency falls, once the old version serves",
                offset("12:24:30"),
                belief="known",
                event="the-dip",
            ),
            Told(
                "The approval page was new to both of us. Joost looked for the button; I described it to him."
            ),
        ),
        "The rollback, from your side.",
    ),
    OwnAccount(
        "hana",
        _ASKED,
        After(1, "13:45"),
        (
            Told(
                "Sessions idle in transaction, 31 of them. I asked whether it was a migration",
                offset("12:07:00"),
            ),
            Told(
                "Looked up Caleb in the calendar: on leave, and no second name for the job",
                offset("12:09:00"),
            ),
            Told("I asked Renata in #team-database", offset("12:12:00"), is_about=True, actor="me"),
            Told(
                "The oldest transaction had begun at 11:46 UTC, before the release. I had it on my screen",
                offset("12:20:00"),
                is_about=True,
                belief="known",
            ),
            Told(
                "I read that a Sev-1 was on, and took my sessions for what it did to us, not for what it was."
            ),
            Told(
                "Meera told the incident channel, and they asked me to join",
                offset("12:29:00"),
                actor="Meera",
            ),
            Told("I did not know that I was allowed to speak up in an incident of another team."),
        ),
    ),
    OwnAccount("meera", _ASKED, None, (), "How did you come to put the two channels together?"),
)

# What became a question for the meeting: in what they differ, and over which event.
QUESTIONS = (("time", "the-dip"), ("actor", "decide-rollback"), ("time", "hana-asks-renata"))
