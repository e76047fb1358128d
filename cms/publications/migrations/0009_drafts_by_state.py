"""Drafts of what stands nowhere yet: what is not published, or was edited since, is found among all pages."""

from django.db import migrations

INDEXES = {
    "wagtailcore_page_unpublished": "WHERE NOT live",
    "wagtailcore_page_edited": "WHERE has_unpublished_changes",
}


def add_indexes(apps, schema_editor):
    """On PostgreSQL only, as the indexes of drafts in order (0008)."""
    if schema_editor.connection.vendor == "postgresql":
        for name, condition in INDEXES.items():
            schema_editor.execute(f"CREATE INDEX {name} ON wagtailcore_page (id) {condition}")


def drop_indexes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f"DROP INDEX {name}")


class Migration(migrations.Migration):
    dependencies = [("publications", "0008_drafts_in_order")]

    operations = [migrations.RunPython(add_indexes, drop_indexes)]
