"""What is read of the record; the viewer comes first."""
