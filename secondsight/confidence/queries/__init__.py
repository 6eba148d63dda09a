"""What is read of what was said in confidence: by its author, and nobody else."""

from secondsight.confidence.queries.accounts import Draft, draft, my_request, waiting

__all__ = ["Draft", "draft", "my_request", "waiting"]
