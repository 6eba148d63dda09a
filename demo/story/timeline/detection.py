"""From the first daytime run to the second alert."""

from demo.chat import offset
from demo.facts import Event
from demo.story.timeline.moments import knew, shared

EVENTS = (
    Event(
        "first-daytime-run",
        offset("11:45:00"),
        "Stock reconciliation starts its first daytime run",
        "detection",
        "change",
        "stock-reconcile",
        "data-platform",
        "corroborated",
        "Version 2.7.0 had gone out the afternoon before: it runs every two hours by day, compares 40 ranges at a "
        "time, and keeps a range's rows in a transaction while it asks the warehouse. At night, with a fast "
        "warehouse, each transaction had taken under a second.",
        precision="minute",
        known=(
            knew("caleb", "11:45", "author of the change, on leave from that morning"),
            knew("renata", "12:40:29", "SHOW POOLS"),
            knew("joost", "12:41:20", "Renata in the incident channel"),
            knew("arjun", "12:41:20", "Renata in the incident channel"),
            *shared(
                "12:40:58", "Renata in the incident channel", "data-platform", "api-platform", "storefront"
            ),
        ),
        evidence=("change:recon-deploy", "change:recon-live", "d01", "i77"),
    ),
    Event(
        "release-418-live",
        offset("11:53:18"),
        "Checkout 4.18.0 is live on all pods",
        "detection",
        "change",
        "tomasz",
        "storefront",
        "corroborated",
        "Adds one price call to orders-api for each line of a basket. The canary took a tenth of the traffic for five "
        "minutes and looked no different from the version before.",
        known=(
            knew("storefront", "11:53:20", "#deploys"),
            knew("arjun", "12:09:44", "Ilse in #team-api"),
            knew("joost", "12:12:44", "reading back in the incident channel"),
            *shared("12:09:44", "Ilse in #team-api", "api-platform"),
        ),
        evidence=("change:live-418", "p01", "p02"),
    ),
    Event(
        "impact-starts",
        offset("11:59:00"),
        "First checkouts time out",
        "detection",
        "impact",
        "checkout",
        "storefront",
        "corroborated",
        "The gateway's log has the first 504 from orders-api at 11:59. By then the warehouse took eight to nine seconds "
        "for an answer, and 28 of the pooler's 40 server connections sat in open transactions.",
        precision="minute",
        known=(
            knew("meera", "12:03:41", "a customer in chat"),
            knew("arjun", "12:05:33", "the latency dashboard"),
            *shared("12:06:32", "the thread below the deploy", "storefront"),
            *shared("12:06:50", "#team-api", "api-platform"),
            *shared("12:07:58", "#support", "support"),
        ),
        evidence=("ticket:t-01", "alert:latency-1"),
    ),
    Event(
        "latency-alert",
        offset("12:02:20"),
        "Alert: latency of orders-api above 2 s",
        "detection",
        "signal",
        "Lantern Alerts",
        "api-platform",
        "corroborated",
        "The first thing that anybody was told. It named the service where the waiting became visible, not the place "
        "where it came from; nothing watched the pooler's queue.",
        known=(
            knew("arjun", "12:04:05", "the page"),
            knew("ilse", "12:09:28", "asking in #team-api"),
            knew("joost", "12:12:44", "the incident channel"),
            *shared("12:06:50", "#team-api", "api-platform"),
            *shared("12:12:44", "the incident channel", "storefront"),
        ),
        evidence=("alert:latency-1", "l02"),
    ),
    Event(
        "customers-notice",
        offset("12:03:41"),
        "Support hears of a payment page that spins",
        "detection",
        "observation",
        "meera",
        "support",
        "corroborated",
        "Five customers in five minutes, on different browsers and in different countries. Support had no announced "
        "change to set beside it.",
        known=(
            knew("meera", "12:03:41", "a customer in chat"),
            knew("beatriz", "12:07:58", "#support"),
            knew("joost", "12:13:30", "Beatriz in the incident channel"),
            *shared("12:07:58", "#support", "support"),
            *shared("12:13:30", "Beatriz in the incident channel", "api-platform", "storefront"),
        ),
        evidence=("s02", "s04", "ticket:t-01", "ticket:t-02", "ticket:t-03"),
    ),
    Event(
        "checkout-alert",
        offset("12:05:02"),
        "Alert: 22% of checkouts fail",
        "detection",
        "signal",
        "Lantern Alerts",
        "storefront",
        "corroborated",
        known=(
            knew("ilse", "12:05:58", "the page"),
            knew("tomasz", "12:06:32", "Ilse's question below the deploy"),
            *shared("12:06:32", "the thread below the deploy", "storefront"),
            *shared("12:10:52", "the incident channel", "api-platform"),
        ),
        evidence=("alert:errors-1", "l03", "p03"),
    ),
    Event(
        "arjun-looks",
        offset("12:05:33"),
        "Arjun sees slow answers from idle machines",
        "detection",
        "observation",
        "arjun",
        "api-platform",
        "corroborated",
        "p99 of 4.8 s against 180 ms before noon, with the processors at 20%, memory flat, no restarts. Gateway, identity "
        'and payments looked normal. "The pods are bored. They\'re waiting for something."',
        known=(
            knew("arjun", "12:05:33", "the dashboard"),
            knew("nandini", "12:06:50", "#team-api"),
            knew("joost", "12:12:44", "the incident channel"),
            *shared("12:06:50", "#team-api", "api-platform"),
            *shared("12:12:44", "the incident channel", "storefront"),
        ),
        evidence=("a03", "a04", "i06", "i07"),
    ),
)
