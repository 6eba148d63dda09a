"""What changes in the record: one function a verb, one module a subject."""
