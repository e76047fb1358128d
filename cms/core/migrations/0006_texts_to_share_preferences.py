"""The texts for X and Facebook were two columns of every type of page; they become rows, in drafts too."""

from django.db import migrations

COLUMNS = {"x": "x_text", "facebook": "facebook_text"}


def to_rows(apps, schema_editor):
    preferences = apps.get_model("core", "SharePreference").objects
    for model in _types_of_page(apps):
        for page_id, *texts in model.objects.values_list("pk", *COLUMNS.values()):
            for channel, text in zip(COLUMNS, texts, strict=True):
                if text:
                    preferences.create(page_id=page_id, channel=channel, text=text)
    for revision in _revisions(apps):
        texts = {channel: revision.content.pop(column, "") for channel, column in COLUMNS.items()}
        revision.content["share_preferences"] = [
            {"pk": None, "page": revision.content["pk"], "channel": channel, "posting": "", "text": text}
            for channel, text in texts.items()
            if text
        ]
        revision.save(update_fields=["content"])


def to_columns(apps, schema_editor):
    rows = apps.get_model("core", "SharePreference").objects.filter(channel__in=COLUMNS)
    for model in _types_of_page(apps):
        for row in rows.filter(page__in=model.objects.values("pk")):
            model.objects.filter(pk=row.page_id).update(**{COLUMNS[row.channel]: row.text})
    rows.delete()
    for revision in _revisions(apps):
        texts = {row["channel"]: row["text"] for row in revision.content.pop("share_preferences", [])}
        revision.content |= {column: texts.get(channel, "") for channel, column in COLUMNS.items()}
        revision.save(update_fields=["content"])


def _types_of_page(apps):
    return [model for model in apps.get_models() if {*COLUMNS.values()} <= {f.name for f in model._meta.local_fields}]


def _revisions(apps):
    revisions = apps.get_model("wagtailcore", "Revision").objects
    return revisions.filter(content__has_any_keys=["share_preferences", *COLUMNS.values()]).iterator(chunk_size=100)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0005_share_preferences"),
        ("articles", "0004_hub"),
        ("catalogue", "0002_claims_and_cautions"),
        ("conditions", "0002_claims_and_cautions"),
        ("home", "0005_claims"),
        ("points", "0002_claims_and_cautions"),
        ("research", "0002_claims_and_cautions"),
    ]

    operations = [migrations.RunPython(to_rows, to_columns)]
