"""Transcripts of one call, as three programs write them."""

ZOOM = """\
WEBVTT

1
00:00:01.120 --> 00:00:04.480
Ida Berg: The pool was dry at two.

2
00:00:04.500 --> 00:00:09.000
Bo Lind: How did you see that?
And who else saw it?

3
00:00:09.100 --> 00:00:10.000
(laughter)
"""
TEAMS = """\
WEBVTT

5ff0ac4e-2f5a-4ac4-b7b5-8a0f4ec5a3ce/12-0
00:00:03.609 --> 00:00:06.879
<v Ida Berg>The graph of waiting
clients &amp; the log.</v>

5ff0ac4e-2f5a-4ac4-b7b5-8a0f4ec5a3ce/14-0
00:00:05.000 --> 00:00:07.000
<v Bo Lind (Guest)>I see.</v>
"""
MEET = """\
WEBVTT - Incident call
Kind: captions

NOTE
Recorded 2026-10-14 14:02:11 UTC

STYLE
::cue { color: lime }

00:01.500 --> 00:03.000 align:start position:0%
<v.loud Ida Berg>Rolling <i>back</i> <00:00:02.000>now.

01:00:03.000 --> 01:00:04.000
It is back.
"""
SRT = """\
1
00:00:01,120 --> 00:00:04,480
Ida Berg: The pool was dry at two.

2
00:00:04,500 --> 00:00:09,000
<i>So the thing is: it was dry.</i>
"""
SAMPLES = {"webvtt": MEET.encode(), "subrip": SRT.encode()}
