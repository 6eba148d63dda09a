"""The worked incident and its review, as they stand once everything was read, told and decided."""

from demo.chat import offset
from demo.facts import After, Ago, Attendance, Incident, Passage, Review, SaidOfDraft, Theme
from demo.story import accounts, beside, followup, room, talks, understanding
from demo.story.decisions import DECISIONS
from demo.story.timeline import EVENTS

START = Ago(21, "11:59", on=(1, 2, 3))

INCIDENT = Incident(
    slug="checkout-pool",
    title="Checkout times out: the orders pool runs dry",
    severity="sev-1",
    start=START,
    services=("checkout", "orders-api", "orders-pool", "orders-db", "stock-reconcile"),
    teams=("storefront", "api-platform", "data-platform", "support"),
    milestones={
        "impact_start": offset("11:59:00"),
        "first_signal": offset("12:02:20"),
        "detected": offset("12:04:05"),
        "declared": offset("12:10:52"),
        "command_established": offset("12:13:06"),
        "first_status_update": offset("12:22:00"),
        "right_expert_engaged": offset("12:39:00"),
        "mitigated": offset("12:48:05"),
        "resolved": offset("12:57:20"),
        "fully_recovered": offset("13:09:20"),
    },
    summary=(
        "Checkout failed for more than half of the customers who tried for 49 minutes. Stock reconciliation, running by day for "
        "the first time, held 33 of the 40 pooled database connections in transactions that waited for the warehouse."
    ),
    impact=(
        "1,930 failed checkouts by about 640 customers; 38% success at the lowest; 57 contacts to Support; 214 baskets paid without an "
        "order until 13:09 UTC. Baskets worth about 41,000 euros were delayed; by midnight roughly two thirds had come back."
    ),
    is_customer_facing=True,
    people=(
        Attendance("joost", "incident_commander", offset("12:12:44")),
        Attendance("arjun", "primary_responder", offset("12:04:05"), was_on_call=True),
        Attendance("ilse", "primary_responder", offset("12:05:58"), was_on_call=True),
        Attendance("tomasz", "responder", offset("12:07:05")),
        Attendance("nandini", "responder", offset("12:06:50")),
        Attendance("hana", "responder", offset("12:07:22")),
        Attendance("renata", "expert", offset("12:39:00"), was_on_call=True),
        Attendance("beatriz", "communications", offset("12:07:58")),
        Attendance("meera", "customer_voice", offset("12:03:41")),
        Attendance("leila", "observer", offset("12:22:30")),
    ),
    events=EVENTS,
    decisions=DECISIONS,
    bases=beside.BASES,
    readings=beside.READINGS,
    hypotheses=beside.HYPOTHESES,
    channels=(
        "incident-checkout-latency",
        "team-api",
        "team-database",
        "support",
        "deploys",
        "alerts",
    ),
)

