"""The worked Sev-1: a connection pool runs dry, and the first alert points elsewhere.

`INCIDENT` and `REVIEW` hold it as reviewed, `EVIDENCE` what the tools kept of it. It starts at 11:59 UTC on
a Tuesday, Wednesday or Thursday about three weeks before the demo's present.
"""

from demo.facts import Evidence
from demo.story import changes as code
from demo.story import chat_around, chat_incident, chat_teams, machines, tools
from demo.story.review import INCIDENT, REVIEW, START

__all__ = ["EVIDENCE", "INCIDENT", "REVIEW", "START"]

EVIDENCE = Evidence(
    slug="checkout-pool",
    chat=tuple(
        sorted(
            (
                *chat_incident.MESSAGES,
                *chat_teams.TEAM_API,
                *chat_teams.TEAM_DATABASE,
                *chat_around.SUPPORT,
                *chat_around.DEPLOYS,
                *chat_around.ALERTS,
                *chat_around.GENERAL,
            ),
            key=lambda message: message.at,
        )
    ),
    purposes={
        "general": "Everybody, anything",
        "alerts": "What Lantern sends",
        "deploys": "What Ferry puts live",
        "support": "Customers, in the order in which they ask",
        "team-api": "API Platform",
        "team-database": "Data Platform: databases, pooler, jobs",
        "incident-checkout-latency": "Sev-1: checkout times out for a large share of customers",
    },
    alerts=machines.ALERTS,
    changes=code.CHANGES,
    status=machines.STATUS,
    tickets=machines.TICKETS,
    pages=tools.PAGES,
    cluster=tools.CLUSTER,
    cluster_ahead=tools.CLUSTER_AHEAD,
    call=tools.CALL,
    pictures=tools.PICTURES,
)
