"""The entries of a timeline, in the notations that people use (R10.5)."""

import pytest

from secondsight.inquiry.rules.archive import ReadAs, RecognisedEntry, RecognisedReview
from secondsight.integrations.postmortem.parse import recognise
from secondsight.record.rules.vocabulary import Precision


def read(text: str, *, name: str = "outage.md", read_as: ReadAs | None = None) -> RecognisedReview:
    found = recognise(text, name=name, read_as=read_as or ReadAs())
    assert isinstance(found, RecognisedReview), found
    return found


def told(entry: RecognisedEntry) -> str:
    """An entry as `2021-03-04T14:02Z what`, the time as closely as it is known."""
    shapes = {
        Precision.SECOND: "%Y-%m-%dT%H:%M:%SZ",
        Precision.DAY: "%Y-%m-%d",
        Precision.HOUR: "%Y-%m-%dT%HZ",
        Precision.ABOUT: "~%Y-%m-%dT%H:%MZ",
    }
    shape = shapes.get(entry.precision, "%Y-%m-%dT%H:%MZ")
    at = entry.occurred_at.strftime(shape) if entry.occurred_at else "?"
    return f"{at} {entry.what}"


def timeline(
    body: str, *, before: str = "**Date:** 2021-03-04", heading: str = "## Timeline (UTC)"
) -> list[str]:
    text = f"# Checkout was slow\n\n{before}\n\n{heading}\n\n{body}\n\n## Root cause\n\nThe pool was small.\n"
    return [told(entry) for entry in read(text).entries]


ALERT, FIX = "2021-03-04T14:02Z Alert fires", "2021-03-04T14:20Z Pool raised"


