"""An issue of Jira Cloud with its history and comments, and webhooks about the same."""

import json

IDA = {
    "accountId": "5b10",
    "displayName": "Ida Berg",
    "emailAddress": "ida@harbour.example",
    "accountType": "atlassian",
}
BO = {"accountId": "5b11", "displayName": "Bo Lind", "accountType": "atlassian"}
COMMENT = {
    "self": "https://harbour.example/rest/api/3/issue/10012/comment/20001",
    "id": "20001",
    "author": BO,
    "body": {
        "type": "doc",
        "version": 1,
        "content": [
            {
                "type": "paragraph",
                "content": [
                    {"type": "mention", "attrs": {"id": "5b10", "text": "@Ida Berg"}},
                    {"type": "text", "text": " the pool is "},
                    {"type": "text", "text": "dry", "marks": [{"type": "strong"}]},
                    {"type": "hardBreak"},
                    {
                        "type": "text",
                        "text": "graph",
                        "marks": [{"type": "link", "attrs": {"href": "https://graphs.example/pool"}}],
                    },
                ],
            },
            {
                "type": "bulletList",
                "content": [
                    {
                        "type": "listItem",
                        "content": [
                            {"type": "paragraph", "content": [{"type": "text", "text": "roll back"}]}
                        ],
                    }
                ],
            },
        ],
    },
    "created": "2026-10-14T16:20:00.250+0200",
    "updated": "2026-10-14T16:20:00.250+0200",
}
HISTORY = {
    "id": "30001",
    "author": IDA,
    "created": "2026-10-14T17:42:31.391+0200",
    "items": [
        {
            "field": "resolution",
            "fieldtype": "jira",
            "from": None,
            "fromString": None,
            "to": "1",
            "toString": "Done",
        },
        {
            "field": "status",
            "fieldtype": "jira",
            "from": "3",
            "fromString": "In Progress",
            "to": "5",
            "toString": "Resolved",
        },
    ],
}
ISSUE = {
    "id": "10012",
    "key": "SHOP-12",
    "self": "https://harbour.example/rest/api/3/issue/10012",
    "fields": {
        "summary": "Checkout fails",
        "description": {
            "type": "doc",
            "version": 1,
            "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Since two o'clock."}]}],
        },
        "issuetype": {"name": "Incident"},
        "project": {"key": "SHOP", "name": "Shop"},
        "priority": {"name": "Highest"},
        "status": {"name": "Resolved"},
        "components": [{"name": "checkout"}],
        "labels": ["outage"],
        "created": "2026-10-14T16:05:00.000+0200",
        "updated": "2026-10-14T17:42:31.391+0200",
        "reporter": IDA,
        "creator": IDA,
        "assignee": BO,
        "comment": {"comments": [COMMENT], "total": 1, "maxResults": 1, "startAt": 0},
    },
    "changelog": {"startAt": 0, "maxResults": 1, "total": 1, "histories": [HISTORY]},
}
BARE = {**ISSUE, "fields": {k: v for k, v in ISSUE["fields"].items() if k != "comment"}}
CREATED = {"timestamp": 1791986700123, "webhookEvent": "jira:issue_created", "user": IDA, "issue": BARE}
UPDATED = {
    "timestamp": 1791992551391,
    "webhookEvent": "jira:issue_updated",
    "issue_event_type_name": "issue_generic",
    "user": IDA,
    "issue": {k: v for k, v in BARE.items() if k != "changelog"},
    "changelog": {"id": "30001", "items": HISTORY["items"]},
}
COMMENTED = {"timestamp": 1791987600250, "webhookEvent": "comment_created", "comment": COMMENT, "issue": BARE}
SEARCH = {"expand": "names,schema", "startAt": 0, "maxResults": 50, "total": 1, "issues": [ISSUE]}
SAMPLES = {"jira": json.dumps(SEARCH).encode()}
