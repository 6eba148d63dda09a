"""Full-text search on both databases: FTS5 in SQLite, a tsvector with a GIN index in PostgreSQL.

Two ways in. `documents` keeps one text for anything that has a name (an incident, a review, a learning
point): `documents.index(...)`, `documents.find(...)`. `index.TextIndex` is laid over a table that already
holds its words (evidence), so that nothing is stored twice. What people type is read by `query.parse`.
"""