@pytest.mark.parametrize(
    "body",
    [
        "| Time | Event |\n|---|---|\n| 14:02 | Alert fires |\n| 14:20 | Pool raised |",
        "| Date | Time | What happened |\n|-|-|-|\n| 2021-03-04 | 14:02 | Alert fires |\n| | 14:20 | Pool raised |",  # noqa: E501
        "Time | Event\n--- | ---\n14:02 | Alert fires\n14:20 | Pool raised",
        "| Time (UTC) | Event |\n|---|---|\n| 1402 | Alert fires |\n| 1420 | Pool raised |",
        "| Event | When |\n|---|---|\n| Alert fires | 2021-03-04 14:02 |\n| Pool raised | 2021-03-04 14:20 |",
        "|  |  |\n|---|---|\n| 14:02 | Alert fires |\n| 14:20 | Pool raised |",
        "| 14:02 | Alert fires |\n|---|---|\n| 14:20 | Pool raised |",
        "| 14:02 | Alert fires\n| 14:20 | Pool raised",
        "- 14:02 UTC: Alert fires\n- 14:20 UTC: Pool raised",
        "* [14:02] Alert fires\n* [14:20] Pool raised",
        "* 14:02 Alert fires\n* 14:20 Pool raised",
        "+ **14:02** - Alert fires\n+ **14:20** – Pool raised",
        "1. `14:02` Alert fires\n2. `14:20` Pool raised",
        "- **14:02 UTC** | Alert fires\n- **14:20 UTC** | Pool raised",
        "- 14:02Z — Alert fires\n- 14:20Z — Pool raised",
        "- 2:02 PM: Alert fires\n- 2:20 PM: Pool raised",
        "- 2:02pm Alert fires\n- 2.20 p.m. Pool raised",
        "- 14h02 : Alert fires\n- 14h20 : Pool raised",
        "- 1402 UTC Alert fires\n- 1420 UTC Pool raised",
        "- 1402hrs: Alert fires\n- 1420hrs: Pool raised",
        "- 2021-03-04T14:02Z Alert fires\n- 2021-03-04T14:20Z Pool raised",
        "- 2021-03-04 15:02 +01:00 Alert fires\n- 2021-03-04 15:20+0100 Pool raised",
        "- 2021/03/04 14:02 Alert fires\n- 2021.03.04 14:20 Pool raised",
        "- 4 March 2021, 14:02: Alert fires\n- 4th of March 14:20: Pool raised",
        "- Mar 4, 2021 14:02 - Alert fires\n- March 4th, 14:20 - Pool raised",
        "- Thursday, March 4 at 14:02: Alert fires\n- Thu 14:20: Pool raised",
        "- (14:02 UTC) Alert fires\n- (14:20 UTC) Pool raised",
        "- Alert fires (14:02)\n- Pool raised (14:20 UTC)",
        "- At 14:02, Alert fires\n- At 14:20, Pool raised",
        "14:02 - Alert fires\n14:20 - Pool raised",
        "14:02 - Alert fires  \n14:20 - Pool raised",
        "14:02 - Alert fires<br>14:20 - Pool raised",
        "14:02: Alert fires\n\n14:20: Pool raised",
        "**14:02** Alert fires\n\n**14:20** Pool raised",
        "**14:02**\n\nAlert fires\n\n**14:20**\n\nPool raised",
        "### 14:02\n\nAlert fires\n\n### 14:20\n\nPool raised",
        "### 14:02 UTC - Alert fires\n\n### 14:20 UTC - Pool raised",
        "### 2021-03-04\n\n- 14:02 Alert fires\n- 14:20 Pool raised",
        "- 2021-03-04\n  - 14:02 Alert fires\n  - 14:20 Pool raised",
        "**Thursday 4 March 2021**\n\n- 14:02 Alert fires\n- 14:20 Pool raised",
        "2021-03-04:\n\n- 14:02 Alert fires\n- 14:20 Pool raised",
        "2021-03-04 (all times UTC)\n\n* 14:02 Alert fires\n* 14:20 Pool raised",
        "> 14:02 Alert fires\n>\n> 14:20 Pool raised",
        "14:02 PM UTC Thursday Mar 4th: Alert fires\n\n02:20 PM UTC Thursday Mar 4th : Pool raised",
        "March 4, 2021: 2:02pm UTC\nAlert fires\n\nMarch 4, 2021: 2:20pm UTC\nPool raised",
        "_3/4/21_\n\n2:02 PM: Alert fires\n\n-3/4/21_\n\n2:20 PM: Pool raised\n\n3/14/21",
        "03-04-2021 2:02 pm - Alert fires\n\n03-04-2021 2:20 pm - Pool raised\n\n03-14-2021",
        ("| Day | Date (2021) | Time (UTC) | Event |\n|-|-|-|-|\n| Thur | Mar 4 | 14:02 | Alert fires |\n"
        "| Thur | Mar 4 | 14:20 | Pool raised"),
        "| Time (UTC) | Event |\n|-|-|\n| Mar 4, 2:02 PM | Alert fires |\n| Mar 4, 2:20 PM | Pool raised |",
        "14:02 UTC on 2021-03-04: Alert fires\n\n14:20 UTC, 4 March: Pool raised",
    ],
)  # fmt: skip
def test_every_usual_notation_gives_the_same_entries(body: str) -> None:
    assert timeline(body) == [ALERT, FIX]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("- 14:02:37 Alert fires", "2021-03-04T14:02:37Z Alert fires"),
        ("- 2021-03-04T14:02:37.250Z Alert fires", "2021-03-04T14:02:37Z Alert fires"),
        ("- ~14:02 Alert fires", "~2021-03-04T14:02Z Alert fires"),
        ("- around 14:02: Alert fires", "~2021-03-04T14:02Z Alert fires"),
        ("| Time | Event |\n|-|-|\n| 2021-03-04 14:02~ | Alert fires |", "~2021-03-04T14:02Z Alert fires"),
        ("| Time | Event |\n|-|-|\n| 2021-03-04 14:?? | Alert fires |", "2021-03-04T14Z Alert fires"),
        ("| Time | Event |\n|-|-|\n| 2021-03-04 HH:mm | Alert fires |", "2021-03-04 Alert fires"),
        ("| Time | Event |\n|-|-|\n| 2021-03-04 --:-- | Alert fires |", "2021-03-04 Alert fires"),
        ("| Time | Event |\n|-|-|\n| 2021-03-?? ??:?? | Alert fires |", "? Alert fires"),
        ("| Time | Event |\n|-|-|\n| 20212-03-04 14:02 | Alert fires |", "? Alert fires"),
        ("- 2021-03-05: The vendor answers", "2021-03-05 The vendor answers"),
        ("- 14:02 - 14:05: Alert fires", "2021-03-04T14:02Z Alert fires"),
        ("- 14:02–14:05 UTC Alert fires", "2021-03-04T14:02Z Alert fires"),
        ("- 09:00-11:00 Alert fires", "2021-03-04T09:00Z Alert fires"),
        ("- 12:00 AM Alert fires", "2021-03-04T00:00Z Alert fires"),
        ("- 12:30 pm Alert fires", "2021-03-04T12:30Z Alert fires"),
        ("- 5 PM Alert fires", "2021-03-04T17:00Z Alert fires"),
    ],
)
def test_precision_is_as_told_and_no_more(body: str, expected: str) -> None:
    assert timeline(body) == [expected]


