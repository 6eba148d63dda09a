"""Transcripts of calls: WebVTT as Zoom, Teams and Meet write it, and SubRip (SRT).

Formats: https://www.w3.org/TR/webvtt1/ (WebVTT), https://www.loc.gov/preservation/digital/formats/fdd/fdd000569.shtml
(SubRip), https://support.zoom.com/hc/en/article?id=zm_kb&sysparm_article=KB0064927 (names in Zoom's cues),
https://learn.microsoft.com/graph/api/resources/calltranscript (voices in those of Teams).
"""
