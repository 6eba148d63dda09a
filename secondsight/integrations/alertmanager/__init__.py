"""Prometheus Alertmanager: which alerts fired, and when they no longer did."""
