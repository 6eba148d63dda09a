"""What was said in confidence: unopened accounts. The last room: only the doors reach it (C3)."""
