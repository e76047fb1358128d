"""Content between installations: a tree of pages with everything it refers to, in one file.

Rows are recognised by what travels with them (`identity`), their fields and rows are read from Django's own knowledge
of the models (`content`), and keys of rows are translated wherever they stand (`translation`): a new content type
needs no line here. `gather` writes what `bring` reads.
"""
