"""Sentry: errors that an alert rule found worth telling, and what became of their issues."""
