"""GitLab as a tool that sends live."""

from secondsight.record.rules.hooks import Tool

TOOL = Tool(
    slug="gitlab",
    title="GitLab",
    set_up=(
        "In the project or group open Settings, Webhooks, Add new webhook. Paste the address as URL, and "
        "type the same secret token there and here as the signing secret. Choose pushes, tags, releases, "
        "pipelines and deployments."
    ),
    headers=("x-gitlab-event",),
)
