"""Rich text that several people write at once: a tree of nodes, Markdown, and a document that merges."""
