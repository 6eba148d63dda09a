"""Amazon CloudWatch: which alarms went off, and when they were over."""
