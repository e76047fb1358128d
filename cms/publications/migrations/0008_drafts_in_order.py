"""Lists of drafts in order: they are read from Wagtail's table, which has no index of when pages were first published.

The expression is that of `begun_at` in `cms/publications/drafts.py`; another one would not be found in the index.
"""

from django.db import migrations

BEGUN = """COALESCE(first_published_at, COALESCE(
    latest_revision_created_at, last_published_at, '1970-01-01 00:00:00+00'::timestamptz))"""
INDEXES = {"wagtailcore_page_begun": f"{BEGUN}, id", "wagtailcore_page_begun_of_type": f"content_type_id, {BEGUN}, id"}


def add_indexes(apps, schema_editor):
    """SQLite rebuilds a table to alter it and would lose them without a word; who has so many pages uses PostgreSQL."""
    if schema_editor.connection.vendor == "postgresql":
        for name, columns in INDEXES.items():
            schema_editor.execute(f"CREATE INDEX {name} ON wagtailcore_page ({columns})")


def drop_indexes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f"DROP INDEX {name}")


class Migration(migrations.Migration):
    dependencies = [
        ("publications", "0007_facets_in_order"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(add_indexes, drop_indexes)]
