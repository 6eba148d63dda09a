"""Tables of both kinds: a log of who changed which flag, and records a line."""

FLAGS = """\
date,member,action,flag,environment,project,comment
2026-10-14T13:58:03Z,ida@harbour.example,turned targeting on,checkout-smaller-pool,production,shop,
2026-10-14T14:31:00Z,bo@harbour.example,turned targeting off,checkout-smaller-pool,production,shop,see SHOP-12
"""
LINES = """\
{"time": "2026-10-14T14:02:11.500Z", "text": "pool is dry", "labels": {"service": "checkout"}, "id": 1}
{"time": "2026-10-14T14:20:02Z", "text": "rolled back to 4.17", "labels": {}, "id": 2, "author": "bo"}
{"time": "", "text": "?"}
{"time": 1791987702.25, "text": "it is back", "labels": null, "id": "3"}
"""
SAMPLES = {"csv": FLAGS.encode(), "jsonl": LINES.encode()}
