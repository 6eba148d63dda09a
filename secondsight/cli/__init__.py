"""The command-line door, one module per group of commands."""
