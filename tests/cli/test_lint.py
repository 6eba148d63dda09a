"""`secondsight lint` and `secondsight ask`: forms, settings, exit codes, files of any size."""

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from secondsight.cli.__main__ import main

ROOT = Path(__file__).resolve().parents[2]
BLAMED = "The engineer failed to notice the falling free space."
CLEAN = "The engineer saw the free space fall at 14:02."


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_is_heard_is_told_with_its_place_and_a_question(folder, capsys):
    (folder / "a.md").write_text(f"# Night\n\n{BLAMED}\n")

    assert main(["lint", "a.md"]) == 1

    told = capsys.readouterr()
    assert told.out.startswith("a.md:3:14: “failed to notice” ")
    assert "[neglect]" in told.out
    assert "?" in told.out
    assert told.err == "1 file, 1 finding.\n"


def test_a_clean_file_ends_with_0_and_a_wrong_use_with_2(folder, capsys):
    (folder / "a.md").write_text(CLEAN)

    assert main(["lint", "a.md"]) == 0
    assert main(["lint", "b.md"]) == 2
    assert main(["lint"]) == 2
    assert main(["lint", "a.md", "--select", "no-such-rule"]) == 2
    assert "no-such-rule" in capsys.readouterr().err


@pytest.mark.parametrize(("fail_on", "code"), [("never", 0), ("error", 0), ("advice", 1), ("ERROR", 0)])
def test_the_exit_code_is_what_was_asked_for(folder, fail_on, code):
    (folder / "a.md").write_text(BLAMED)

    assert main(["lint", "a.md", "--fail-on", fail_on]) == code


