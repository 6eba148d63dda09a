"""Tables from anywhere: CSV and TSV with a header, JSON records one a line or in a list.

Formats: https://www.rfc-editor.org/rfc/rfc4180 (CSV), https://jsonlines.org (JSON lines),
https://www.rfc-editor.org/rfc/rfc3339 (times); other common ways to write a time are in `times`.
"""
