"""Microsoft Teams: messages of channels and chats as Microsoft Graph tells them.

Formats: https://learn.microsoft.com/graph/api/resources/chatmessage (a message),
https://learn.microsoft.com/graph/teams-messaging-overview (attachments, mentions, reactions),
https://learn.microsoft.com/graph/system-messages (what Teams notes by itself) and
https://adaptivecards.io/explorer (cards, and their older kin).
"""
