"""Files become evidence once, and every record is accounted for."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secondsight.base import journal
from secondsight.base.errors import InvalidInput, Refused
from secondsight.base.files import keep_path
from secondsight.record.actions.imports import answer_mapping, ask_for_import, retry_import, run_import
from secondsight.record.handlers import propose_from_new_evidence
from secondsight.record.models import EvidenceItem, Import, IncidentItem, LeftOutRecord, MergedItem
from secondsight.record.queries import evidence
from secondsight.record.queries.as_told import as_told
from secondsight.record.rules.selection import Selection
from tests.cast import AT, after, make_account, make_incident
from tests.integrations.slack.exports import make_export, message
from tests.record.evidence_files import DAY, NOON, bring, counts, said, slack, table

pytestmark = pytest.mark.django_db


def test_every_record_of_an_export_is_imported_or_left_out_with_its_reason(tmp_path: Path) -> None:
    path = make_export(
        tmp_path / "export.zip",
        {
            DAY: [*said("the pool is dry", "rolling back"), message(ts=None)],
            "general/2026-03-11.json": said("tea?"),
            "canvases.json": [],
        },
    )

    going = bring(make_account(), path)

    [file] = going.files.all()
    assert going.state == "done"
    assert (file.format, counts(file)) == ("slack-export", (5, 3, 0, 2))
    assert sum(file.reasons.values()) == 2
    assert file.channels["incident-42"] == {"read": 3, "imported": 2, "merged": 0, "left_out": 1}
    assert file.channels["general"] == {"read": 1, "imported": 1, "merged": 0, "left_out": 0}
    places = set(LeftOutRecord.objects.values_list("place", flat=True))
    assert places == {f"{DAY} message 3", "canvases.json"}


def test_an_item_keeps_its_origin_and_the_fraction_of_its_second(tmp_path: Path) -> None:
    path = make_export(tmp_path / "export.zip", {DAY: [message(ts="1773230401.250300", reactions=[])]})

    going = bring(make_account(), path)

    item = EvidenceItem.objects.get()
    assert item.occurred_at.isoformat() == "2026-03-11T12:00:01.250300+00:00"
    assert item.place == f"{DAY} message 1"
    assert item.file == going.files.get()
    assert item.file.stored.sha256 == keep_path(path).sha256
    assert json.loads(as_told(item))["ts"] == "1773230401.250300"
    assert item.author_name == "Ida Moreau"


def test_the_same_file_again_adds_nothing_and_says_so(tmp_path: Path) -> None:
    by, path = make_account(), slack(tmp_path / "export.zip", "one", "two")
    bring(by, path)

    again = bring(by, path)

    assert counts(again.files.get()) == (2, 0, 2, 0)
    assert EvidenceItem.objects.count() == 2


def test_a_file_named_twice_in_one_import_is_merged_the_second_time(tmp_path: Path) -> None:
    path = slack(tmp_path / "export.zip", "one", "two")

    going = bring(make_account(), path, path)

    assert [counts(file) for file in going.files.all()] == [(2, 2, 0, 0), (2, 0, 2, 0)]


def test_an_item_that_stands_twice_in_one_file_is_merged_the_second_time(tmp_path: Path) -> None:
    path = make_export(tmp_path / "export.zip", {DAY: said("one") * 3})

    going = bring(make_account(), path)

    assert counts(going.files.get()) == (3, 1, 2, 0)
    assert MergedItem.objects.filter(place=f"{DAY} message 3").exists()


def test_overlapping_exports_merge_what_they_share(tmp_path: Path) -> None:
    by = make_account()
    bring(by, make_export(tmp_path / "early.zip", {DAY: said("one", "two", "three")}))

    late = bring(by, make_export(tmp_path / "late.zip", {DAY: said("one", "two", "three", "four")[1:]}))

    assert counts(late.files.get()) == (3, 1, 2, 0)
    assert list(EvidenceItem.objects.order_by("occurred_at").values_list("text", flat=True)) == [
        "one",
        "two",
        "three",
        "four",
    ]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    messages=st.lists(
        st.tuples(
            st.sampled_from(["incident-42", "general", "ops"]),
            st.one_of(st.none(), st.just("no number"), st.integers(0, 12)),
        ),
        max_size=40,
    ),
    split=st.integers(0, 40),
)
def test_a_receipt_adds_up_whatever_the_files_hold(db: None, messages: list, split: int) -> None:
    by = make_account()
    kept = set(EvidenceItem.objects.values_list("key", flat=True))
    with TemporaryDirectory() as folder:
        paths = []
        for number, part in enumerate((messages[:split], messages[split:], messages)):
            days: dict[str, list[object]] = {}
            for channel, offset in part:
                ts = f"{NOON + offset}.000100" if isinstance(offset, int) else offset
                days.setdefault(f"{channel}/2026-03-11.json", []).append(message(ts=ts))
            paths.append(make_export(Path(folder) / f"{number}.zip", days))
        going = bring(by, *paths)

    for file in going.files.all():
        assert file.read == file.imported + file.merged + file.left_out
        assert file.left_out == sum(file.reasons.values()) == file.left_out_records.count()
        assert file.merged == file.merged_items.count()
        assert file.imported == file.items.count()
        for name in ("read", "imported", "merged", "left_out"):
            assert getattr(file, name) == sum(channel[name] for channel in file.channels.values())
    last = going.files.all()[2]
    assert last.imported == 0, "everything in it was in the two before"
    new = EvidenceItem.objects.exclude(key__in=kept).count()
    assert sum(file.imported for file in going.files.all()) == new


def test_what_a_database_refuses_in_a_text_is_replaced(tmp_path: Path) -> None:
    odd = '[{"type":"message","user":"U01","ts":"1773230400.000100","text":"a\\u0000b \\ud83d c",'
    odd += '"reactions":[{"name":"x\\u0000","count":1,"users":["U02"]}]}]'
    path = make_export(tmp_path / "export.zip", {DAY: odd})

    going = bring(make_account(), path)

    assert going.state == "done"
    assert "\0" not in EvidenceItem.objects.get().text


def test_a_time_that_cannot_be_is_left_out(tmp_path: Path) -> None:
    path = table(
        tmp_path / "log.csv", "time,text", ["2026-03-11T12:00:00Z", "a"], ["9999-12-31T23:59:59Z", "b"]
    )

    [file] = bring(make_account(), path).files.all()

    assert counts(file) == (2, 1, 0, 1)
    assert file.left_out_records.get().place


def test_one_bad_file_keeps_nothing_and_the_others_come_in(tmp_path: Path) -> None:
    good = slack(tmp_path / "good.zip", "one")
    broken = make_export(tmp_path / "broken.zip", {DAY: said("two"), "general/2026-03-11.json": '[{"ts": '})

    going = bring(make_account(), broken, good)

    bad_file, good_file = going.files.all()
    assert going.state == "failed"
    assert "broken.zip" in going.trouble
    assert "general/2026-03-11.json" in bad_file.trouble
    assert bad_file.finished_at is None
    assert not bad_file.items.exists()
    assert counts(good_file) == (1, 1, 0, 0)


def test_running_an_import_again_changes_nothing(tmp_path: Path) -> None:
    going = bring(make_account(), slack(tmp_path / "export.zip", "one", "two"))
    before = [counts(file) for file in going.files.all()]

    run_import(going.pk)

    assert [counts(file) for file in going.files.all()] == before
    assert MergedItem.objects.count() == 0


def test_a_form_that_is_sent_twice_makes_one_import(tmp_path: Path) -> None:
    by = make_account()
    files = [("export.zip", keep_path(slack(tmp_path / "export.zip", "one")))]

    first = ask_for_import(files, by=by, at=AT, once="0123456789abcdef")
    second = ask_for_import(files, by=by, at=AT, once="0123456789abcdef")

    assert first == second
    assert Import.objects.count() == 1


def test_what_lies_in_the_window_and_channels_becomes_the_incidents_evidence(tmp_path: Path) -> None:
    by = make_account()
    incident = make_incident(by)
    path = make_export(
        tmp_path / "export.zip",
        {DAY: said("before", "in", "also in", "after"), "general/2026-03-11.json": said("a", "b", "c", "d")},
    )

    bring(by, path, incident=incident, selection=Selection(after(0.5), after(1.5), ("incident-42",)))

    linked = IncidentItem.objects.filter(incident=incident).order_by("occurred_at")
    assert [link.item.text for link in linked] == ["in", "also in"]
    assert [link.occurred_at for link in linked] == [link.item.occurred_at for link in linked]


def test_evidence_that_was_there_before_belongs_to_the_incident_of_a_later_import(tmp_path: Path) -> None:
    by, path = make_account(), slack(tmp_path / "export.zip", "one", "two")
    bring(by, path)
    incident = make_incident(by)

    bring(by, path, incident=incident)

    assert IncidentItem.objects.filter(incident=incident).count() == 2


def test_a_table_that_nobody_described_waits_for_an_answer_and_the_answer_is_remembered(
    tmp_path: Path,
) -> None:
    by = make_account()
    path = table(tmp_path / "log.csv", "When,Zone note,What", ["2026-03-11 13:00:00", "x", "paged"])
    going = bring(by, path, options={"use_proposed": False})
    [file] = going.files.all()
    assert going.state == "asking"
    assert file.proposal["mapping"]["time"] == "When"

    answer_mapping(
        file, options={"mapping": {"time": "When", "text": "What"}, "zone": "Europe/Berlin"}, by=by, at=AT
    )
    run_import(going.pk)
    item = EvidenceItem.objects.get()
    assert item.occurred_at.isoformat() == "2026-03-11T12:00:00+00:00"

    later = table(tmp_path / "later.csv", "When,Zone note,What", ["2026-03-11 13:05:00", "x", "acknowledged"])
    again = bring(by, later, options={"use_proposed": False})
    assert again.state == "done"
    assert EvidenceItem.objects.get(text="acknowledged").occurred_at == after(5)


def test_a_mapping_that_does_not_fit_is_a_trouble_that_can_be_answered_again(tmp_path: Path) -> None:
    by = make_account()
    path = table(tmp_path / "log.csv", "When,What", ["2026-03-11T13:00:00Z", "paged"])
    going = bring(by, path, options={"mapping": {"time": "Nowhere", "text": "What"}})
    [file] = going.files.all()
    assert going.state == "failed"
    assert "'Nowhere'" in file.trouble

    answer_mapping(file, options={"mapping": {"time": "When", "text": "What"}}, by=by, at=AT)
    run_import(going.pk)

    going.refresh_from_db()
    assert going.state == "done"


def test_what_is_in_the_record_is_neither_answered_nor_tried_again(tmp_path: Path) -> None:
    by = make_account()
    going = bring(by, slack(tmp_path / "export.zip", "one"))

    with pytest.raises(Refused):
        retry_import(going, by=by, at=AT)
    with pytest.raises(Refused):
        answer_mapping(going.files.get(), options={"mapping": {"time": "a"}}, by=by, at=AT)


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"zone": "Mars/Base"}, "zone"),
        ({"mapping": ["time"]}, "mapping"),
        ({"mapping": {"time": "x" * 600}}, "mapping"),
        ({"day_first": "perhaps"}, "day_first"),
        ({"source": "a\0b"}, "source"),
    ],
)
def test_options_that_cannot_be_used_are_refused_by_their_name(
    tmp_path: Path, options: dict[str, object], field: str
) -> None:
    files = [("export.zip", keep_path(slack(tmp_path / "export.zip", "one")))]

    with pytest.raises(InvalidInput) as error:
        ask_for_import(files, by=make_account(), at=AT, options=options)

    assert error.value.field == field


def test_evidence_is_seen_by_who_brought_it_and_by_who_sees_its_incident(tmp_path: Path) -> None:
    owner, stranger, friend = make_account("Ada"), make_account("Sten"), make_account("Ines")
    incident = make_incident(owner)
    path = make_export(tmp_path / "export.zip", {DAY: said("public", "mine alone")})
    bring(owner, path, incident=incident, selection=Selection(to_at=after(0.25)))

    assert evidence.items(owner).count() == 2
    assert [item.text for item in evidence.items(stranger)] == ["public"]

    bring(friend, path)
    assert evidence.items(friend).count() == 2


def test_a_made_up_record_with_a_guessed_key_opens_nothing(tmp_path: Path) -> None:
    owner, thief = make_account("Ada"), make_account("Sten")
    bring(owner, make_export(tmp_path / "real.zip", {DAY: said("the secret")}))

    going = bring(thief, make_export(tmp_path / "made-up.zip", {DAY: said("a guess")}))

    assert counts(going.files.get()) == (1, 0, 1, 0)
    assert not evidence.items(thief).exists()


def test_imported_words_are_found(tmp_path: Path) -> None:
    by = make_account()
    bring(by, slack(tmp_path / "export.zip", "connection pool exhausted", "tea"))

    assert [item.text for item in evidence.matching(evidence.items(by), '"connection pool"')] == [
        "connection pool exhausted"
    ]
    assert evidence.matching(evidence.items(by), "moreau").count() == 2


def test_the_real_export_of_ten_years_ago_comes_in_whole(shared_data: Path) -> None:
    [path] = (shared_data / "evidence" / "slack").glob("*.zip")

    [file] = bring(make_account(), path).files.all()

    assert file.imported == 1_382
    assert file.read == file.imported + file.left_out


def test_evidence_that_comes_to_an_incident_proposes_candidates(tmp_path: Path) -> None:
    by = make_account()
    incident = make_incident(by)
    row = ["2026-03-11T12:02:00Z", "OrdersApiLatencyHigh", "p99 4 s"]
    bring(by, table(tmp_path / "alerts.csv", "time,alertname,text", row), incident=incident)
    entry = journal.history(incident.topic).get(verb="evidence_added")

    for _ in range(2):
        propose_from_new_evidence(entry)

    assert propose_from_new_evidence in journal.handlers_of(entry)
    [candidate] = incident.candidates.all()
    assert candidate.items.get().title == "OrdersApiLatencyHigh"


def test_the_same_file_again_is_not_read_again_and_tells_the_same(tmp_path: Path, monkeypatch: Any) -> None:
    path = make_export(
        tmp_path / "export.zip", {DAY: [*said("one", "two"), message(ts=None)], "canvases.json": []}
    )
    owner = make_account()
    [first] = bring(owner, path).files.all()
    monkeypatch.setattr("secondsight.record.readers.read", lambda *_: pytest.fail("it was read again"))

    incident = make_incident(by=owner)
    [again] = bring(owner, path, incident=incident).files.all()
    [third] = bring(owner, path).files.all()

    assert counts(first) == (4, 2, 0, 2)
    assert counts(again) == counts(third) == (4, 0, 2, 2)
    assert again.reasons == first.reasons
    assert again.channels["incident-42"] == {"read": 3, "imported": 0, "merged": 2, "left_out": 1}
    assert LeftOutRecord.objects.filter(file=again).count() == 2
    assert set(MergedItem.objects.filter(file=third).values_list("place", flat=True)) == {
        f"{DAY} message 1",
        f"{DAY} message 2",
    }
    assert IncidentItem.objects.filter(incident=incident).count() == 2


def test_the_same_table_read_in_another_way_is_read_again(tmp_path: Path) -> None:
    path = table(tmp_path / "log.csv", "time,text", ["2026-03-11 12:00", "paged"])
    owner = make_account()
    bring(owner, path, options={"zone": "UTC"})

    [again] = bring(owner, path, options={"zone": "Europe/Berlin"}).files.all()

    assert counts(again) == (1, 0, 1, 0)
    assert again.options["zone"] == "Europe/Berlin"
