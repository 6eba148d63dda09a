"""What a person sees of what follows from reviews."""
