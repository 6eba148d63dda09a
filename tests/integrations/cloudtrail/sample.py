"""Records of a trail's log file."""

import json

CHANGE = {
    "eventVersion": "1.09",
    "userIdentity": {
        "type": "AssumedRole",
        "principalId": "AROAEXAMPLE:ida@harbour.example",
        "arn": "arn:aws:sts::123456789012:assumed-role/Operator/ida@harbour.example",
        "accountId": "123456789012",
        "sessionContext": {"sessionIssuer": {"type": "Role", "userName": "Operator"}},
    },
    "eventTime": "2026-10-14T14:02:11Z",
    "eventSource": "rds.amazonaws.com",
    "eventName": "ModifyDBInstance",
    "awsRegion": "eu-central-1",
    "sourceIPAddress": "192.0.2.10",
    "userAgent": "aws-cli/2.15",
    "requestParameters": {"dBInstanceIdentifier": "checkout", "maxConnections": 40},
    "responseElements": None,
    "requestID": "r1",
    "eventID": "6b8f0c2a-1111-4c1e-9d61-0a3f2f0b7c11",
    "readOnly": False,
    "resources": [{"ARN": "arn:aws:rds:eu-central-1:123456789012:db:checkout", "accountId": "123456789012"}],
    "eventType": "AwsApiCall",
    "managementEvent": True,
    "recipientAccountId": "123456789012",
}
LOOK = CHANGE | {
    "eventName": "DescribeDBInstances",
    "eventID": "6b8f0c2a-2222-4c1e-9d61-0a3f2f0b7c11",
    "readOnly": True,
    "resources": None,
}
SAMPLES = {"cloudtrail": json.dumps({"Records": [CHANGE, LOOK]}).encode()}
