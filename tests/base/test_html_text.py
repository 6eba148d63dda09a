"""HTML is read as a person would read it from the page."""

import time

import pytest

from secondsight.base.html_text import plain_text


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("just words", "just words"),
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ("<div>one\n  and   a half<br>two</div>", "one and a half\ntwo"),
        ("one<br><br>two", "one\n\ntwo"),
        ("<p>one</p><p>&nbsp;</p><p>&nbsp;</p><p>two</p>", "one\n\ntwo"),
        ("a &lt; b &amp;&amp; c&nbsp;&gt; d", "a < b && c > d"),
        ("if a < b then c > d", "if a < b then c > d"),
        ('see <a href="https://wiki.example/p">the <b>runbook</b></a>.', "see the runbook (https://wiki.example/p)."),
        ('<a href="https://wiki.example/">wiki.example</a>', "https://wiki.example/"),
        ('<a href="https://wiki.example/"><img src="x"></a>', "https://wiki.example/"),
        ('<a href="mailto:ida@shop.example">Ida</a> <a href="javascript:x()">go</a>', "Ida go"),
        ("<ul><li>restart</li><li><p>roll back</p></li></ul>", "- restart\n- roll back"),
        ("<table><tr><th>p99</th><td>2.4 s</td></tr><tr><td>a</td></tr></table>", "p99 | 2.4 s\na"),
        ("<pre>def x():\n    return 1\n\n  y</pre>after", "def x():\n    return 1\n\n  y\nafter"),
        ("<blockquote><p>is it down?</p></blockquote><p>yes</p>", "> is it down?\nyes"),
        ('<img alt="graph of p99" src="x"> <img src="y">', "graph of p99"),
        ("<style>p {}</style><script>alert('<p>x</p>')</script><title>t</title>seen", "seen"),
        ("<!-- a > b -->seen<!DOCTYPE html><?xml version='1'?> too<!-- open", "seen too"),
        ("seen <a href='https://x", "seen"),
        ("&#0;&#xD800;", "\ufffd\ufffd"),
        ("", ""),
    ],
)  # fmt: skip
def test_words_stand_as_on_the_page(html: str, words: str) -> None:
    assert plain_text(html) == words


def test_a_tools_own_elements_get_their_words() -> None:
    def words_for(tag: str, attributes: object) -> str:
        return "@" if tag == "at" else ""

    assert plain_text("<div><at id='0'>Ida Moreau</at> look</div>", words_for) == "@Ida Moreau look"


@pytest.mark.parametrize(
    "piece",
    ["<!--", "<!", "<?", "<![CDATA[", "<a ", "<a b='", '<a b="', "</", "</a ", "<", ">", "&", "&#", "\n",
     "<a href='https://x.example'>", "<a href='https://x.example'>x</a>", "<div>", "<pre>\n", "<blockquote>",
     "<script>", "<li", "<td>", "<br><"],
)  # fmt: skip
@pytest.mark.parametrize("end", ["", ">", "x"])
def test_no_html_takes_long(piece: str, end: str) -> None:
    html = piece * (120_000 // len(piece)) + end

    began = time.process_time()
    plain_text(html)

    assert time.process_time() - began < 2
