"""Decision points: how they are gone over, what was known then, what is still to be settled (R3.4, R3.9)."""
