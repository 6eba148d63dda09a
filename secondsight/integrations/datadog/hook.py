"""Datadog as a tool that sends live."""

from secondsight.record.rules.hooks import Tool

TOOL = Tool(
    slug="datadog",
    title="Datadog",
    set_up=(
        "Under Integrations, Webhooks, add a webhook with the address as URL and the payload that Datadog "
        "proposes, with id, date, alert_transition and alert_id in it. Mention @webhook-NAME in the "
        "monitors whose alerts belong in reviews. Datadog signs nothing: the address is the secret."
    ),
)
