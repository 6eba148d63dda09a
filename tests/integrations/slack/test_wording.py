"""Slack's markup is read as people see it."""

import pytest

from secondsight.integrations.slack.wording import plain

NAMES = {"U01": "Ida Moreau", "C01": "#incident-42", "S02": "database-team"}


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<@U01> look", "@Ida Moreau look"),
        ("<@U01|old-name> look", "@Ida Moreau look"),
        ("<@U99|guest> look", "@guest look"),
        ("<@U99>", "@U99"),
        ("<#C01>", "#incident-42"),
        ("<#C01|renamed>", "#renamed"),
        ("<#C99|>", "#C99"),
        ("<!here> <!channel|channel> <!everyone>", "@here @channel @everyone"),
        ("<!subteam^S01|@on-call>", "@on-call"),
        ("<!subteam^S01>", "@subteam"),
        ("<!subteam^S02>", "@database-team"),
        ("<!date^1791986531^{date} at {time}|14 October 14:02>", "14 October 14:02"),
        ("<https://graphs.example/d/1|the graph>", "the graph (https://graphs.example/d/1)"),
        ("<https://graphs.example>", "https://graphs.example"),
        ("<http://graphs.example|graphs.example>", "http://graphs.example"),
        ("<mailto:ida@shop.example|ida@shop.example>", "ida@shop.example"),
        ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
        ("&amp;lt;", "&lt;"),
        ("if a < b then", "if a < b then"),
        ("<>", "<>"),
    ],
)
def test_markup_is_resolved(markup: str, words: str) -> None:
    assert plain(markup, NAMES) == words
