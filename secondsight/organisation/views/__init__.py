"""What a person sees of the organisation: one module a subject."""
