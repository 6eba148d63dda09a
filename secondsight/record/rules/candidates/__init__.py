"""Candidates for the timeline: what the evidence suggests and a person decides (R3.7, S9)."""