REVIEW = Review(
    slug="checkout-pool",
    title="The pool that two teams saw from both ends",
    incidents=("checkout-pool",),
    tier="full",
    opened=After(0, "14:40"),
    owner="leila",
    facilitator="oona",
    scribe="nandini",
    participants=("joost", "arjun", "ilse", "tomasz", "renata", "hana", "meera"),
    meeting=After(2, "14:00"),
    held=After(2, "15:20"),
    deciders=("renata", "joost"),
    decided=After(6, "16:00"),
    published=After(8, "11:00"),
    summary=(
        "For 49 minutes around noon more than half of our customers could not pay. A background job that had only ever run at night "
        "ran by day for the first time, and held the shop's database connections while it waited for a slow partner. The first alert named "
        "orders-api, a release had gone out six minutes before, and the two facts fitted so well that a quarter of an hour went to that release. "
        "Meanwhile a colleague seven weeks with us had the answer on her screen, in another channel. A question about a refund report brought the two together."
    ),
    account=(
        Passage(
            "What it looked like from inside",
            "Arjun's page said that orders-api was slow. What he found did not look like an overloaded service: idle processors, flat memory, "
            "nothing restarting. \"The pods are bored. They're waiting for something.\" Four minutes later Ilse asked whether checkout's new release "
            "could be too much for it, and there was a story: new calls, to the slow service, minutes before. It explained the time, the place and the kind of trouble. "
            "It did not explain that the request rate had risen by less than half of what the release would bring. Arjun wrote that down, and the "
            "rollback went ahead, since going back was believed to be quick and harmless.\n\n"
            "It was not quick. The runbook's command had gone two months before, the new way was a heading above an empty box, and the approval page was new to the "
            "person who had to approve. And when 4.17.3 was live, it looked right: latency fell, success rose, two customers wrote that they had got through. "
            "Two minutes later everything was worse than before.",
        ),
        Passage(
            "Two channels, one shortage",
            "At 12:07 Hana saw 31 sessions idle in a transaction and asked in #team-database whether somebody ran a migration. At 12:11 Arjun saw 7 queries running and hundreds "
            "waiting, and asked in #team-api what to make of 7. Each held half of one sum. Hana heard of the incident and took her sessions for its effect; "
            "from where she sat, a room full of senior people was dealing with it. Joost called for somebody from data at 12:14, with a handle that had been renamed. "
            "The chat gave no sign that nobody had been called.\n\n"
            "Meera was in both worlds by accident. She had asked about a report, and in passing what an idle transaction was. When the "
            "incident channel asked what orders-api was waiting for, she thought of a till drawer left open.",
        ),
        Passage(
            "Knowing without being able",
            "From 12:32 it was known what held the pool, and nobody present could make it let go. The two who could were asleep and on leave. The page went to a phone that was set to keep quiet at night, "
            "then to somebody with no laptop. Leila offered to make phone calls, which turned out to be the fastest path to the database. "
            "Renata needed less than two minutes to see it, for she knew two things that no screen showed: that the job waits inside its transaction, and that yesterday's change moved it to the day.",
        ),
        Passage(
            "What surprised us",
            "That a rollback can seem to help without having anything to do with the trouble. That our own on-call handle had been calling nobody since the rename, and that this was its first use. That a "
            "break-glass role existed. That the person with seven weeks had the oldest transaction's start time, 11:46, and with it the one fact that cleared the release.",
        ),
        Passage(
            "What we still do not know",
            "How the dip after the rollback divides between the restart and the older version: both accounts stand in the timeline. And how many customers did not write, did not retry and did not come back.",
        ),
    ),
    talks=talks.TALKS,
    accounts=accounts.ACCOUNTS,
    accounts_opened=After(2, "09:10"),
    themes=(
        Theme(
            "Two halves of one shortage",
            "The answer was on a screen in another channel. How did each side take its half for the whole?",
        ),
        Theme(
            "A release that fitted",
            "It explained the time and the place. What did it leave open, and for whom?",
        ),
        Theme(
            "A way back that had moved",
            "The runbook was right until two months before. How does anybody notice?",
        ),
    ),
    draft_sent=After(2, "09:20"),
    draft_note="What you each wrote is open. Look at your own moments first; ten minutes are enough.",
    said_of_draft=(
        SaidOfDraft(
            "hana",
            After(2, "10:05"),
            votes=("Two halves of one shortage",),
        ),
        SaidOfDraft(
            "arjun",
            After(2, "10:40"),
            confirmed=("release-suspected",),
            corrected=(
                (
                    "the-dip",
                    "To me it was not better at all: the queue grew the whole time, I only looked at latency.",
                ),
            ),
            votes=("Two halves of one shortage", "A release that fitted"),
        ),
        SaidOfDraft(
            "ilse",
            After(2, "11:15"),
            confirmed=("decide-rollback",),
            votes=("A way back that had moved", "A release that fitted"),
        ),
    ),
    agenda_sent=After(1, "14:00"),
    room=room.ROOM,
    accounts_reason="Meera is off until Monday. What she told the channel is on the timeline.",
    questions=accounts.QUESTIONS,
    factors=understanding.FACTORS,
    interactions=understanding.INTERACTIONS,
    worked=understanding.WORKED,
    learning=understanding.LEARNING,
    ideas=followup.IDEAS,
    commitments=followup.COMMITMENTS,
)
