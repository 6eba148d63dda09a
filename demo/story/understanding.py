"""What the review of the worked incident understood: factors, what worked, learning points."""

from demo.facts import Factor, Interaction, LearningPoint, WorkedWell

FACTORS = (
    Factor(
        "waits-inside-transaction",
        "technical_condition",
        "Stock reconciliation keeps a transaction open while it waits for the warehouse",
        ("first-daytime-run", "renata-explains"),
        "How long the shop's database is held depends on somebody else's web service. At night the wait is 300 ms; at noon it was nearly nine seconds.",
    ),
    Factor(
        "shared-pool",
        "technical_condition",
        "Orders and background jobs draw on one limit of 40 connections",
        ("two-ends-meet", "renata-explains"),
        "Nothing kept a share for customers' orders. Until jobs ran by day the two never met.",
    ),
    Factor(
        "pool-unwatched",
        "detection_gap",
        "Nothing alerts on the pooler's queue; the first alert names the service that waits",
        ("latency-alert", "hana-sees-sessions"),
    ),
    Factor(
        "two-channels",
        "coordination",
        "Two teams looked at the same shortage from both ends without knowing of each other",
        ("hana-sees-sessions", "timeout-in-log", "hana-asks-renata", "meera-joins-dots"),
        "From 12:07 to 12:28. Each had half of the numbers: 7 running on one side, 33 idle on the other.",
    ),
    Factor(
        "release-next-door",
        "deployment",
        "A release and a first daytime run began within three minutes of each other, and only the release was visible",
        ("first-daytime-run", "release-418-live", "release-suspected"),
        "Deploys are announced when they happen. A schedule that takes effect the next day is announced the day before.",
    ),
    Factor(
        "restart-looks-like-remedy",
        "cognitive_load",
        "Restarting pods empties the queue, so that the rollback seemed to help",
        ("rolled-back", "the-dip"),
    ),
    Factor(
        "runbook-behind",
        "tooling_limit",
        "The rollback runbook describes a command that went away with the move to pipelines",
        ("runbook-fails",),
        "The new way was known to Tomasz, and needs an approval on a page that its approvers had not seen.",
    ),
    Factor(
        "dead-handle",
        "coordination",
        "A renamed on-call handle looks as if it still called somebody",
        ("dead-handle",),
    ),
    Factor(
        "two-keys",
        "organisational_boundary",
        "Two people can act on the pooler and its jobs, both in one time zone",
        ("page-data-platform", "no-access", "phone-call", "sessions-ended"),
        "One was asleep, one on leave with no override in the rota. The break-glass role existed and was known to the same two.",
    ),
)

INTERACTIONS = (
    Interaction("waits-inside-transaction", "enabled", "shared-pool"),
    Interaction("release-next-door", "masked", "waits-inside-transaction"),
    Interaction("restart-looks-like-remedy", "amplified", "release-next-door"),
    Interaction("pool-unwatched", "enabled", "two-channels"),
    Interaction("dead-handle", "amplified", "two-channels"),
    Interaction("runbook-behind", "delayed", "restart-looks-like-remedy"),
    Interaction("two-channels", "delayed", "two-keys"),
)

WORKED = (
    WorkedWell(
        "Somebody outside both conversations joined them.",
        "Team channels are open to everybody at Quillbarrow, and Meera is at home in asking engineers what a word means. "
        "A quarter of an hour earlier Hana had explained to her, with a till drawer, what she then recognised.",
        ("meera-joins-dots",),
    ),
    WorkedWell(
        "The Sev-1 was declared five minutes after the page.",
        "Anybody on call may declare, and since last year nobody is asked to justify a Sev-1 that turns out smaller.",
        ("declared",),
    ),
    WorkedWell(
        "The wrong explanation was let go of within a minute of the evidence against it.",
        "Arjun's doubt about the request rate had been written down when the rollback was decided, with a promise to come back to it.",
        ("decide-rollback", "release-cleared"),
    ),
    WorkedWell(
        "The pooler was not restarted.",
        "Nandini asked what would happen to orders in flight, and Joost took not knowing for an answer.",
        ("no-access", "decide-end-sessions"),
    ),
    WorkedWell(
        "All 214 paid baskets became orders within the hour.",
        "The replay script of an earlier incident had been kept, with a dry run in it; Support had collected payment ids since 12:17.",
        ("orders-replayed", "stuck-orders"),
    ),
)

LEARNING = (
    LearningPoint(
        "technology",
        "A transaction that waits for a partner's service lends that partner our connection pool. Two more of our jobs do the same.",
        "renata",
        ("renata-explains",),
    ),
    LearningPoint(
        "watching",
        "The number that told the story, 7 queries running, was in a log at 12:11. It needed a second number from another team's screen to mean something.",
        "arjun",
        ("timeout-in-log", "two-ends-meet"),
    ),
    LearningPoint(
        "sensemaking",
        "A restart makes a queue look healthy for two minutes, whatever fills it. We now wait for the second minute before we call a remedy good.",
        "nandini",
        ("the-dip",),
    ),
    LearningPoint(
        "sensemaking",
        "Only changes that are announced as they take effect come to mind. Schedules, flags and partners' changes do not look like changes to us.",
        "tomasz",
        ("first-daytime-run", "release-suspected"),
    ),
    LearningPoint(
        "expertise",
        '"Data Platform" is three people. By day in Europe it is one of them, who can see everything and change nothing.',
        "joost",
        ("no-access", "page-data-platform"),
    ),
    LearningPoint(
        "talking_to_each_other",
        "Somebody who sees half of it from outside takes it for an effect of what the others are dealing with. What Hana lacked at 12:11 was a question that was meant for her: who sees something odd?",
        "hana",
        ("hana-asks-renata", "declared"),
    ),
    LearningPoint(
        "talking_to_customers",
        "\"Please don't pay twice\" on the status page halved the double payments. It came from Support's sheet, not from engineering.",
        "beatriz",
        ("first-status", "stuck-orders"),
    ),
    LearningPoint(
        "remedy",
        "Ending the sessions was safe because a range can be repeated. Few of us knew that of our own jobs, and it decides what may be stopped at noon.",
        "renata",
        ("decide-end-sessions",),
    ),
)
