"""English: its words, its rules, its questions."""
