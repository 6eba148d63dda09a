"""Sentry as a tool that sends live."""

from secondsight.record.rules.hooks import Tool

TOOL = Tool(
    slug="sentry",
    title="Sentry",
    set_up=(
        "Under Settings, Developer Settings, create an internal integration with the address as Webhook "
        "URL, alert rule actions on, and the webhooks for issues, errors or comments that belong in "
        "reviews. Sentry shows its client secret: paste it here as the signing secret. Then let alert "
        "rules notify it."
    ),
    headers=("sentry-hook-resource", "sentry-hook-timestamp"),
)
