"""Datadog: what its monitors found, and the events that others told it of."""
