"""What ran beside the worked incident: what its milestones rest on, who felt it, what was believed."""

from demo.beside import Basis, Heard, Hypothesis, LifeStep, Reading
from demo.chat import offset

BASES = (
    Basis("impact_start", ("impact-starts",), ("ticket:t-01",), is_its_time=True),
    Basis("first_signal", ("latency-alert",), ("alert:latency-1",)),
    Basis("detected", ("latency-alert",), ("a03",)),
    Basis("declared", ("declared",), ("i03",)),
    Basis("command_established", ("command",), ("i12",)),
    Basis("right_expert_engaged", ("phone-call",)),
    Basis("first_status_update", ("first-status",), ("status:investigating",)),
    Basis("mitigated", ("checkout-back",), ("i91",)),
    Basis("resolved", ("schedule-off",), ("i96",)),
    Basis("fully_recovered", ("orders-replayed",)),
)

READINGS = (
    Reading(
        "customer", "affected_users", 640, offset("11:59:00"), "meera", "The gateway's log, counted by account",
        until=offset("12:48:05"),
    ),
    Reading(
        "customer", "failed_requests", 22, offset("12:05:02"), "ilse", "The second alert",
        evidence=("alert:errors-1",),
    ),
    Reading("customer", "failed_requests", 39, offset("12:10:52"), "ilse", "The checkout board", evidence=("i03",)),
    Reading("customer", "failed_requests", 56, offset("12:20:51"), "joost", "The checkout board", evidence=("i32",)),
    Reading("customer", "failed_requests", 29, offset("12:24:40"), "ilse", "The checkout board", evidence=("i39",)),
    Reading("customer", "failed_requests", 3, offset("12:48:05"), "ilse", "The checkout board", evidence=("i90",)),
    Reading(
        "customer", "tickets", 57, offset("11:59:00"), "meera", "Support's queue", until=offset("12:36:40"),
        evidence=("i71",),
    ),
    Reading(
        "customer", "other", 214, offset("12:51:58"), "nandini", "Payments without an order",
        until=offset("13:08:52"), what="Baskets paid without an order", evidence=("i93",),
    ),
    Reading(
        "internal", "engineers_paged", 4, offset("12:02:21"), "leila", "The pager's log, by person",
        until=offset("12:57:20"),
    ),
    Reading(
        "internal", "other", 10, offset("12:10:52"), "leila", "The people view",
        until=offset("12:57:20"), what="People kept from their work",
    ),
)  # fmt: skip

HYPOTHESES = (
    Hypothesis(
        "The new release overloads orders-api",
        ("a05", "a06", "i08"),
        (
            LifeStep(
                "raised", offset("12:09:44"), "ilse", "storefront",
                "It had gone live six minutes before the first failures, and calls exactly the slow service.",
                event="release-suspected", evidence="a06",
            ),
            LifeStep(
                "supported", offset("12:24:40"), "ilse", "storefront",
                "With 4.17.3 live, latency fell and checkout success rose to 71%.", evidence="i39",
                heard=(
                    Heard("data-platform", offset("12:24:45"), "saw", "90 waiting instead of 412"),
                    Heard("api-platform", offset("12:24:40"), "read", "the incident channel"),
                ),
            ),
            LifeStep(
                "dropped", offset("12:27:50"), "joost", "api-platform",
                "The old version was just as slow two minutes later.", event="release-cleared",
                heard=(Heard("data-platform", offset("12:30:15"), "told", "Meera, then the channel itself"),),
            ),
        ),
    ),
    Hypothesis(
        "The idle sessions are the effect of the incident's traffic",
        ("d05", "d06"),
        (
            LifeStep(
                "raised", offset("12:11:37"), "hana", "data-platform",
                "There was an incident on checkout, and she saw the sessions from its other end.", evidence="d07",
            ),
            LifeStep(
                "dropped", offset("12:18:20"), "hana", "data-platform",
                "The oldest had been open since 11:46, before the incident began.", evidence="d10",
                heard=(
                    Heard("api-platform", offset("12:28:41"), "told", "Meera in the incident channel"),
                    Heard("storefront", offset("12:28:41"), "told", "Meera in the incident channel"),
                    Heard("meera", offset("12:28:10"), "read", "#team-database"),
                ),
            ),
        ),
    ),
    Hypothesis(
        "Something holds the database connections that orders-api waits for",
        ("a09", "a10"),
        (
            LifeStep(
                "raised", offset("12:18:31"), "nandini", "api-platform",
                "orders-api gives every connection back: either the database is slow or there is none to get.",
                evidence="a13",
                heard=(Heard("storefront", offset("12:28:41"), "told", "Meera in the incident channel"),),
            ),
            LifeStep(
                "supported", offset("12:28:41"), "meera", "support",
                "A colleague in another channel sees 33 sessions that somebody opened and walked away from.",
                event="meera-joins-dots",
            ),
            LifeStep(
                "confirmed", offset("12:30:15"), "hana", "data-platform",
                "33 of the 40 pooled connections belong to stock reconciliation.", event="two-ends-meet",
            ),
        ),
    ),
)  # fmt: skip
