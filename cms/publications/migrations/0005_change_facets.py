from django.db import migrations, models


def take_from_documents(apps, schema_editor):
    """What stands now was last said by the change that has its etag."""
    Change, Document = (apps.get_model("publications", name) for name in ("Change", "Document"))
    for document in Document.objects.only("uid", "audience", "etag", "facets").iterator():
        Change.objects.filter(uid=document.uid, audience=document.audience, etag=document.etag).update(
            facets=document.facets
        )


class Migration(migrations.Migration):

    dependencies = [
        ("publications", "0004_shown_media"),
    ]

    operations = [
        migrations.AddField(
            model_name="change",
            name="facets",
            field=models.JSONField(default=dict, help_text="Under which lists and feeds show it; of a tombstone, did."),
        ),
        migrations.RunPython(take_from_documents, migrations.RunPython.noop),
    ]
