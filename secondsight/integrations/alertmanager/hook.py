"""Prometheus Alertmanager as a tool that sends live."""

from secondsight.record.rules.hooks import Tool

TOOL = Tool(
    slug="alertmanager",
    title="Alertmanager",
    set_up=(
        "In alertmanager.yml add a receiver with webhook_configs, the address as its url and "
        "send_resolved: true, and lead the routes to it whose alerts belong in reviews (continue: true "
        "leaves the others as they are). Alertmanager signs nothing: the address is the secret."
    ),
)
