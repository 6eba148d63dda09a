"""Statuspage as a tool that sends live."""

from secondsight.record.rules.hooks import Tool

TOOL = Tool(
    slug="statuspage",
    title="Statuspage",
    set_up=(
        "On your status page choose Subscribe, Webhook, and paste the address, with an e-mail address "
        "that is told when sending fails. Every update that customers see then arrives here. Statuspage "
        "signs nothing: the address is the secret."
    ),
)
