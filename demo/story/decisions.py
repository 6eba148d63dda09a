"""The decisions of the worked incident, as those who were there went over them for the review (R3.4)."""

from demo.facts import DecisionPoint, Saying, Way

DECLARED = DecisionPoint(
    "declared",
    "Call it a Sev-1 now, or look for ten more minutes?",
    "Declare a Sev-1 and open a channel",
    "ilse",
    (
        Way("declare", "Declare a Sev-1 at once", is_taken=True),
        Way("look", "Settle it with orders-api in #team-api first"),
    ),
    (
        Saying(
            "ilse",
            "recount",
            "My page said that a fifth of checkouts failed. Five minutes later it was four in ten, and Arjun's answer in #team-api "
            "sounded as puzzled as I was.",
        ),
        Saying("ilse", "signal", "The number I look at first.", event="checkout-alert"),
        Saying("ilse", "signal", "It told me that it was not only ours.", event="latency-alert"),
        Saying(
            "ilse",
            "spoke_for",
            "61% and falling. With numbers like that I want people in one place.",
            "declare",
        ),
        Saying("ilse", "spoke_against", "It calls ten people away from their lunch.", "declare"),
        Saying("arjun", "spoke_for", "Two of us were talking already and each had half the graphs.", "look"),
        Saying("ilse", "pressure", "Noon is our second busiest hour."),
        Saying(
            "ilse",
            "experience",
            "Last autumn I waited twelve minutes with one that grew. Nobody minded the Sev-1s that turned out small.",
        ),
        Saying(
            "tomasz",
            "reasonable",
            "Anybody on call may declare and need not justify it. That is what makes five minutes possible.",
        ),
        Saying(
            "hana",
            "information",
            "The new channel was in my list at 12:11, and its name said checkout. Had it said database anywhere, I would be in it.",
        ),
    ),
)

ROLLBACK = DecisionPoint(
    "decide-rollback",
    "Go back to checkout 4.17.3, or keep looking for what orders-api waits for?",
    "Roll checkout back to 4.17.3",
    "joost",
    (
        Way("back", "Roll checkout back to 4.17.3", is_taken=True),
        Way("pods", "More pods for orders-api"),
        Way("flag", "Switch the new price call off by its flag"),
        Way("look", "Leave it in place and find what orders-api waits for"),
    ),
    (
        Saying(
            "joost",
            "recount",
            "I had been in the channel for three minutes. One thing had changed, it called what was slow, and everybody I could see "
            "was from the two services between which it happened.",
        ),
        Saying(
            "arjun",
            "recount",
            "I said no objection and meant it. The rate bothered me, so I wrote it down; I did not think of it as an argument against.",
        ),
        Saying(
            "joost",
            "signal",
            "Six minutes before the first failures. That is close.",
            event="release-418-live",
        ),
        Saying("joost", "signal", "", event="arjun-looks"),
        Saying(
            "joost",
            "signal",
            "Customers in several countries at once: not one browser, not one region.",
            event="customers-notice",
        ),
        Saying(
            "tomasz",
            "misled",
            "It was our release and it did call them more often. That part was true, which is what made the rest convincing.",
            event="release-suspected",
        ),
        Saying(
            "joost",
            "misled",
            "I took it that somebody from data was on the way. The handle looked like any other.",
            event="dead-handle",
        ),
        Saying(
            "joost",
            "spoke_for",
            "Going back is cheap: one command, two minutes, nobody loses anything.",
            "back",
        ),
        Saying("tomasz", "spoke_for", "We know 4.17.3. It had run for nine days.", "back"),
        Saying(
            "arjun",
            "spoke_against",
            "The request rate on orders-api was up 1.4 times, and the release brings 2.3 times.",
            "back",
        ),
        Saying(
            "ilse",
            "spoke_for",
            "It helps when a service has too little room, and it looked like that.",
            "pods",
        ),
        Saying(
            "nandini",
            "spoke_against",
            "Each pod opens connections of its own. I did not want that pile higher before we knew.",
            "pods",
        ),
        Saying("ilse", "spoke_for", "A switch takes seconds.", "flag"),
        Saying(
            "tomasz", "spoke_against", "It only hides the breakdown. The call is made either way.", "flag"
        ),
        Saying("arjun", "spoke_for", "The processors were bored. Something else held them up.", "look"),
        Saying("joost", "spoke_against", "Every minute of looking was a minute at 44%.", "look"),
        Saying(
            "joost",
            "constraint",
            "Nobody in the channel could see the database, and I did not know whom to call but by that handle.",
            kind="unclear_escalation",
        ),
        Saying(
            "arjun",
            "constraint",
            "The pooler is Data Platform's. I had its limit in a log line and no screen that shows who holds it.",
            kind="unfamiliar_service",
        ),
        Saying("joost", "pressure", "Support counted contacts aloud, and the status page was still empty."),
        Saying(
            "beatriz",
            "pressure",
            "I asked twice for something to tell customers. That was me pressing, and I knew it.",
        ),
        Saying("joost", "experience", "Of the last nine incidents I commanded, five ended with a rollback."),
        Saying(
            "nandini",
            "reasonable",
            "With what was in that channel at 12:15 I would do the same again: the one change in view, the way back known, a doubt "
            "written down to come back to.",
        ),
        Saying(
            "joost",
            "reasonable",
            "We put aside nothing for it. Arjun went on looking while Ilse rolled back.",
        ),
        Saying(
            "hana",
            "information",
            "That 31 sessions of one user had been open since 11:46. It stood in #team-database from 12:07; I took it for an effect of "
            "your traffic.",
            event="hana-sees-sessions",
        ),
        Saying(
            "arjun",
            "information",
            "Whose the other 33 connections were. I had seven of forty in my log line and read them as all there were.",
        ),
        Saying("meera", "luck", "I had both channels open because finance wanted a column."),
    ),
)

