"""From knowing what held the pool to customers who can pay."""

from demo.chat import offset
from demo.facts import Event
from demo.story.timeline.moments import knew, shared

EVENTS = (
    Event(
        "no-access",
        offset("12:32:02"),
        "Nobody present may end the sessions or stop the job",
        "mitigation",
        "observation",
        "hana",
        "data-platform",
        "corroborated",
        "Two people could: one asleep, one on leave. A break-glass role exists; of those in the channel nobody had heard of it. "
        "Restarting the pooler was put aside, for paid orders were in flight.",
        known=(
            knew("hana", "12:32:02", "her own role"),
            knew("joost", "12:32:02", "the incident channel"),
            knew("leila", "12:33:40", "Joost in the incident channel"),
            *shared("12:32:02", "the incident channel", "data-platform", "api-platform", "storefront"),
        ),
        evidence=("i59", "i60", "i61", "i63", "i64", "i65", "i66"),
    ),
    Event(
        "phone-call",
        offset("12:36:15"),
        "Leila reaches Renata by telephone",
        "mitigation",
        "escalation",
        "leila",
        "storefront",
        "corroborated",
        "The number came from the HR tool, which managers can open. A second call within three minutes got through the phone's quiet hours.",
        known=(
            knew("leila", "12:36:15", "the call"),
            knew("renata", "12:36:15", "the call"),
            knew("joost", "12:36:15", "the incident channel"),
            *shared("12:36:15", "the incident channel", "data-platform", "api-platform", "storefront"),
        ),
        evidence=("i67", "i68", "i69", "i70"),
    ),
    Event(
        "renata-explains",
        offset("12:40:58"),
        "Renata connects the job, the warehouse and the pool",
        "mitigation",
        "observation",
        "renata",
        "data-platform",
        "corroborated",
        "Less than two minutes after her first look. She knew that the job asks the warehouse inside its transaction, and that daytime runs were new.",
        known=(
            knew("renata", "12:40:58", "SHOW POOLS, and what she knew of the job"),
            knew("joost", "12:40:58", "the incident channel"),
            knew("hana", "12:40:58", "the incident channel"),
            knew("tomasz", "12:41:39", "the incident channel"),
            *shared("12:40:58", "the incident channel", "data-platform", "api-platform", "storefront"),
        ),
        evidence=("i75", "i76", "i77"),
    ),
    Event(
        "decide-end-sessions",
        offset("12:42:50"),
        "Decision: stop the job and end its sessions",
        "mitigation",
        "decision",
        "joost",
        "api-platform",
        "corroborated",
        "Against a larger pool (the database was at 180 of 200 connections) and a restart of the pooler (drops orders in flight). "
        "What settled it was that a range can be repeated without harm.",
        known=(
            knew("joost", "12:42:50", "his own decision"),
            knew("renata", "12:42:50", "the incident channel"),
            *shared("12:42:50", "the incident channel", "data-platform", "api-platform", "storefront"),
        ),
        evidence=("i79", "i80", "i81", "i82"),
    ),
    Event(
        "sessions-ended",
        offset("12:46:52"),
        "Renata ends the 33 sessions",
        "mitigation",
        "action",
        "renata",
        "data-platform",
        "corroborated",
        "The job's workers went on asking the warehouse after they were told to stop, and her usual role could not end another role's "
        "sessions; she used the break-glass role.",
        known=(
            knew("renata", "12:46:52", "her own action"),
            knew("joost", "12:46:52", "the incident channel"),
            knew("hana", "12:47:19", "the pooler's queue"),
            *shared("12:46:52", "the incident channel", "data-platform", "api-platform", "storefront"),
        ),
        evidence=("i83", "i84", "i87", "i88"),
    ),
    Event(
        "checkout-back",
        offset("12:48:05"),
        "Checkout succeeds for 97 of 100 again",
        "mitigation",
        "impact",
        "ilse",
        "storefront",
        "corroborated",
        known=(
            knew("ilse", "12:48:05", "the dashboard"),
            knew("joost", "12:48:05", "the incident channel"),
            knew("meera", "12:50:11", "quiet in the chat"),
            *shared("12:48:05", "the incident channel", "storefront", "api-platform", "data-platform"),
            *shared("12:50:11", "quiet in the chat", "support"),
        ),
        evidence=("i89", "i90", "alert:latency-4", "alert:errors-2", "s13"),
    ),
)
