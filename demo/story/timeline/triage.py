"""From the first theory to a call that reaches nobody."""

from demo.chat import offset
from demo.facts import Event
from demo.story.timeline.moments import believed, knew

EVENTS = (
    Event(
        "hana-sees-sessions",
        offset("12:07:22"),
        "Hana sees 31 sessions idle in transaction",
        "triage",
        "observation",
        "hana",
        "data-platform",
        "corroborated",
        "She had opened the database's session list to check a dashboard, and asked in #team-database whether "
        "somebody was running a migration. Her team mates were asleep and on leave.",
        known=(
            knew("hana", "12:07:22", "the session list"),
            knew("meera", "12:14:50", "#team-database, where she had asked about a report"),
            knew("joost", "12:28:41", "Meera in the incident channel"),
            knew("arjun", "12:28:41", "Meera in the incident channel"),
            knew("renata", "12:39:08", "reading back"),
        ),
        evidence=("d05", "d06"),
    ),
    Event(
        "release-suspected",
        offset("12:09:44"),
        "The new release is suspected of overloading orders-api",
        "triage",
        "hypothesis",
        "ilse",
        "storefront",
        "corroborated",
        "Raised because it had gone live six minutes before the first failures, because it calls exactly the service that was slow, "
        "and because it calls it more often. Dropped at 12:27, when the old version was just as slow.",
        known=(
            believed("ilse", "12:09:44", "her own reading of the deploy times"),
            believed("arjun", "12:10:01", "Ilse in #team-api"),
            believed("tomasz", "12:12:37", "his own reading of the call counts"),
            believed("joost", "12:15:41", "the incident channel"),
            believed("hana", "12:11:37", "the incident's name, from outside the channel"),
        ),
        evidence=("a06", "a07", "i08", "i09"),
    ),
    Event(
        "declared",
        offset("12:10:52"),
        "Ilse declares a Sev-1",
        "triage",
        "decision",
        "ilse",
        "storefront",
        "corroborated",
        "Checkout success at 61%. She declared five minutes after her page, without asking anybody whether she might.",
        known=(
            knew("ilse", "12:10:52", "her own decision"),
            knew("tomasz", "12:11:09", "the incident channel"),
            knew("arjun", "12:11:15", "the incident channel"),
            knew("beatriz", "12:12:51", "the incident channel"),
            knew("hana", "12:11:37", "the list of channels; she did not join"),
        ),
        evidence=("i01", "i03"),
    ),
    Event(
        "timeout-in-log",
        offset("12:11:22"),
        "Arjun finds requests waiting for a database connection",
        "triage",
        "observation",
        "arjun",
        "api-platform",
        "corroborated",
        "The log said that 7 queries were running and 366 waiting. In #team-api it was read as too many calls of their "
        "own, held too long. The same shortage was in view in #team-database at that minute, from the other end.",
        known=(
            knew("arjun", "12:11:22", "the log of orders-api"),
            knew("nandini", "12:12:29", "#team-api"),
            knew("joost", "12:28:04", "Arjun in the incident channel"),
            knew("hana", "12:29:40", "reading back in the incident channel"),
        ),
        evidence=("a09", "a10", "a11"),
    ),
    Event(
        "command",
        offset("12:13:06"),
        "Joost takes command",
        "triage",
        "handoff",
        "joost",
        "api-platform",
        "corroborated",
        "Parts were given out in one message: checkout, orders-api, customers. Nobody was there for the database.",
        known=(
            knew("storefront", "12:13:06", "the incident channel"),
            knew("arjun", "12:13:06", "the incident channel"),
            knew("beatriz", "12:13:06", "the incident channel"),
        ),
        evidence=("i12",),
    ),
    Event(
        "dead-handle",
        offset("12:14:20"),
        "A call for a database engineer reaches nobody",
        "triage",
        "escalation",
        "joost",
        "api-platform",
        "corroborated",
        "@data-oncall had been renamed when the team was. The chat shows an unknown handle like any other word, so that "
        "the channel believed that somebody had been asked.",
        known=(
            believed("joost", "12:14:20", "his own message"),
            believed("arjun", "12:19:04", "the incident channel"),
            knew("oona", "13:14:26", "reading the channel for the review"),
        ),
        evidence=("i15", "a14"),
    ),
)
