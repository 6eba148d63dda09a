"""The rollback, the dip, and how two halves of a number met."""

from demo.chat import offset
from demo.facts import Event, Version
from demo.story.timeline.moments import knew, shared

EVENTS = (
    Event(
        "decide-rollback",
        offset("12:15:41"),
        "Decision: roll checkout back to 4.17.3",
        "investigation",
        "decision",
        "joost",
        "api-platform",
        "corroborated",
        "Also considered: more pods for orders-api (each opens connections of its own), and the feature flag (it hides "
        "the price breakdown, the call is made either way). Arjun had one doubt and wrote it down: the request rate was up 1.4 times, "
        "not 2.3. Going back was believed to be quick and harmless.",
        known=(
            knew("joost", "12:15:41", "his own decision"),
            knew("storefront", "12:15:41", "the incident channel"),
            knew("arjun", "12:15:57", "the incident channel"),
            *shared("12:15:41", "the incident channel", "api-platform", "support"),
        ),
        evidence=("i16", "i18", "i19", "i20", "i21"),
    ),
    Event(
        "runbook-fails",
        offset("12:17:26"),
        "The rollback runbook's second step does not exist any more",
        "investigation",
        "observation",
        "ilse",
        "storefront",
        "corroborated",
        "The command had gone when deploys moved to pipelines two months earlier. Finding the new way, and the approval "
        "that it needs from outside the team, took until 12:20:56.",
        known=(
            knew("ilse", "12:17:26", "the command's answer"),
            knew("tomasz", "12:18:03", "the incident channel"),
            knew("joost", "12:19:48", "the approval page, which he had not seen before"),
            *shared("12:17:26", "the incident channel", "storefront", "api-platform"),
        ),
        evidence=("i24", "i25", "i26", "i27", "i28", "i29"),
    ),
    Event(
        "hana-asks-renata",
        offset("12:18:58"),
        "Hana asks Renata in #team-database",
        "investigation",
        "communication",
        "hana",
        "data-platform",
        "corroborated",
        "She had noticed that the oldest session was older than the incident. She took the sessions for an effect of what "
        "the incident channel was dealing with, and did not think it hers to interrupt.",
        known=(
            knew("hana", "12:18:58", "her own message"),
            knew("renata", "12:39:08", "reading back"),
            *shared("12:18:58", "#team-database", "data-platform"),
        ),
        evidence=("d07", "d10", "d11"),
    ),
    Event(
        "page-data-platform",
        offset("12:21:10"),
        "Data Platform is paged; the page is not acknowledged",
        "investigation",
        "escalation",
        "joost",
        "api-platform",
        "corroborated",
        "Primary: Renata, at night in Vancouver, with her phone set not to disturb. Secondary: Caleb, on leave since that morning. "
        "No override had been entered in the rota.",
        known=(
            knew("joost", "12:21:10", "his own page"),
            knew("arjun", "12:21:10", "the incident channel"),
            knew("renata", "12:36:15", "Leila on the phone"),
            *shared("12:21:10", "the incident channel", "api-platform", "storefront"),
        ),
        evidence=("i32", "i33", "i55"),
    ),
    Event(
        "first-status",
        offset("12:22:00"),
        "Status page: some customers cannot complete a purchase",
        "investigation",
        "status_update",
        "beatriz",
        "support",
        "corroborated",
        "It also asked people not to pay twice, because three had.",
        known=(
            knew("beatriz", "12:22:00", "her own update"),
            knew("joost", "12:22:06", "the incident channel"),
            *shared("12:22:00", "its own update", "support"),
            *shared("12:22:06", "the incident channel", "api-platform", "storefront"),
        ),
        evidence=("status:investigating", "i34", "s09"),
    ),
    Event(
        "rolled-back",
        offset("12:23:50"),
        "Checkout 4.17.3 is live again",
        "investigation",
        "action",
        "tomasz",
        "storefront",
        "corroborated",
        known=(
            knew("storefront", "12:23:52", "the incident channel"),
            knew("joost", "12:23:52", "the incident channel"),
            *shared("12:23:52", "the incident channel", "api-platform", "support"),
        ),
        evidence=("change:live-417", "i37", "p06"),
    ),
    Event(
        "the-dip",
        offset("12:24:31"),
        "Latency falls to 1.9 s for two minutes, then rises to 6.1 s",
        "investigation",
        "observation",
        "arjun",
        "api-platform",
        "disputed",
        "What made it fall is told in two ways. Both witnesses looked at the same graph.",
        known=(
            knew("arjun", "12:24:31", "the dashboard"),
            knew("joost", "12:24:31", "the incident channel"),
            knew("meera", "12:25:40", "two customers who got through"),
            knew("hana", "12:24:45", "the pooler's queue"),
            *shared("12:24:31", "the incident channel", "api-platform", "storefront"),
        ),
        versions=(
            Version(
                "tomasz",
                "The fall began once the last pod was on 4.17.3. The old version makes fewer calls, so part of the relief "
                "was real; the queue filled again because it was not the whole of the load.",
            ),
            Version(
                "nandini",
                "The fall began with the pods' restarts, before any of them served on the old version. A restart drops "
                "every waiting call, so the queue is empty for a moment. The version made no difference.",
            ),
        ),
        evidence=("i38", "i39", "i44", "i46", "alert:latency-2", "alert:latency-3", "d13", "d14"),
    ),
    Event(
        "release-cleared",
        offset("12:27:50"),
        "The release is dropped as the explanation",
        "investigation",
        "decision",
        "joost",
        "api-platform",
        "corroborated",
        "Eighteen minutes after it was first named. The next question was the one that Arjun's first message had raised: what is orders-api waiting for?",
        known=(
            knew("joost", "12:27:50", "his own decision"),
            knew("arjun", "12:27:50", "the incident channel"),
            knew("storefront", "12:27:50", "the incident channel"),
            *shared("12:27:50", "the incident channel", "api-platform", "support"),
        ),
        evidence=("i45", "i46", "i47"),
    ),
    Event(
        "meera-joins-dots",
        offset("12:28:41"),
        "Meera tells the incident channel what Hana is seeing",
        "investigation",
        "communication",
        "meera",
        "support",
        "corroborated",
        "She was in #team-database because of a question about a refund report, and in #support because that is her job. "
        "She was the only person who could see both conversations.",
        known=(
            knew("joost", "12:28:41", "the incident channel"),
            knew("arjun", "12:28:41", "the incident channel"),
            knew("nandini", "12:28:41", "the incident channel"),
            knew("hana", "12:29:22", "being asked to join"),
            *shared("12:28:41", "the incident channel", "api-platform", "storefront", "support"),
            *shared("12:29:22", "Hana, being asked to join", "data-platform"),
        ),
        evidence=("i48", "i50", "i51", "d15", "d16"),
    ),
    Event(
        "two-ends-meet",
        offset("12:30:15"),
        "33 of 40 pooled connections are held by stock reconciliation",
        "investigation",
        "observation",
        "hana",
        "data-platform",
        "corroborated",
        "The 33 explained the 7 that Arjun had seen running and had not been able to place.",
        known=(
            knew("hana", "12:30:15", "the session list"),
            knew("arjun", "12:30:36", "Hana in the incident channel"),
            knew("joost", "12:30:50", "Hana in the incident channel"),
            knew("nandini", "12:32:20", "Hana in the incident channel"),
            *shared(
                "12:30:15", "Hana in the incident channel", "data-platform", "api-platform", "storefront"
            ),
        ),
        evidence=("i54", "i56", "i57", "i58"),
    ),
)
