"""What was left over, and how it was put right."""

from demo.chat import offset
from demo.facts import Event
from demo.story.timeline.moments import knew

EVENTS = (
    Event(
        "stuck-orders",
        offset("12:51:58"),
        "214 baskets are paid and have no order",
        "resolution",
        "impact",
        "ilse",
        "storefront",
        "corroborated",
        known=(
            knew("ilse", "12:51:58", "comparing payments with orders"),
            knew("nandini", "12:52:40", "the incident channel"),
            knew("beatriz", "12:52:40", "the incident channel"),
        ),
        evidence=("i93", "s09", "ticket:t-04", "ticket:t-05"),
    ),
    Event(
        "schedule-off",
        offset("12:55:46"),
        "Daytime reconciliation is switched off",
        "resolution",
        "change",
        "renata",
        "data-platform",
        "corroborated",
        known=(
            knew("renata", "12:55:46", "her own change"),
            knew("joost", "12:57:02", "the incident channel"),
        ),
        evidence=("change:recon-off", "change:recon-off-live", "i95", "p07"),
    ),
    Event(
        "orders-replayed",
        offset("13:08:52"),
        "209 orders replayed, five finished by hand",
        "recovery",
        "action",
        "nandini",
        "api-platform",
        "corroborated",
        "With a script kept from an earlier incident. A dry run came first and found five baskets whose price had changed since.",
        known=(
            knew("nandini", "13:08:52", "her own action"),
            knew("beatriz", "13:09:20", "the incident channel"),
            knew("joost", "13:09:20", "the incident channel"),
        ),
        evidence=("i94", "i97", "i98", "i99", "i100", "s14"),
    ),
    Event(
        "last-status",
        offset("13:12:20"),
        "Status page: resolved",
        "recovery",
        "status_update",
        "beatriz",
        "support",
        "reported",
        known=(knew("beatriz", "13:12:20", "her own update"),),
        evidence=("status:resolved",),
    ),
)