def test_time_that_cannot_be_read_stays_in_its_words() -> None:
    (entry,) = read(
        "# A\n## Timeline\n| Time | Event |\n|-|-|\n| 2022-02-?? ??:?? | Rework |\n## Causes\n- a b c"
    ).entries

    assert entry.occurred_at is None
    assert not entry.is_timed
    assert "2022-02-?? ??:??" in entry.context


def test_span_keeps_its_end() -> None:
    (entry,) = read("# A\n## Timeline\n- 2021-03-04 14:02 - 14:05: Alert fires\n## Causes\n- a b c").entries

    assert entry.until == "14:05"
    assert "Until 14:05." in entry.context


@pytest.mark.parametrize(
    ("heading", "said", "hour"),
    [
        ("## Timeline (CET)", "", 13),
        ("## Timeline", "All times in CET.", 13),
        ("## Timeline", "_All times are in UTC._", 14),
        ("## Timeline", "Times are PST", 22),
        ("## Timeline (all times PDT)", "", 21),
        ("## Timeline", "All times Pacific Time.", 22),
        ("## Timeline", "Timezone: UTC+2", 12),
        ("## Timeline", "All times are in Europe/Berlin", 13),
        ("## Timeline", "* All times in EST", 19),
        ("## Timeline", "", 14),
    ],
)
def test_zone_that_is_named_once_holds_for_all(heading: str, said: str, hour: int) -> None:
    entries = timeline(f"{said}\n\n- 14:02 Alert fires\n- 14:20 Pool raised", heading=heading)

    assert [entry.split()[0] for entry in entries] == [f"2021-03-04T{hour}:02Z", f"2021-03-04T{hour}:20Z"]


def test_zone_in_the_name_of_a_column_holds_for_all() -> None:
    body = "| Date and Time in CET | Event |\n|-|-|\n| 2021-03-04 14:02 | Alert fires |"

    assert timeline(body, heading="## Timeline") == ["2021-03-04T13:02Z Alert fires"]


def test_zone_behind_a_time_is_stronger_than_the_one_that_was_named_once() -> None:
    assert timeline("- 14:02 CET Alert fires\n- 14:20 Pool raised") == ["2021-03-04T13:02Z Alert fires", FIX]


def test_zone_behind_every_time_is_the_documents_own() -> None:
    found = read(
        "# A\n## Timeline\n- 2021-03-04 14:02 CET Alert fires\n- 14:20 CET Raised\n## Causes\n- The pool"
    )

    assert (found.zone_words, found.notes) == ("CET", ())


def test_zone_that_nobody_named_is_assumed_and_said_to_be() -> None:
    text = "# A\n## Timeline\n- 2021-03-04 14:02 Alert fires\n## Causes\n- The pool"

    assumed, asked = read(text), read(text, read_as=ReadAs(zone="Europe/Berlin"))

    assert assumed.zone_words == ""
    assert "UTC was assumed" in assumed.notes[0]
    assert told(asked.entries[0]) == "2021-03-04T13:02Z Alert fires"
    assert asked.zone == "Europe/Berlin"


