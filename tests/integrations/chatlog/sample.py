"""A log of an IRC channel, and a conversation copied out of a chat."""

IRC = """\
--- Log opened Wed Oct 14 23:50:02 2026
23:50 -!- ida [~ida@quillbarrow.example] has joined #incident-42
23:58 <@ida> the pool is dry
23:59  * bo restarts db-1
--- Day changed Thu Oct 15 2026
00:03 < bo> it is back
00:04 -!- bo [~bo@quillbarrow.example] has quit [Quit: leaving]
--- Log closed Thu Oct 15 00:10:00 2026
"""
PASTED = """\
Wednesday, October 14th, 2026
ida [11:58 PM]
the pool is dry
p99 is above 2 s

Lantern Alerts APP [11:59 PM]
[FIRING:1] HighLatency

bo [12:03 AM]
it is back
"""
# The log tells its zone; a conversation that was copied never does, so that it has to be said.
SAMPLES = {
    "irc": "".join(
        f"2026-10-14T{time}Z <{nick}> {said}\n"
        for time, nick, said in (
            ("23:58:00", "ida", "the pool is dry"),
            ("23:58:40", "bo", "restarting db-1"),
            ("23:59:10", "ida", "it is back"),
        )
    ).encode(),
    "pasted-chat": PASTED.encode(),
}
