"""How findings are told: one form a file."""