def test_winter_zone_in_summer_is_read_as_it_stands_and_doubted_aloud() -> None:
    found = read("# A\n## Timeline\nAll times in CET.\n- 2021-07-04 14:02 Alert fires\n## Causes\n- The pool")

    assert told(found.entries[0]) == "2021-07-04T13:02Z Alert fires"
    assert any("CEST" in note for note in found.notes)


def test_clock_that_goes_back_far_has_passed_midnight() -> None:
    assert timeline("- 22:50 Alert fires\n- 23:58 Paged\n- 00:14 Pool raised\n- 00:30 Quiet") == [
        "2021-03-04T22:50Z Alert fires",
        "2021-03-04T23:58Z Paged",
        "2021-03-05T00:14Z Pool raised",
        "2021-03-05T00:30Z Quiet",
    ]


def test_small_disorder_is_no_new_day() -> None:
    assert timeline("- 14:20 Pool raised\n- 14:02 Alert fires") == [FIX, ALERT]


def test_days_between_entries_hold_until_the_next() -> None:
    body = (
        "#### 4 March\n- 14:02 Alert fires\n#### 5 March\n- 09:00 Vendor answers\n#### 6 March\n- 08:00 Done"
    )

    assert timeline(body) == [ALERT, "2021-03-05T09:00Z Vendor answers", "2021-03-06T08:00Z Done"]


@pytest.mark.parametrize(
    ("name", "before", "heading"),
    [
        ("2021-03-04-checkout.md", "Words.", "## Timeline"),
        ("20210304_checkout.md", "Words.", "## Timeline"),
        ("a.md", "Words.", "## Timeline: 2021-03-04"),
        ("a.md", "Words.", "## Timeline (4 March 2021, all times UTC)"),
        ("a.md", "On Thursday, March 4th 2021, checkout was slow.", "## Timeline"),
        ("a.md", "| | |\n|-|-|\n| Date | 4 Mar 2021 |", "## Timeline"),
        ("a.md", "- **Incident date**: 04/03/2021 and not 25/12/2020", "## Timeline"),
    ],
)
def test_day_is_found_where_documents_have_it(name: str, before: str, heading: str) -> None:
    text = f"# Checkout was slow\n\n{before}\n\n{heading}\n\n- 14:02 Alert fires\n\n## Causes\n\n- The pool\n"

    assert [told(entry) for entry in read(text, name=name).entries] == [ALERT]


def test_front_matter_gives_title_day_and_severity() -> None:
    text = (
        '---\ntitle: "Checkout was slow"\ndate: 2021-03-04\nseverity: SEV-1\ntags: [pool, db]\n---\n\n'
        "## Timeline\n- 14:02 UTC Alert fires\n## Contributing factors\n- The pool\n"
    )

    found = read(text, name="post.md")

    assert (found.title, found.severity, told(found.entries[0])) == ("Checkout was slow", "1", ALERT)
    assert found.entries[0].line == 9


def test_day_or_month_first_is_asked_and_not_guessed() -> None:
    text = "# A\n## Timeline (UTC)\n- 03/04/2021 14:02 Alert fires\n## Causes\n- The pool"

    unknown = read(text)
    day_first = read(text, read_as=ReadAs(day_first=True))
    month_first = read(text, read_as=ReadAs(day_first=False))

    assert unknown.entries[0].occurred_at is None
    assert any("day or the month first" in note for note in unknown.notes)
    assert told(day_first.entries[0]) == "2021-04-03T14:02Z Alert fires"
    assert told(month_first.entries[0]) == "2021-03-04T14:02Z Alert fires"


def test_another_date_of_the_document_tells_which_number_is_the_day() -> None:
    body = "- 03/04/2021 14:02 Alert fires\n- 03/14/2021 09:00 Vendor answers"

    assert timeline(body, before="Words.")[0] == ALERT


