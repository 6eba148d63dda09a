"""The REST door, one module per room."""
