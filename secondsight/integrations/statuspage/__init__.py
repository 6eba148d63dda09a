"""Statuspage: what customers were told, as its API answers and its webhooks say it.

Formats, as the vendor describes them: https://developer.statuspage.io and
https://support.atlassian.com/statuspage/docs/enable-webhook-notifications/
"""
