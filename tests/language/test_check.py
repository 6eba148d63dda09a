"""Where a finding stands, what is no prose, and what a file may turn off."""

import pytest

from secondsight.language.check import Checker
from secondsight.language.lexicon import lexicon

CHECKER = Checker()
BLAMED = "The engineer failed to notice the falling free space."


def rules_in(text: str) -> list[str]:
    return [found.rule for found in CHECKER.check(text)]


def test_a_finding_says_where_it_stands() -> None:
    (found,) = CHECKER.check(f"# Summary\n\nIt was quiet.\n{BLAMED}\n")

    assert (found.line, found.column) == (4, 14)
    assert found.excerpt == "failed to notice"
    assert f"# Summary\n\nIt was quiet.\n{BLAMED}\n"[found.start : found.end] == "failed to notice"


def test_a_finding_behind_masked_text_stands_where_it_was_written() -> None:
    text = f"Read [the graph](https://example.org/a_b) and `SELECT 1`, **then**: {BLAMED}"

    (found,) = CHECKER.check(text)

    assert text[found.start : found.end] == "failed to notice"


def test_a_sentence_over_two_lines_is_one() -> None:
    (found,) = CHECKER.check("The engineer failed\nto notice the falling free space.")

    assert (found.line, found.end_line) == (1, 2)
    assert found.excerpt == "failed to notice"


@pytest.mark.parametrize(
    "text",
    [
        f"```\n{BLAMED}\n```",
        f"~~~text\n{BLAMED}\n~~~",
        f"    {BLAMED}",
        f"> {BLAMED}",
        f"| 14:02 | {BLAMED} |\n",
        f"name | limit\n--- | ---\nimporter | {BLAMED}\n",
        f"| time | ms |\n| --- | --- |\n| 14:02 | {BLAMED} |\n",
        f"---\ntitle: {BLAMED}\n---\nIt was quiet.",
        f"<!-- {BLAMED} -->",
        f"<!--\n{BLAMED}\n-->",
        f"`{BLAMED}`",
        f"Support told us: “{BLAMED}”",
        f'Support told us: "{BLAMED}"',
        "[why]: https://example.org/failed-to-notice",
        "See https://example.org/the-engineer-failed-to-notice.",
    ],
    ids=[
        "fence", "tildes", "indented", "quote", "table", "open table", "figures", "front matter", "comment", "long comment",
        "code", "curly quotation", "straight quotation", "definition", "address",
    ],
)  # fmt: skip
def test_what_is_no_prose_is_not_heard(text: str) -> None:
    assert rules_in(text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"- {BLAMED}",
        f"1. {BLAMED}",
        f"- [x] {BLAMED}",
        f"- It began at 14:02.\n\n    {BLAMED}",
        f"```\ncode\n```\n{BLAMED}",
        f"---\ntitle: x\n---\n{BLAMED}",
        f"**{BLAMED}**",
        f"## {BLAMED}",
    ],
)
def test_what_is_prose_is_heard(text: str) -> None:
    assert rules_in(text) == ["neglect"]


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("| Time (UTC) | Event |\n| :--- | --- |\n| 14:02 | {} |\n", 3),
        ("time | what\n--- | ---\n14:02 | {}\n14:05 | It was quiet.\n", 3),
        ("# Timeline\n\n| Bo | 14:00 |\n|---|---|\n| 14:02 a \\| b | {} |\n", 5),
    ],
)
def test_a_timeline_told_as_a_table_is_heard(table: str, line: int) -> None:
    text = table.format(BLAMED)

    (found,) = CHECKER.check(text)

    assert (found.rule, found.line) == ("neglect", line)
    assert text[found.start : found.end] == "failed to notice"


def test_of_a_table_of_actions_the_action_is_heard_and_nothing_else() -> None:
    text = "| Action | Owner | Notes |\n|---|---|---|\n| Improve monitoring | Bo | Improve monitoring |\n"

    (found,) = CHECKER.check(text)

    assert (found.rule, found.line, found.column) == ("vague-action", 3, 3)


def test_an_entry_of_a_table_is_judged_as_an_entry_is() -> None:
    table = "| Time | Event |\n|---|---|\n| 14:02 | Rolled back |\n| | The queue began to grow |\n"

    assert rules_in(table) == ["outcome-alone", "bare-entry"]


def test_a_code_word_is_a_thing_that_can_fail() -> None:
    assert rules_in("The `importer` failed to check the header.") == []


def test_a_file_turns_a_rule_off_from_there_on_and_on_again() -> None:
    text = (
        f"{BLAMED}\n\n<!-- secondsight: off neglect -->\n\n{BLAMED}\n\n<!-- secondsight: on -->\n\n{BLAMED}\n"
    )

    assert [found.line for found in CHECKER.check(text)] == [1, 9]


def test_a_comment_in_a_paragraph_holds_for_it_alone() -> None:
    text = f"{BLAMED} <!-- secondsight: off -->\n\n{BLAMED}\n"

    assert [found.line for found in CHECKER.check(text)] == [3]


def test_turning_one_rule_off_leaves_the_others() -> None:
    text = f"<!-- secondsight: off root-cause, hindsight -->\n{BLAMED}\nThe root cause was a full disk.\n"

    assert rules_in(text) == ["neglect"]


def test_a_label_can_be_turned_off_as_a_rule_can() -> None:
    assert rules_in(f"<!-- secondsight: off blame_person -->\n{BLAMED}\n") == []


@pytest.mark.parametrize(
    ("text", "is_heard"),
    [
        ("The on-call engineer should have looked at the graph.", True),
        ("The alert for the on-call engineer should have a threshold.", False),
        ("A member of the team failed to notice it.", True),
        ("The job of the team's importer failed to start.", False),
        ("We saw the graph and should have stopped there.", True),
        ("The operator, unfortunately, forgot to page support.", True),
        ("Customers who failed to sign in saw a page in grey.", False),
        ("The pods restarted because they failed to read the secret.", False),
    ],
)
def test_who_acts_decides(text: str, is_heard: bool) -> None:
    assert bool(rules_in(text)) is is_heard


def test_an_organisation_names_its_own_services_and_people() -> None:
    known = lexicon().extended(software=frozenset({"Harbour"}), people=frozenset({"Wanda"}))
    checker = Checker(known=known)

    assert [found.rule for found in checker.check("Harbour failed to check the header.")] == []
    assert [found.rule for found in checker.check("Wanda failed to check the header.")] == ["neglect"]


def test_jargon_is_asked_about_once() -> None:
    checker = Checker(select=["jargon"])

    found = checker.check("The KTW was slow.\n\nThe KTW was restarted.\n")

    assert [one.line for one in found] == [1]
