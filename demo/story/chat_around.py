"""What customers' side, the bots and everybody else wrote meanwhile."""

from demo.chat import Card, ChatMessage, offset


def _in(channel: str, key: str, clock: str, author: str, text: str, **more: object) -> ChatMessage:
    return ChatMessage(key, offset(clock), channel, author, text, **more)  # type: ignore[arg-type]


SUPPORT = (
    _in(
        "support",
        "s01",
        "11:52:30",
        "beatriz",
        "reminder: the walnut ink sets are back in stock, expect questions about shipping",
    ),
    _in(
        "support", "s02", "12:03:41", "meera", 'chat: "payment page just spins". asked for browser and basket'
    ),
    _in("support", "s03", "12:05:12", "meera", "second one, on a phone"),
    _in(
        "support",
        "s04",
        "12:07:58",
        "meera",
        "five in five minutes. not one browser, not one country. @beatriz",
    ),
    _in(
        "support",
        "s05",
        "12:08:40",
        "beatriz",
        "saw it. is anything announced? nothing in #deploys that says so",
        thread="s04",
    ),
    _in("support", "s06", "12:10:20", "meera", "This message was deleted.", kind="deleted"),
    _in(
        "support",
        "s07",
        "12:10:48",
        "beatriz",
        "took that one down, it had the customer's address in it. order number is enough",
        thread="s06",
        reactions=(("+1", ("meera",)),),
    ),
    _in(
        "support",
        "s08",
        "12:13:02",
        "beatriz",
        "Sev-1 is open. wording until I say otherwise: \"we know, we're on it, please don't pay twice\"",
    ),
    _in(
        "support",
        "s09",
        "12:16:33",
        "meera",
        "people do pay twice. three so far show two charges and no order",
        reactions=(("eyes", ("beatriz",)),),
    ),
    _in(
        "support",
        "s10",
        "12:17:10",
        "beatriz",
        "collect the payment ids in the sheet, we'll need every one of them",
        thread="s09",
        file="double-charges.csv",
    ),
    _in("support", "s11", "12:25:40", "meera", "it's getting better? two customers just got through"),
    _in("support", "s12", "12:27:22", "meera", "no, it isn't"),
    _in("support", "s13", "12:50:11", "meera", "chat is quiet. last complaint was 12:46"),
    _in(
        "support",
        "s14",
        "13:10:02",
        "beatriz",
        "all 214 paid baskets have an order now. macro for the apology is in the help desk, with a code for free shipping",
        reactions=(("tada", ("meera", "leila")),),
    ),
)

DEPLOYS = (
    _in(
        "deploys",
        "p01",
        "11:48:14",
        "ferry",
        "checkout v4.18.0 → production, canary 10%",
        card=Card(
            "checkout v4.18.0",
            "Price breakdown per basket line (#1893)",
            "2eb67d",
            (("By", "tomasz-qb"), ("Stage", "canary")),
        ),
    ),
    _in(
        "deploys",
        "p02",
        "11:53:20",
        "ferry",
        "checkout v4.18.0 is live in production (8 of 8 pods)",
        card=Card(
            "checkout v4.18.0", "Canary healthy for 5 min", "2eb67d", (("By", "tomasz-qb"), ("Stage", "full"))
        ),
        reactions=(("ship", ("tomasz", "ilse")),),
    ),
    _in(
        "deploys",
        "p03",
        "12:06:32",
        "ilse",
        "I have checkout errors since 12:00ish. is anybody else seeing something after this one?",
        thread="p02",
    ),
    _in("deploys", "p04", "12:07:05", "tomasz", "canary was clean. looking at the traces", thread="p02"),
    _in(
        "deploys",
        "p05",
        "12:20:58",
        "ferry",
        "checkout v4.17.3 → production, started",
        card=Card(
            "checkout v4.17.3",
            "Re-run of a previous version",
            "f2c744",
            (("By", "tomasz-qb"), ("Approved", "joost-qb")),
        ),
    ),
    _in("deploys", "p06", "12:23:50", "ferry", "checkout v4.17.3 is live in production (8 of 8 pods)"),
    _in(
        "deploys",
        "p07",
        "12:55:48",
        "ferry",
        "stock-reconcile: schedule changed, daytime runs off",
        card=Card(
            "stock-reconcile 2.7.1", "Turn the daytime schedule off (#215)", "2eb67d", (("By", "renata-qb"),)
        ),
    ),
    _in(
        "deploys",
        "p08",
        "14:06:10",
        "ferry",
        "checkout v4.18.0 is live in production (8 of 8 pods)",
        reactions=(("handshake", ("tomasz", "arjun")),),
    ),
)


