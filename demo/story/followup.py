"""Ideas of the worked review, what was decided about them, and what became of the commitments."""

from demo.facts import After, Comment, Commitment, Decision, Idea, Step

_DECIDED = After(6, "15:40")


def _decision(
    verdict: str,
    impact: int,
    effort: int,
    reason: str,
    could_complicate: str,
    look_again: After | None = None,
) -> Decision:
    return Decision(verdict, impact, effort, reason, "leila", _DECIDED, could_complicate, look_again)  # type: ignore[arg-type]


IDEAS = (
    Idea(
        "ask-first",
        "Ask the warehouse first, open the transaction after",
        "renata",
        "renata-explains",
        (
            Comment(
                "nandini",
                After(3, "07:50"),
                "The answer can be stale by the time we write. A few seconds don't matter for stock, do they?",
            ),
        ),
        _decision(
            "commit",
            3,
            1,
            "Takes the partner's speed out of our transactions. Small, and in one place.",
            "Two reads of the same range can differ; the comparison has to bear that, and does.",
        ),
    ),
    Idea(
        "watch-the-queue",
        "Page somebody when clients wait at the pooler",
        "hana",
        "hana-sees-sessions",
        (
            Comment(
                "arjun",
                After(3, "05:12"),
                "And put it on the orders-api dashboard, beside the latency. I'd have seen 412.",
            ),
        ),
        _decision(
            "commit",
            3,
            1,
            "The queue moved four minutes before the first page, and names the place.",
            "One more page. It replaces the notice on connection counts, which nobody acts on.",
        ),
    ),
    Idea(
        "rollback-page",
        "One rollback page that is right, tried by somebody who has never done it",
        "ilse",
        "runbook-fails",
        (
            Comment(
                "joost",
                After(3, "14:31"),
                "Make me the somebody. I approved it and did not know what I pressed.",
            ),
        ),
        _decision(
            "commit",
            3,
            1,
            "Three and a half minutes went into finding the way, with the two people present who knew most.",
            "A page can fall behind again; the drill that uses it is what keeps it honest.",
        ),
    ),
    Idea(
        "break-glass",
        "Break-glass for the pooler that the incident commander can open",
        "joost",
        "no-access",
        (
            Comment(
                "renata",
                After(3, "17:20"),
                "Fine by me if it ends sessions of jobs and nothing else. Not the orders role.",
            ),
            Comment(
                "sipho",
                After(4, "09:05"),
                "Can be done as a time-boxed grant with a page to Data Platform. Needs a day.",
            ),
        ),
        _decision(
            "commit",
            3,
            2,
            "A quarter of an hour lay between knowing what held the pool and somebody who could let it go.",
            "A stronger role within reach of more people: bound to an open Sev-1, for one hour, for jobs' sessions alone.",
        ),
    ),
    Idea(
        "own-share",
        "Give background jobs a pool of their own",
        "nandini",
        "two-ends-meet",
        (
            Comment(
                "renata",
                After(4, "16:44"),
                "We are at 180 of 200 connections. Any share for jobs is taken from orders on a Friday evening.",
            ),
        ),
        _decision(
            "known_risk",
            3,
            3,
            "Right in the long run, wrong on this machine. Until the larger primary is in, jobs share with orders.",
            "Two limits to keep in step; on a busy evening the reserved share would be missing.",
            After(60, "09:00"),
        ),
    ),
    Idea(
        "second-zone",
        "Somebody in Europe who may act on the databases",
        "hana",
        "page-data-platform",
        (),
        _decision(
            "known_risk",
            3,
            3,
            "Hana will grow into it; we accept the gap between 06:00 and 15:00 UTC until then, with the telephone list as the bridge.",
            "Access before experience would move the risk rather than lower it.",
            After(65, "09:00"),
        ),
    ),
    Idea(
        "announce-schedules",
        "Announce every schedule in #deploys at the minute it takes effect",
        "tomasz",
        "first-daytime-run",
        (
            Comment(
                "hana", After(3, "10:02"), "There are about 40 scheduled jobs a day. Would you read that?"
            ),
        ),
        _decision(
            "let_go",
            1,
            1,
            "It would drown the channel that made the release visible. First runs after a change may be worth it; we have no list of those.",
            "More messages in the place where we look first.",
        ),
    ),
    Idea(
        "automatic-rollback",
        "Roll a release back by itself when errors rise after it",
        "ilse",
        "decide-rollback",
        (
            Comment(
                "tomasz",
                After(3, "09:48"),
                "On this day it rolls back the wrong thing, and looks right for two minutes.",
            ),
        ),
        _decision(
            "let_go",
            1,
            3,
            "On this day it acts on a bystander and hides the dip that told us so.",
            "A new actor in every incident, which changes things while people read them.",
        ),
    ),
    Idea(
        "opening-question",
        "Open every incident channel with: who sees something odd, however small?",
        "meera",
        "meera-joins-dots",
        (),
        _decision(
            "let_go",
            3,
            1,
            "Nothing left to commit: Joost put the line into the channel template on the morning after. Used twice since.",
            "None that we can see.",
        ),
    ),
)

