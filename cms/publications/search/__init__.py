"""Finding documents by their words.

What is written of a document (`texts`) is kept as plain words beside it (`models`); the database itself keeps the index
of them, PostgreSQL in a generated column, SQLite in tables that triggers fill. A `question` is read once and put to
whichever database there is (`postgresql`, `sqlite`); `hits` ranks what comes back, `highlights` shows why.
See docs/adr/0009-search-of-our-own.md.
"""
