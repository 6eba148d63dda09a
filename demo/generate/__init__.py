"""The demo organisation at any size, for measurements: believable, varied, and the same for a seed."""

from demo.generate.export import write_slack_export
from demo.generate.organisation import Chapter, organisation_at

__all__ = ["Chapter", "organisation_at", "write_slack_export"]
