"""What was written in the two teams' own channels, each without sight of the other."""

from demo.chat import ChatMessage, offset


def _api(key: str, clock: str, author: str, text: str, **more: object) -> ChatMessage:
    return ChatMessage(key, offset(clock), "team-api", author, text, **more)  # type: ignore[arg-type]


def _db(key: str, clock: str, author: str, text: str, **more: object) -> ChatMessage:
    return ChatMessage(key, offset(clock), "team-database", author, text, **more)  # type: ignore[arg-type]


TEAM_API = (
    _api(
        "a01", "11:21:10", "nandini", "has anyone got a minute for the retry budget PR before I leave at 14?"
    ),
    _api("a02", "11:24:47", "arjun", "after standup notes. so, 12:30"),
    _api("a03", "12:05:33", "arjun", "acked the latency page on orders-api. p99 4.8 s. CPU nothing. looking"),
    _api("a04", "12:06:50", "arjun", "gateway fine, identity fine, payments fine. only orders"),
    _api("a05", "12:09:28", "ilse", "hey, is orders-api unwell? checkout's errors are all 504 from you"),
    _api(
        "a06",
        "12:09:44",
        "ilse",
        "(we put out 4.18 at 11:48, one more price call per line. could that be too much?)",
    ),
    _api(
        "a07",
        "12:10:01",
        "arjun",
        "could be. it's slow here since 12:00 and nothing else changed that I can see",
        thread="a05",
    ),
    _api("a08", "12:10:12", "ilse", "opening a channel", thread="a05"),
    _api(
        "a09",
        "12:11:22",
        "arjun",
        "```orders-api WARN db: timed out after 5000 ms waiting for a server connection (all pods: running=7 waiting=366)```",
        edited=offset("12:11:51"),
    ),
    _api(
        "a10",
        "12:12:29",
        "nandini",
        "running=7? at this hour we usually peak at 30. strange number",
        thread="a09",
    ),
    _api(
        "a11",
        "12:13:01",
        "arjun",
        "could be that the extra calls hold them longer. if each takes 5 s they pile up fast",
        thread="a09",
    ),
    _api("a12", "12:13:20", "nandini", "plausible. I'll read the code that hands them out", thread="a09"),
    _api(
        "a13",
        "12:18:31",
        "nandini",
        "our side is clean: every connection is given back. so either the database is slow or there is none to get",
        thread="a09",
    ),
    _api(
        "a14", "12:19:04", "arjun", "Joost asked data to look. waiting for the rollback first", thread="a09"
    ),
    _api(
        "a15",
        "13:22:40",
        "arjun",
        "for the record: running=7 was the whole story, right there at 12:11. I read it as ours",
        reactions=(("hugging_face", ("nandini", "hana")),),
    ),
)

TEAM_DATABASE = (
    _db(
        "d01",
        "09:12:05",
        "caleb",
        "signing off for two weeks, no laptop. the reconcile change went out yesterday, first daytime run is today 11:45",
    ),
    _db("d02", "09:13:40", "hana", "have a great time! :palm_tree:", reactions=(("palm_tree", ("caleb",)),)),
    _db("d03", "11:38:55", "meera", "hello, who can tell me how old the refund report is? finance asks"),
    _db(
        "d04",
        "11:41:17",
        "hana",
        "it runs at 03:00, so today's. I'll check the column you asked about",
        thread="d03",
    ),
    _db(
        "d05",
        "12:07:22",
        "hana",
        "is somebody running a migration on orders-db? 31 sessions `idle in transaction`. I was only here to check a dashboard",
    ),
    _db("d06", "12:08:49", "hana", "they're all from one user, `recon_worker`"),
    _db(
        "d07",
        "12:11:37",
        "hana",
        "there's an incident on checkout, so this is probably the effect of their traffic. leaving a note anyway",
        edited=offset("12:12:02"),
    ),
    _db(
        "d08",
        "12:13:15",
        "meera",
        "refund report: the column is there, thank you. what's a session idle in transaction, if I may ask?",
        thread="d03",
    ),
    _db(
        "d09",
        "12:14:50",
        "hana",
        "somebody opened the till drawer and walked away. you can't use that till until they're back",
        thread="d03",
        reactions=(("joy", ("meera",)),),
    ),
    _db(
        "d10",
        "12:18:20",
        "hana",
        "33 now. the oldest has been open since 11:46. that's *before* the incident started, isn't it?",
    ),
    _db(
        "d11",
        "12:18:58",
        "hana",
        "@renata are you around? I know what time it is for you. I don't dare to touch these and couldn't anyway",
    ),
    _db(
        "d12",
        "12:22:14",
        "hana",
        "pooler: 412 clients waiting. I don't know what's normal here. the dashboard starts last week",
    ),
    _db("d13", "12:24:45", "hana", "down to 90 waiting. so their rollback helps?"),
    _db("d14", "12:26:50", "hana", "no. 300 again. and still 33"),
    _db(
        "d15",
        "12:28:10",
        "meera",
        "is this about checkout? the people in the incident channel are asking what the API waits for",
        thread="d14",
    ),
    _db("d16", "12:28:24", "hana", "I'm not in that channel", thread="d14"),
    _db(
        "d17",
        "13:30:12",
        "renata",
        "@hana you had it at 12:07 with seven weeks here. next time shout louder, I mean that kindly. and I owe you a role that can do more than look",
        reactions=(("heart", ("hana", "nandini", "leila")),),
    ),
)
