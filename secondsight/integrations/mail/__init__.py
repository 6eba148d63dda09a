"""E-mail: single messages (`.eml`) and mailboxes of them (`.mbox`).

Formats: https://www.rfc-editor.org/rfc/rfc5322 (messages), https://www.rfc-editor.org/rfc/rfc2045 and
https://www.rfc-editor.org/rfc/rfc2047 (parts and encoded words),
https://www.rfc-editor.org/rfc/rfc4155 (mailboxes).
"""
