"""An incident in the three forms of the Table API, with a note and a change of its state."""

import json

ID = "9d385017c611228701d22104cc95c371"
STORED = {
    "sys_id": ID,
    "number": "INC0010112",
    "short_description": "Checkout fails",
    "description": "Payments fail since two o'clock.",
    "state": "6",
    "priority": "1",
    "severity": "1",
    "opened_at": "2026-10-14 14:05:00",
    "opened_by": {"link": "https://harbour.example/api/now/table/sys_user/681c", "value": "681c"},
    "sys_created_on": "2026-10-14 14:05:01",
    "sys_created_by": "ida",
    "sys_updated_on": "2026-10-14 15:42:31",
    "resolved_at": "2026-10-14 15:42:31",
    "close_notes": "The pool is larger again.",
    "closed_at": "",
    "sys_class_name": "incident",
}


def both(value: str, display: str) -> dict[str, str]:
    """Return a field as `sysparm_display_value=all` gives it."""
    return {"display_value": display, "value": value}


ALL = {
    "sys_id": both(ID, ID),
    "number": both("INC0010112", "INC0010112"),
    "short_description": both("Checkout fails", "Checkout fails"),
    "state": both("6", "Resolved"),
    "priority": both("1", "1 - Critical"),
    "opened_at": both("2026-10-14 14:05:00", "2026-10-14 16:05:00"),
    "opened_by": {
        "display_value": "Ida Berg",
        "value": "681c",
        "link": "https://harbour.example/api/now/u/681c",
    },
    "cmdb_ci": {"display_value": "checkout", "value": "c0", "link": "https://harbour.example/api/now/ci/c0"},
    "resolved_at": both("2026-10-14 15:42:31", "2026-10-14 17:42:31"),
    "sys_created_on": both("2026-10-14 14:05:01", "2026-10-14 16:05:01"),
}
SHOWN = {
    "sys_id": ID,
    "number": "INC0010112",
    "short_description": "Checkout fails",
    "state": "Resolved",
    "opened_at": "2026-10-14 16:05:00",
    "opened_by": {"display_value": "Ida Berg", "link": "https://harbour.example/api/now/u/681c"},
    "sys_created_on": "2026-10-14 16:05:01",
}
NOTE = {
    "sys_id": "5f0e",
    "name": "incident",
    "element": "work_notes",
    "element_id": ID,
    "value": "The pool is dry.",
    "sys_created_on": "2026-10-14 14:11:09",
    "sys_created_by": "bo",
}
AUDIT = {
    "sys_id": "7a1d",
    "tablename": "incident",
    "documentkey": ID,
    "fieldname": "state",
    "oldvalue": "2",
    "newvalue": "6",
    "user": "ida",
    "sys_created_on": "2026-10-14 15:42:31",
    "reason": "",
}
SAMPLES = {"servicenow": json.dumps({"result": [STORED, NOTE, AUDIT]}).encode()}