def test_day_of_the_heading_above_holds_for_each_of_several_timelines() -> None:
    text = (
        "# Two outages (March 2021)\n\n## March 4, 2021 - The pool\n\n**Timeline:**\n\n- **14:02 UTC** - Alert fires\n\n"  # noqa: E501
        "## March 9, 2021 - The disk\n\n**Root causes:**\n\n- A disk\n\n**Timeline:**\n\n- **08:00 UTC** - Full\n"  # noqa: E501
        "- **01:10 UTC (Mar 10)** - Empty\n"
    )

    assert [told(entry) for entry in read(text).entries] == [
        ALERT,
        "2021-03-09T08:00Z Full",
        "2021-03-10T01:10Z Empty",
    ]


def test_line_under_a_day_alone_is_an_entry_of_that_day() -> None:
    assert timeline("March 4, 2021\nWe connect the bank.\n\n- 14:02 Alert fires") == [
        "2021-03-04 We connect the bank.",
        ALERT,
    ]


def test_mistyped_date_begins_an_entry_and_stays_in_its_words() -> None:
    first, second = read(
        "# A\n## Timeline\n10/14/2022 - Reported\n\n11/03/202 - Released\n## Causes\n- The pool"
    ).entries

    assert told(first) == "2022-10-14 Reported"
    assert (told(second), second.stamp) == ("? Released", "11/03/202")


def test_points_below_an_entry_are_its_context() -> None:
    (entry,) = read(
        "# A\n## Timeline\n- 2021-03-04 14:02 Alert fires\n  - p99 at 4 s\n  - nobody sees it\n## Causes\n- The pool"  # noqa: E501
    ).entries

    assert entry.context == "- p99 at 4 s\n- nobody sees it"


def test_further_columns_are_context_and_people_are_actors() -> None:
    (entry,) = read(
        "# A\n## Timeline\n| When | Who | What | Source |\n|-|-|-|-|\n| 2021-03-04 14:02 | Ines | Restarts it | #ops |\n"  # noqa: E501
        "## Causes\n- The pool"
    ).entries

    assert (entry.actor, entry.what) == ("Ines", "Restarts it")


def test_long_entry_is_cut_at_a_sentence_and_kept_whole_below() -> None:
    words = (
        "The first sentence of many words stands here and goes on for a while. " + "Then more words. " * 60
    )

    (entry,) = read(f"# A\n## Timeline\n- 2021-03-04 14:02 {words}\n## Causes\n- The pool").entries

    assert len(entry.what) <= 500
    assert entry.what.endswith(".")
    assert entry.context.count("Then more words.") == 60


def test_timeline_without_a_heading_is_recognised_by_its_times() -> None:
    text = "# A\n## What happened\nOn 2021-03-04 (UTC times):\n\n- 14:02 one\n- 14:05 two\n- 14:20 three\n\n## Causes\n- The pool"  # noqa: E501

    assert [entry.what for entry in read(text).entries] == ["one", "two", "three"]


def test_numbers_that_are_no_times_are_left_alone() -> None:
    text = "# A\n## Timeline\n- 2021-03-04 14:02 Alert\n## Causes\n- 3:1 ratio of writers\n- 1.19 to 1.20 upgrade\n- 12 nodes"  # noqa: E501

    found = read(text)

    assert [point.what for point in found.factors] == [
        "3:1 ratio of writers",
        "1.19 to 1.20 upgrade",
        "12 nodes",
    ]
    assert len(found.entries) == 1


def test_row_that_a_template_left_is_no_entry() -> None:
    body = "| Time | Event |\n|-|-|\n| 2021-03-04 HH:mm | Short event description. |\n| 14:02 | Alert fires |"

    assert timeline(body) == [ALERT]


def test_milestones_that_the_document_names_are_recognised() -> None:
    text = (
        "# A\n\n- **Start:** 2021-03-04 14:00 UTC\n- **Detected at:** 14:02 UTC\n- **Resolved:** 15:10\n\n"
        "## Timeline (UTC)\n- 14:40 **Mitigated:** pool raised\n\n## Causes\n- The pool\n"
    )

    points = {point.kind.value: point.at.strftime("%H:%M") for point in read(text).milestones}

    assert points == {"impact_start": "14:00", "detected": "14:02", "mitigated": "14:40", "resolved": "15:10"}
