"""Tables of both kinds; one is a log of who changed which flag."""

FLAGS = """\
date,member,action,flag,environment,project,comment
2026-10-14T13:58:03Z,ida@harbour.example,turned targeting on,checkout-smaller-pool,production,shop,
2026-10-14T14:31:00Z,bo@harbour.example,turned targeting off,checkout-smaller-pool,production,shop,see SHOP-12
"""
SAMPLES = {
    "csv": FLAGS.encode(),
    "jsonl": b'{"time": "2026-10-14T14:02:11Z", "text": "pool is dry"}\n{"time": "", "text": "?"}\n',
}
