"""What happened: incidents, evidence, the timeline, and who knew what when."""
