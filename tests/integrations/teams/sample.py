"""A channel's messages in the shape in which Microsoft Graph lists them."""

import json

CHANNEL = "19:4a95f7d8db4c4e7fae857bcebe0623e6@thread.tacv2"
TEAM = "fbe2bf47-16c8-47cf-b4a5-4b9b187c508b"
IDA, BO = "8ea0e38b-efb3-4757-924a-5f94061cf8c2", "598efcd4-e549-402a-9602-0b50201faebe"
WHO = {IDA: "Ida Moreau", BO: "Bo Lindqvist"}


def user(user_id: str) -> dict[str, object]:
    """Return a person as the sender of a message."""
    return {
        "application": None,
        "device": None,
        "user": {
            "@odata.type": "#microsoft.graph.teamworkUserIdentity",
            "id": user_id,
            "displayName": WHO[user_id],
            "userIdentityType": "aadUser",
        },
    }


def message(**fields: object) -> dict[str, object]:
    """Return a message of a channel, all of its fields there, as Graph gives it."""
    whole: dict[str, object] = {
        "id": "1791986531000",
        "replyToId": None,
        "etag": "1791986531000",
        "messageType": "message",
        "createdDateTime": "2026-10-14T14:02:11.02Z",
        "lastModifiedDateTime": "2026-10-14T14:02:11.02Z",
        "lastEditedDateTime": None,
        "deletedDateTime": None,
        "subject": None,
        "summary": None,
        "chatId": None,
        "importance": "normal",
        "locale": "en-us",
        "webUrl": "https://teams.microsoft.example/l/message/1791986531000",
        "policyViolation": None,
        "eventDetail": None,
        "from": user(IDA),
        "body": {"contentType": "text", "content": "the pool is dry"},
        "channelIdentity": {"teamId": TEAM, "channelId": CHANNEL},
        "attachments": [],
        "mentions": [],
        "reactions": [],
    }
    return whole | fields


def html(content: str) -> dict[str, object]:
    """Return the body of a message that was written with markup."""
    return {"contentType": "html", "content": content}


def system(kind: str, **fields: object) -> dict[str, object]:
    """Return a message that Teams made by itself: it has no sender."""
    detail = {"@odata.type": f"#microsoft.graph.{kind}EventMessageDetail", **fields}
    return message(
        messageType="unknownFutureValue",
        **{"from": None},
        body=html("<systemEventMessage/>"),
        eventDetail=detail,
    )


def page(*messages: object) -> dict[str, object]:
    """Return an answer of Graph."""
    return {
        "@odata.context": f"https://graph.microsoft.com/v1.0/$metadata#teams('{TEAM}')"
        f"/channels('{CHANNEL.replace(':', '%3A').replace('@', '%40')}')/messages",
        "@odata.count": len(messages),
        "value": list(messages),
    }


SAMPLES = {
    "teams": json.dumps(
        page(
            message(
                body=html('<div><at id="0">Bo Lindqvist</at>, the pool is dry</div>'),
                mentions=[{"id": 0, "mentionText": "Bo Lindqvist", "mentioned": user(BO)}],
                replies=[message(id="1791986540000", replyToId="1791986531000", **{"from": user(BO)})],
            ),
            system("callStarted", initiator=user(IDA), callEventType="meeting"),
        )
    ).encode()
}
