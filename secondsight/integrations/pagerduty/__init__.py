"""PagerDuty: who was called for an incident, who answered, and what became of it."""
