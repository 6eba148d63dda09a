"""Opsgenie: which alerts were raised, who was called, who answered, what was noted."""
