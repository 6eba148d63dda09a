"""Old post-mortems: Markdown that people wrote, in whichever shape their team had agreed on (R10.5)."""