CLEARED = DecisionPoint(
    "release-cleared",
    "4.17.3 is live and it is slow again: press on with the release, or let go of it?",
    "Let go of the release; ask what orders-api waits for",
    "joost",
    (
        Way("drop", "Let go of the release and ask anew", is_taken=True),
        Way("wait", "Give the rollback more time"),
        Way("earlier", "Go back one version further"),
    ),
    (
        Saying(
            "joost",
            "recount",
            "Two good minutes, then worse than before. Nandini's line about the restarts settled it for me.",
        ),
        Saying("joost", "signal", "The one that carried it.", event="the-dip"),
        Saying(
            "nandini",
            "misled",
            "71% and falling latency, two minutes after the rollback. It looked like the remedy working.",
            event="rolled-back",
        ),
        Saying(
            "nandini",
            "spoke_for",
            "The fall began with the restarts, to the second, not with the old version.",
            "drop",
        ),
        Saying("joost", "spoke_against", "It left us without any explanation at all, at 38%.", "drop"),
        Saying("ilse", "spoke_for", "Success had gone from 44 to 71. I wanted to believe it.", "wait"),
        Saying("arjun", "spoke_against", "6.1 s was more than before we touched anything.", "wait"),
        Saying("tomasz", "spoke_against", "4.17.3 and 4.17.2 make the same calls.", "earlier"),
        Saying("joost", "pressure", "Eighteen minutes had gone to it by then, mine most of all."),
        Saying(
            "arjun",
            "experience",
            "We had said at 12:16 that we would look at the rate again. So there was a place to go back to.",
        ),
        Saying(
            "arjun",
            "information",
            "It was in my own channel: 7 running, 366 waiting, since 12:11. I brought it a quarter of a minute after this.",
            event="timeout-in-log",
        ),
        Saying("joost", "luck", "Meera walked in fifty seconds later with the other half."),
    ),
)

SESSIONS = DecisionPoint(
    "decide-end-sessions",
    "How do we make the job let go of the pool without harming orders in flight?",
    "Stop the job and end its 33 sessions",
    "joost",
    (
        Way("end", "Stop the job and end its 33 sessions", is_taken=True),
        Way("raise", "Raise the pool's limit"),
        Way("restart", "Restart the pooler"),
    ),
    (
        Saying(
            "renata",
            "recount",
            "I had been awake for ten minutes. I wrote down three ways with what each costs, and Joost took the third.",
        ),
        Saying("renata", "signal", "One look at who holds what.", event="two-ends-meet"),
        Saying("joost", "signal", "Then there was a reason, not only a number.", event="renata-explains"),
        Saying(
            "renata",
            "spoke_for",
            "A range can be repeated without harm: the job compares again next time.",
            "end",
        ),
        Saying("renata", "spoke_against", "Nobody had ended that job half-way before.", "end"),
        Saying("ilse", "spoke_for", "No code, no restart, one number.", "raise"),
        Saying(
            "renata", "spoke_against", "orders-db was at 180 of 200 connections. A guess at noon.", "raise"
        ),
        Saying("ilse", "spoke_for", "It frees all forty at once.", "restart"),
        Saying("nandini", "spoke_against", "Paid orders were in flight, and it drops them.", "restart"),
        Saying("joost", "constraint", "Until 12:39 nobody present might end a session.", kind="access"),
        Saying("hana", "constraint", "My role shows everything and changes nothing.", kind="access"),
        Saying(
            "joost",
            "experience",
            "I have learnt to ask for what an option costs before I ask which is fastest.",
        ),
        Saying(
            "nandini",
            "reasonable",
            "It was the only one of the three that left orders alone, and the one who said so knew the job.",
        ),
        Saying(
            "renata",
            "luck",
            "The second call came within three minutes of the first, or my phone stays quiet.",
        ),
    ),
)

DECISIONS = (DECLARED, ROLLBACK, CLEARED, SESSIONS)
