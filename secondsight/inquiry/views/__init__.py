"""What a person sees of reviews."""
