"""Discord: channels as DiscordChatExporter saves them.

Formats: https://github.com/Tyrrrz/DiscordChatExporter (its JSON output),
https://discord.com/developers/docs/resources/message (kinds of messages, references, embeds) and
https://discord.com/developers/docs/reference#message-formatting (mentions and stamps in a text).
"""
