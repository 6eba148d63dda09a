"""GitHub as a tool that sends live."""

from secondsight.record.rules.hooks import Tool

TOOL = Tool(
    slug="github",
    title="GitHub",
    set_up=(
        "In the repository or organisation open Settings, Webhooks, Add webhook. Paste the address as "
        "Payload URL, choose application/json, and type the same signing secret there and here. Choose "
        "the events deployments, deployment statuses, releases, pushes and workflow runs."
    ),
    headers=("x-github-event",),
)
