"""PagerDuty as a tool that sends live."""

from secondsight.record.rules.hooks import Tool

TOOL = Tool(
    slug="pagerduty",
    title="PagerDuty",
    set_up=(
        "Under Integrations open Generic Webhooks (v3) and add one. Paste the address as Webhook URL, "
        "choose the services, and subscribe to the incident events. PagerDuty shows a signing secret "
        "once: paste it here as the signing secret."
    ),
)
