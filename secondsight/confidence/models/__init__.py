"""What is stored of what was said in confidence."""

from secondsight.confidence.models.accounts import IndependentAccount

__all__ = ["IndependentAccount"]
