"""Chat as plain text: logs of IRC clients and bouncers, and conversations that somebody copied out of a chat.

Formats: https://github.com/irssi/irssi (its `log` settings), https://weechat.org/files/doc/stable/weechat_user.en.html
(the logger), https://wiki.znc.in/Log, and what chat programs put into the clipboard, which nobody describes.
"""
