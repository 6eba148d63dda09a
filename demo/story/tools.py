"""What paging, the cluster, a call and a saved graph kept of the worked incident."""

from datetime import timedelta

from demo.chat import offset
from demo.facts import ClusterEvent, PageStep, Picture, Spoken

LATENCY, ERRORS = "OrdersApiLatencyHigh: p99 above 2 s", "CheckoutErrorRateHigh: 22% of checkouts fail"
HELP = "Sev-1 checkout, please look at orders-db"

PAGES = (
    PageStep("latency-page", offset("12:02:21"), "trigger", "latency", LATENCY, "orders-api"),
    PageStep("latency-told", offset("12:02:22"), "notify", "latency", LATENCY, "orders-api", "arjun"),
    PageStep("latency-ack", offset("12:04:05"), "acknowledge", "latency", LATENCY, "orders-api", "arjun"),
    PageStep("errors-page", offset("12:05:03"), "trigger", "errors", ERRORS, "checkout"),
    PageStep("errors-told", offset("12:05:04"), "notify", "errors", ERRORS, "checkout", "ilse"),
    PageStep("errors-ack", offset("12:05:58"), "acknowledge", "errors", ERRORS, "checkout", "ilse"),
    PageStep("help-page", offset("12:21:10"), "trigger", "help", HELP, "orders-db", "joost"),
    PageStep("help-renata", offset("12:21:11"), "notify", "help", HELP, "orders-db", "renata"),
    PageStep("latency-gone", offset("12:25:03"), "resolve", "latency", LATENCY, "orders-api"),
    PageStep("again-page", offset("12:28:04"), "trigger", "again", LATENCY, "orders-api"),
    PageStep("again-told", offset("12:28:05"), "notify", "again", LATENCY, "orders-api", "arjun"),
    PageStep("help-on", offset("12:30:28"), "escalate", "help", HELP, "orders-db", "caleb"),
    PageStep("help-caleb", offset("12:30:29"), "notify", "help", HELP, "orders-db", "caleb"),
    PageStep("again-end", offset("12:49:21"), "resolve", "again", LATENCY, "orders-api"),
    PageStep("errors-end", offset("12:51:03"), "resolve", "errors", ERRORS, "checkout"),
    PageStep("help-end", offset("12:57:31"), "resolve", "help", HELP, "orders-db", "joost"),
)

# Nobody noticed on the day: the cluster's clock ran three minutes fast. The commits that it names are told
# by the code host as well, so that the product finds it.
CLUSTER_AHEAD = timedelta(minutes=3)
_POD = "checkout-6c8f7d5b9-x2m4q"

CLUSTER = (
    ClusterEvent(
        "pulling",
        offset("12:20:59"),
        "Pulling",
        "Pod",
        _POD,
        'Pulling image "registry.quillbarrow.example/checkout:{commit}"',
    ),
    ClusterEvent(
        "scaled",
        offset("12:21:00"),
        "ScalingReplicaSet",
        "Deployment",
        "checkout",
        "Scaled up replica set checkout-6c8f7d5b9 to 8",
    ),
    ClusterEvent(
        "unready",
        offset("12:23:02"),
        "Unhealthy",
        "Pod",
        "checkout-6c8f7d5b9-q8w7z",
        "Readiness probe failed: no answer from orders-api within 5 s",
        is_warning=True,
    ),
    ClusterEvent(
        "complete",
        offset("12:23:51"),
        "RolloutComplete",
        "Deployment",
        "checkout",
        "8 of 8 pods run commit {commit}",
    ),
    ClusterEvent(
        "job-set",
        offset("12:55:03"),
        "Updated",
        "CronJob",
        "stock-reconcile-day",
        "Set to commit {commit}",
        ref="stock-reconcile v2.7.1",
    ),
    ClusterEvent(
        "job-off",
        offset("12:55:45"),
        "JobSuspended",
        "CronJob",
        "stock-reconcile-day",
        "Suspended by commit {commit}: no further runs are scheduled",
        ref="stock-reconcile v2.7.1",
    ),
)


def _s(clock: str, seconds: float, who: str, text: str) -> Spoken:
    return Spoken(offset(clock), seconds, who, text)


CALL = (
    _s(
        "13:01:32",
        5.2,
        "tomasz",
        "Right. Five baskets were paid, have no order, and cost something else by now.",
    ),
    _s("13:01:39", 4.1, "beatriz", "Then we say it once: nobody pays more than they saw."),
    _s(
        "13:01:46",
        6.4,
        "tomasz",
        "Good. I set the price that they were shown and place each order as it was.",
    ),
    _s(
        "13:03:10",
        5.0,
        "beatriz",
        "The second one wrote to us twice. I answer her while you press the button.",
    ),
    _s("13:05:24", 3.8, "tomasz", "That is three. The fourth has a voucher that ran out at noon."),
    _s("13:05:30", 3.9, "beatriz", "It was good when he paid, so it is good now."),
    _s("13:08:40", 4.6, "tomasz", "And that was the fifth. All five have an order and a confirmation."),
    _s("13:08:47", 2.7, "beatriz", "Then I can write that down. Thank you, Tomasz."),
)

PICTURES = (
    Picture(
        "orders-api-p99.png",
        (
            *(0.03, 0.03, 0.04, 0.03, 0.05, 0.12, 0.34, 0.58, 0.69, 0.74, 0.78, 0.80, 0.79, 0.80),
            *(0.81, 0.80, 0.62, 0.31, 0.32, 0.66, 0.92, 0.98, 0.99, 0.98, 0.97, 0.98, 0.96, 0.97),
            *(0.98, 0.97, 0.95, 0.60, 0.12, 0.05, 0.04, 0.04, 0.03, 0.04, 0.03, 0.03),
        ),
    ),
)
