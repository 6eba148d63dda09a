"""Calls of AWS's APIs become evidence: who changed what, who looked where."""

import json
from pathlib import Path

import pytest

from secondsight.integrations.cloudtrail.parse import CloudTrailRecords
from tests.integrations import reading
from tests.integrations.cloudtrail.sample import CHANGE, LOOK, SAMPLES
from tests.integrations.reading import at, head_of

READER = CloudTrailRecords()


def test_a_call_that_changed_something_says_who_did_what_to_what(tmp_path: Path) -> None:
    change, look = reading.items(tmp_path, READER, SAMPLES["cloudtrail"])

    assert change.title == "ModifyDBInstance (rds) in eu-central-1 by ida@harbour.example"
    assert change.text.splitlines()[1:] == [
        "arn:aws:rds:eu-central-1:123456789012:db:checkout",
        '{"dBInstanceIdentifier": "checkout", "maxConnections": 40}',
    ]
    assert (change.kind, change.occurred_at) == ("change", at("2026-10-14T14:02:11Z"))
    assert change.details["author_email"] == "ida@harbour.example"
    assert (change.details["service"], change.details["read_only"], change.is_bot) == ("rds", False, False)
    assert (look.kind, look.details["read_only"]) == ("record", True)


@pytest.mark.parametrize(
    "content",
    [
        CHANGE,
        {"detail-type": "AWS API Call via CloudTrail", "source": "aws.rds", "detail": CHANGE},
        {"Events": [{"EventId": CHANGE["eventID"], "EventName": "x", "CloudTrailEvent": json.dumps(CHANGE)}]},
    ],
)
def test_a_call_is_one_thing_however_it_came(tmp_path: Path, content: object) -> None:
    assert reading.item(tmp_path, READER, content).key == f"cloudtrail:{CHANGE['eventID']}"


def test_a_call_that_was_refused_says_so(tmp_path: Path) -> None:
    refused = CHANGE | {"errorCode": "AccessDenied", "errorMessage": "not authorized to modify"}

    found = reading.item(tmp_path, READER, refused)

    assert found.title.endswith("by ida@harbour.example: AccessDenied")
    assert "not authorized to modify" in found.text
    assert found.details["state"] == "failed"


def test_a_sign_in_that_failed_says_so_and_is_no_change(tmp_path: Path) -> None:
    sign_in = CHANGE | {
        "eventName": "ConsoleLogin",
        "errorMessage": "Failed authentication",
        "resources": None,
    }

    found = reading.item(tmp_path, READER, sign_in)

    assert (found.kind, found.details["state"]) == ("record", "failed")
    assert "Failed authentication" in found.text


@pytest.mark.parametrize(
    ("caller", "name", "is_bot"),
    [
        ({"type": "IAMUser", "userName": "bo"}, "bo", False),
        ({"type": "Root", "userName": "x"}, "root", False),
        ({"type": "AWSService", "invokedBy": "autoscaling.amazonaws.com"}, "autoscaling.amazonaws.com", True),
        (
            {
                "type": "AssumedRole",
                "arn": "arn:aws:sts::1:assumed-role/Node/i-0abc1234def567890",
                "sessionContext": {"sessionIssuer": {"userName": "Node"}},
            },
            "Node (i-0abc1234def567890)",
            True,
        ),
        ({}, "", False),
    ],
)
def test_the_caller_is_named_as_closely_as_told(
    tmp_path: Path, caller: object, name: str, is_bot: bool
) -> None:
    found = reading.item(tmp_path, READER, CHANGE | {"userIdentity": caller})

    assert (found.author_name, found.is_bot) == (name, is_bot)


def test_an_old_record_is_told_apart_by_the_name_of_its_call(tmp_path: Path) -> None:
    old = {name: value for name, value in LOOK.items() if name != "readOnly"}

    assert reading.item(tmp_path, READER, old).details["read_only"] is True


def test_what_cannot_be_used_says_why(tmp_path: Path) -> None:
    broken = [
        CHANGE,
        CHANGE | {"eventTime": 7},
        CHANGE | {"eventID": ""},
        {"eventTime": "x"},
        {"CloudTrailEvent": "{"},
    ]

    assert reading.reasons(tmp_path, READER, {"Records": broken}) == [
        "time not understood",
        "no id",
        "not a CloudTrail record",
        "not a CloudTrail record",
    ]


def test_other_records_are_not_claimed(tmp_path: Path) -> None:
    assert not READER.recognises(
        head_of(tmp_path, {"Records": [{"eventSource": "aws:s3", "eventName": "Put"}]})
    )
