"""A responder's notes."""

SAMPLES = {"document": b"# Notes of the night\n\n- 14:02 the pool was dry\n- 14:20 Ida called Bo\n"}
