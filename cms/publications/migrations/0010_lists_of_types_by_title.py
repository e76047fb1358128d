"""Lists of one type by title are read in order too: of all titles, those of a type were one in many."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publications", "0009_drafts_by_state")]

    operations = [
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["audience", "type", "title", "id"], name="document_list_of_type_by_title"),
        ),
    ]
