"""Opsgenie as a tool that sends live."""

from secondsight.record.rules.hooks import Tool

TOOL = Tool(
    slug="opsgenie",
    title="Opsgenie",
    set_up=(
        "Under Settings, Integrations, add an outgoing Webhook. Paste the address as Webhook URL and "
        "choose the actions create, acknowledge, add note, escalate and close, with alert description and "
        "details. Opsgenie signs nothing: the address is the secret."
    ),
)
