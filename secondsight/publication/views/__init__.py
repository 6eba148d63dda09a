"""What a person sees of publication."""
