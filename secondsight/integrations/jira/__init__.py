"""Jira: issues with their history and comments, from its API and its webhooks, Cloud and Data Center.

Formats, as the vendor describes them: https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/,
https://developer.atlassian.com/cloud/jira/platform/webhooks/ and
https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/ (documents)
"""
