"""Slack: exports of a workspace's messages as a ZIP archive, of every age.

Formats, as the vendor describes them:
https://slack.com/help/articles/220556107-How-to-read-Slack-data-exports (the archive),
https://docs.slack.dev/reference/events/message (a message and its subtypes),
https://docs.slack.dev/messaging/formatting-message-text (mentions and links in a text),
https://docs.slack.dev/reference/block-kit/blocks and
https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments (what bots send).
"""
