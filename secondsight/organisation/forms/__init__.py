"""What a person types about the organisation."""
