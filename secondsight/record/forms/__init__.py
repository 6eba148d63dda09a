"""What a person types into the pages of the record, one module a subject."""