def _alert(
    key: str, clock: str, text: str, title: str, detail: str, color: str, service: str, severity: str
) -> ChatMessage:
    fields = (("Service", service), ("Severity", severity))
    return _in("alerts", key, clock, "lantern", text, card=Card(title, detail, color, fields))


_RED, _AMBER, _GREEN = "a30200", "f2c744", "2eb67d"

ALERTS = (
    _alert(
        "l01",
        "11:33:02",
        "[FIRING] SearchIndexAge",
        "SearchIndexAge",
        "index is 9 h old, expected under 8 h",
        _AMBER,
        "search",
        "notice",
    ),
    _alert(
        "l02",
        "12:02:20",
        "[FIRING] OrdersApiLatencyHigh",
        "OrdersApiLatencyHigh",
        "p99 4.1 s over 3 min, threshold 2 s. Paged: Arjun Velankar",
        _RED,
        "orders-api",
        "page",
    ),
    _alert(
        "l03",
        "12:05:02",
        "[FIRING] CheckoutErrorRateHigh",
        "CheckoutErrorRateHigh",
        "22% of checkouts fail over 3 min, threshold 5%. Paged: Ilse Brandvik",
        _RED,
        "checkout",
        "page",
    ),
    _alert(
        "l04",
        "12:12:45",
        "[FIRING] GatewayUpstream5xx",
        "GatewayUpstream5xx",
        "504 from orders-api, 310 a minute",
        _AMBER,
        "api-gateway",
        "notice",
    ),
    _alert(
        "l05",
        "12:25:02",
        "[RESOLVED] OrdersApiLatencyHigh",
        "OrdersApiLatencyHigh",
        "p99 1.9 s",
        _GREEN,
        "orders-api",
        "page",
    ),
    _alert(
        "l06",
        "12:28:03",
        "[FIRING] OrdersApiLatencyHigh",
        "OrdersApiLatencyHigh",
        "p99 6.1 s over 1 min, threshold 2 s",
        _RED,
        "orders-api",
        "page",
    ),
    _alert(
        "l07",
        "12:49:20",
        "[RESOLVED] OrdersApiLatencyHigh",
        "OrdersApiLatencyHigh",
        "p99 240 ms",
        _GREEN,
        "orders-api",
        "page",
    ),
    _alert(
        "l08",
        "12:51:02",
        "[RESOLVED] CheckoutErrorRateHigh",
        "CheckoutErrorRateHigh",
        "1.6% of checkouts fail",
        _GREEN,
        "checkout",
        "page",
    ),
)

GENERAL = (
    _in(
        "general",
        "g01",
        "11:30:12",
        "sipho",
        "new badges are at the front desk, the old ones stop working on Friday",
    ),
    _in(
        "general",
        "g02",
        "12:04:20",
        "leila",
        "there is apricot cake in the Berlin kitchen. for about four minutes, by experience",
        reactions=(("cake", ("joost", "beatriz", "sipho")),),
    ),
    _in("general", "g03", "12:06:44", "joost", "can confirm, was there", thread="g02"),
    _in("general", "g04", "13:18:09", "ilse", "is there cake left", reactions=(("cry", ("joost",)),)),
)