def test_a_folder_is_walked_in_order_and_what_is_left_out_is_counted(folder, capsys):
    for name in ("b.md", "a.txt", "c.py", "node_modules/d.md", ".git/e.md"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(BLAMED)
    (folder / "f.md").write_bytes(b"\0\1\2")

    main(["lint", "."])

    told = capsys.readouterr()
    assert [line.split(":")[0] for line in told.out.splitlines()[::2]] == ["a.txt", "b.md"]
    assert (
        told.err == "2 files, 2 findings; left out: 2 folders of tools, 1 not Markdown or text, 1 not text.\n"
    )


def test_lines_of_json_come_back_with_their_findings(folder, capsys):
    rows = [{"text": BLAMED, "id": 7}, {"text": CLEAN}, {"text": "Load testing", "kind": "action"}]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n")

    assert main(["lint", "--format", "jsonl", "a.jsonl"]) == 0

    first, second, third = map(json.loads, capsys.readouterr().out.splitlines())
    (found,) = first["findings"]
    assert first["id"] == 7
    assert (found["rule"], found["label"]) == ("neglect", "blame_person")
    assert BLAMED[found["start"] : found["end"]] == "failed to notice"
    assert {"confidence", "message", "suggestion"} <= set(found)
    assert found["page"] == "docs/rules.md#neglect"
    assert second["findings"] == []
    assert (second["action"], third["action"]["is_verifiable"]) == (None, False)
    assert [one["label"] for one in third["findings"]] == ["vague_action"]


@pytest.mark.parametrize("line", ["no json", "[]", '{"words": 1}', '{"text": 3}'])
def test_a_line_without_a_text_is_refused_by_its_number(folder, capsys, line):
    (folder / "a.jsonl").write_text('{"text": "x"}\n' + line + "\n")

    assert main(["lint", "--format", "jsonl", "a.jsonl"]) == 2
    assert "a.jsonl, line 2" in capsys.readouterr().err


def test_json_is_one_array_and_empty_where_nothing_is_heard(folder, capsys):
    (folder / "a.md").write_text(BLAMED)
    (folder / "b.md").write_text(CLEAN)
    (folder / "c.md").write_text(BLAMED)

    main(["lint", "--format", "json", "."])
    assert [row["file"] for row in json.loads(capsys.readouterr().out)] == ["a.md", "c.md"]

    main(["lint", "--format", "json", "b.md"])
    assert json.loads(capsys.readouterr().out) == []


def test_annotations_escape_what_their_form_needs(folder, capsys):
    (folder / "a,b.md").write_text(f"100%: {BLAMED}")

    main(["lint", "--format", "github", "a,b.md"])

    assert capsys.readouterr().out.startswith(
        "::notice file=a%2Cb.md,line=1,endLine=1,col=20,title=neglect::"
    )


def test_sarif_has_what_code_scanning_needs(folder, capsys):
    (folder / "a b.md").write_text(f"😀 {BLAMED}\n")

    main(["lint", "--format", "sarif", "--fail-on", "never", "a b.md"])

    told = json.loads(capsys.readouterr().out)
    (run,) = told["runs"]
    (result,) = run["results"]
    assert told["version"] == "2.1.0"
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "neglect"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%20b.md"
    assert place["region"] == {"startLine": 1, "startColumn": 16, "endLine": 1, "endColumn": 32}


def test_safe_rewordings_are_made_and_nothing_else_is_changed(folder, capsys):
    text = f"---\ntitle: {BLAMED}\n---\r\n\tOdd  spaces.\r\n\n{BLAMED}\n> {BLAMED}\n"
    (folder / "a.md").write_bytes(text.encode())

    main(["lint", "--fix", "a.md"])
    once = (folder / "a.md").read_bytes().decode()
    main(["lint", "--fix", "a.md"])

    at = text.index(BLAMED, 60)
    assert once == text[:at] + BLAMED.replace("failed to notice", "did not notice") + text[at + len(BLAMED) :]
    assert (folder / "a.md").read_bytes().decode() == once
    assert "Reworded: 1." in capsys.readouterr().err


def test_a_folder_s_settings_hold_for_all_files(folder, capsys):
    (folder / ".secondsight.toml").write_text(
        '[lint]\nignore = ["root-cause"]\nerrors = ["blame_person"]\nexclude = ["drafts"]\n'
        'allow = ["forgot to renew"]\nfail-on = "error"\n[lint.words]\nservices = ["Harbour"]\n'
    )
    (folder / "drafts").mkdir()
    (folder / "drafts" / "b.md").write_text(BLAMED)
    (folder / "a.md").write_text(
        "The root cause was a full disk. We forgot to renew it. Harbour failed to check it.\n"
    )

    assert main(["lint", "."]) == 0
    (folder / "a.md").write_text(BLAMED)
    assert main(["lint", "."]) == 1
    assert "error: “failed to notice”" in capsys.readouterr().out


def test_a_setting_that_cannot_be_used_is_named(folder, capsys):
    (folder / "pyproject.toml").write_text('[tool.secondsight.lint]\nselct = ["x"]\n')

    assert main(["lint", "."]) == 2
    assert "pyproject.toml: selct" in capsys.readouterr().err


def test_a_rule_explains_itself(folder, capsys):
    assert main(["lint", "--explain", "counterfactual"]) == 0
    assert "Not heard:" in capsys.readouterr().out
    assert main(["lint", "--explain", "nothing"]) == 2


def test_an_archive_is_told_over_the_years_and_drawn(folder, capsys):
    (folder / "2023-04 disk.md").write_text(BLAMED + f" {CLEAN}" * 200)
    (folder / "later.md").write_text(f"Date: 2024-05-06\n\n{CLEAN}")

    assert main(["lint", "--stats", ".", "--plot", "out.svg"]) == 0

    rows = {row.split()[0]: row.split()[1:] for row in capsys.readouterr().out.splitlines()}
    assert rows["per"] == ["1,000", "words", "2023", "2024"]
    assert float(rows["blame_person"][0]) > 0
    assert rows["blame_person"][1] == "0.00"
    drawn = ElementTree.parse(folder / "out.svg").getroot()
    assert "2023" in "".join(drawn.itertext())


def test_an_account_raises_questions_in_its_own_words(folder, capsys):
    (folder / "a.md").write_text("Bo: The latency graph looked off. Then I paged the database team.\n")

    assert main(["ask", "a.md"]) == 0
    told = capsys.readouterr().out
    assert "What made the latency graph look off?" in told
    assert "the moment to page the database team" in told

    main(["ask", "a.md", "--format", "json", "--most", "1"])
    assert json.loads(capsys.readouterr().out)["kind"] == "observation"


def test_a_phase_has_its_prompts(folder, capsys):
    assert main(["ask", "--phase", "detection"]) == 0
    assert len(capsys.readouterr().out.splitlines()) > 2

    assert main(["ask", "--phase", "lunch"]) == 2
    assert "detection" in capsys.readouterr().err
    assert main(["ask"]) == 2


def test_it_runs_where_nothing_but_python_is_installed(folder):
    (folder / "a.md").write_text(BLAMED)

    done = bare("lint", "a.md", "--format", "json")

    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout)[0]["findings"][0]["rule"] == "neglect"


def test_a_command_of_the_server_says_what_it_lacks_there(folder):
    done = bare("incident", "list")

    assert done.returncode == 2
    assert 'pip install "secondsight[server]"' in done.stderr


def test_a_line_of_a_megabyte_and_a_long_file_take_bounded_memory(folder):
    (folder / "line.md").write_text(f"{CLEAN} " * 20_000 + BLAMED)
    with (folder / "long.md").open("w") as file:
        for _ in range(3_000):
            file.write(f"{CLEAN}\n" * 40 + "\n")
        file.write(BLAMED)
    count = (
        "import sys; from secondsight.cli.__main__ import main; code = main(sys.argv[1:]); "
        "print([line.split()[1] for line in open('/proc/self/status') if 'VmHWM' in line][0]); sys.exit(code)"
    )

    done = subprocess.run(
        [sys.executable, "-S", "-c", count, "lint", "line.md", "long.md"],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        timeout=120,
    )

    assert done.returncode == 1, done.stderr
    assert done.stdout.count("failed to notice") == 2
    assert int(done.stdout.split()[-1]) < 60_000  # KB


def bare(*arguments):
    """Run the command with no packages at hand."""
    return subprocess.run(
        [sys.executable, "-S", "-m", "secondsight.cli", *arguments],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        timeout=60,
    )
