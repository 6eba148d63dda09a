"""GitHub: what it tells a webhook about deployments, releases, pushes and workflow runs.

Formats, as the vendor describes them: https://docs.github.com/webhooks/webhook-events-and-payloads
"""
