"""Rows of facets have what lists are narrowed and ordered by."""

import django.db.models.deletion
from django.db import migrations, models

COPY = """
    UPDATE publications_documentfacet
    SET audience = document.audience, type = document.type, published_at = document.published_at
    FROM publications_document AS document
    WHERE document.id = publications_documentfacet.document_id
"""



class Migration(migrations.Migration):
    dependencies = [("publications", "0006_reading_at_scale")]

    operations = [
        migrations.AddField("documentfacet", "audience", models.CharField(max_length=64, null=True)),
        migrations.AddField("documentfacet", "type", models.CharField(max_length=64, null=True)),
        migrations.AddField("documentfacet", "published_at", models.DateTimeField(null=True)),
        migrations.RunSQL(COPY, migrations.RunSQL.noop),
        migrations.AlterField("documentfacet", "audience", models.CharField(max_length=64)),
        migrations.AlterField("documentfacet", "type", models.CharField(max_length=64)),
        migrations.AlterField("documentfacet", "published_at", models.DateTimeField()),
        migrations.RemoveIndex("documentfacet", "facet_look_up"),
        migrations.AddConstraint(
            "documentfacet",
            models.UniqueConstraint(fields=["document", "name", "value"], name="one_row_a_facet_value"),
        ),
        migrations.AddIndex(
            "documentfacet",
            models.Index(
                fields=["name", "value", "audience", "type", "-published_at", "-document"], name="facet_list_of_type"
            ),
        ),
        migrations.AddIndex(
            "documentfacet",
            models.Index(fields=["name", "value", "audience", "-published_at", "-document"], name="facet_list"),
        ),
        migrations.AlterField(
            "documentfacet",
            "document",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="facet_rows",
                to="publications.document",
            ),
        ),
    ]
