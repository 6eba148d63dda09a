"""The tools outside, one folder each. A folder's `parse.py` turns its JSON into our facts."""
