"""Grafana: what its alerting told a webhook."""
