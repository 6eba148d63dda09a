"""What a person sees across reviews."""
