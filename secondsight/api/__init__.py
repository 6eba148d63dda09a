"""The REST door, one module per room. `build()` puts them together under `/api/` (R11.1)."""
