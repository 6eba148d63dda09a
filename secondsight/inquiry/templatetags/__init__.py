"""What the templates of reviews need beside Django's own."""