COMMITMENTS = (
    Commitment(
        "reconcile-asks-first",
        "Stock reconciliation asks the warehouse before it opens a transaction",
        "renata",
        "With the warehouse's test system answering in 10 s, a full run holds no transaction of recon_worker longer than 500 ms (pg_stat_activity, sampled every second).",
        "prevent",
        After(14),
        (
            Step("offered", "leila", _DECIDED),
            Step("accepted", "renata", After(6, "17:40"), "Two days of work, after the replica upgrade."),
            Step("done", "renata", After(11, "22:40"), "In 2.8.0, daytime runs are on again."),
            Step(
                "verified",
                "leila",
                After(13, "13:20"),
                "Run with a 10 s warehouse: longest transaction 212 ms over 61 minutes.",
                "https://github.quillbarrow.example/quillbarrow/stock-reconcile/pull/221",
            ),
        ),
        "ask-first",
        ("waits-inside-transaction", "shared-pool"),
        "https://github.quillbarrow.example/quillbarrow/stock-reconcile/issues/217",
    ),
    Commitment(
        "pooler-queue-page",
        "A page for clients that wait at the orders pooler",
        "hana",
        "With 20 clients made to wait for 60 s on staging, Data Platform's on-call and the orders-api on-call are both paged within two minutes, and the page names the role that holds the connections.",
        "detect_sooner",
        After(21),
        (
            Step("offered", "leila", _DECIDED),
            Step("accepted", "hana", After(7, "08:30"), "With Renata as second pair of eyes."),
        ),
        "watch-the-queue",
        ("pool-unwatched", "two-channels"),
        "https://github.quillbarrow.example/quillbarrow/observability/issues/88",
    ),
    Commitment(
        "rollback-drill",
        "A rollback page that works, proven by a drill",
        "ilse",
        "Joost and one person from Support's rota roll checkout back on staging from the page alone, approval included, within five minutes; the old runbook redirects to it.",
        "respond_better",
        After(13),
        (
            Step("offered", "leila", _DECIDED),
            Step("accepted", "ilse", After(6, "16:05"), "Page first, drill in the week after."),
        ),
        "rollback-page",
        ("runbook-behind", "dead-handle"),
        "https://github.quillbarrow.example/quillbarrow/runbooks/issues/41",
    ),
    Commitment(
        "commander-break-glass",
        "The commander of a Sev-1 can end jobs' sessions at the pooler",
        "sipho",
        "On staging, somebody who is not in Data Platform opens the grant from an open Sev-1, ends a session of recon_worker, is refused for orders_rw, and the grant is gone after 60 minutes.",
        "limit_impact",
        After(25),
        (Step("offered", "leila", _DECIDED, "Renata and Sipho agreed on the limits beforehand."),),
        "break-glass",
        ("two-keys",),
    ),
)
