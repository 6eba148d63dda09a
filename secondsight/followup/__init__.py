"""What we will do: soak, decisions, commitments, known risks."""
