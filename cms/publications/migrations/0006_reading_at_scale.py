"""What keeps answers as quick as they are when much is published."""

from django.db import migrations, models

# PostgreSQL takes name and value of a facet to have nothing to do with each other: of a value that most documents have
# it expects a handful, and reads and sorts them all for one page.
STATISTICS = "CREATE STATISTICS publications_documentfacet_pairs (mcv) ON name, value FROM publications_documentfacet"
# So many of the most frequent pairs are known; by itself it would be a hundred.
KNOWN = "ALTER STATISTICS publications_documentfacet_pairs SET STATISTICS 500"


def know_pairs(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(STATISTICS)
        schema_editor.execute(KNOWN)


def forget_pairs(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP STATISTICS publications_documentfacet_pairs")


class Migration(migrations.Migration):
    dependencies = [("publications", "0005_hidden_from_search")]

    operations = [
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["site", "kind", "locale", "audience"], name="document_of_language"),
        ),
        migrations.RunPython(know_pairs, forget_pairs),
    ]
