"""What reviews say together: search over everything one may see."""
