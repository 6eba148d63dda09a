"""A channel that a person names is the one that earlier evidence knows by that name."""

import json
from pathlib import Path

import pytest

from secondsight.record.models import EvidenceItem
from tests.cast import make_account
from tests.record.evidence_files import bring, counts, said, slack

pytestmark = pytest.mark.django_db


def history(path: Path, *texts: str) -> Path:
    """Write an answer of Slack's API, which does not say its channel."""
    path.write_text(json.dumps({"ok": True, "messages": said(*texts), "has_more": False}))
    return path


@pytest.mark.parametrize("name", ["incident-42", "#incident-42", "C01"])
def test_a_history_merges_with_the_export_of_the_channel_of_that_name(tmp_path: Path, name: str) -> None:
    ada = make_account()
    bring(ada, slack(tmp_path / "export.zip", "the pool is dry"))
    saved = history(tmp_path / "history.json", "the pool is dry", "on it")

    going = bring(ada, saved, options={"channel": name})

    assert counts(going.files.get()) == (2, 1, 1, 0)
    assert len({item.key.split(":")[1] for item in EvidenceItem.objects.all()}) == 1


def test_a_name_that_nobody_knows_stands_for_itself(tmp_path: Path) -> None:
    bring(make_account(), history(tmp_path / "history.json", "dry"), options={"channel": "#war-room"})

    item = EvidenceItem.objects.get()
    assert (item.channel, item.key.split(":")[1]) == ("war-room", "war-room")
