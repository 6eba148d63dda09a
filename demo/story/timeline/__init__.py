"""The reviewed timeline of the worked incident, a module for each phase (R3.1, R3.2)."""

from demo.story.timeline import detection, investigation, mitigation, recovery, triage

EVENTS = detection.EVENTS + triage.EVENTS + investigation.EVENTS + mitigation.EVENTS + recovery.EVENTS
