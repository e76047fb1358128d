"""The words of documents, and the index that each database keeps of them by itself."""

import django.db.models.deletion
from django.db import migrations, models

# The columns that are indexed, with PostgreSQL's weight of each.
WEIGHTS = {"head": "A", "lead": "B", "body": "C", "spelled": "C"}
LANGUAGES = {"en": "english", "de": "german", "nl": "dutch"}

# Words as they stand find what is typed in part, stems find the other forms of a word: both are indexed, in
# PostgreSQL in one column, in SQLite in a table each. SQLite knows the stems of English alone.
TOKENIZERS = {
    "publications_documentwords": "unicode61 remove_diacritics 0",
    "publications_documentstems": "porter unicode61 remove_diacritics 0",
}
TRIGGERS = """
CREATE TRIGGER {table}_added AFTER INSERT ON publications_documenttext BEGIN
    INSERT INTO {table} (rowid, {columns}) VALUES (new.document_id, {new});
END;
CREATE TRIGGER {table}_removed AFTER DELETE ON publications_documenttext BEGIN
    INSERT INTO {table} ({table}, rowid, {columns}) VALUES ('delete', old.document_id, {old});
END;
CREATE TRIGGER {table}_changed AFTER UPDATE ON publications_documenttext BEGIN
    INSERT INTO {table} ({table}, rowid, {columns}) VALUES ('delete', old.document_id, {old});
    INSERT INTO {table} (rowid, {columns}) VALUES (new.document_id, {new});
END;
"""


def add_index(apps, schema_editor):
    make = {"postgresql": _postgresql, "sqlite": _sqlite}[schema_editor.connection.vendor]
    for statement in make():
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    """PostgreSQL drops it with the table; of SQLite's, the triggers go that way."""
    if schema_editor.connection.vendor == "sqlite":
        for table in TOKENIZERS:
            schema_editor.execute(f"DROP TABLE {table}")


def _postgresql():
    cases = " ".join(f"WHEN '{code}' THEN '{name}'::regconfig" for code, name in LANGUAGES.items())
    language = f"CASE split_part(locale, '-', 1) {cases} ELSE 'simple'::regconfig END"
    vectors = {
        column: f"setweight(to_tsvector('simple', {column}) || to_tsvector({language}, {column}), '{weight}')"
        for column, weight in WEIGHTS.items()
    }
    for name, made in (("head_vector", vectors["head"]), ("vector", " || ".join(vectors.values()))):
        yield f"ALTER TABLE publications_documenttext ADD COLUMN {name} tsvector GENERATED ALWAYS AS ({made}) STORED"
        yield f"CREATE INDEX publications_documenttext_{name} ON publications_documenttext USING gin ({name})"


def _sqlite():
    columns = ", ".join(WEIGHTS)
    new, old = (", ".join(f"{row}.{column}" for column in WEIGHTS) for row in ("new", "old"))
    for table, tokenizer in TOKENIZERS.items():
        content = "content='publications_documenttext', content_rowid='document_id'"
        yield f"CREATE VIRTUAL TABLE {table} USING fts5({columns}, {content}, tokenize='{tokenizer}', prefix='2 3')"
        for trigger in TRIGGERS.format(table=table, columns=columns, new=new, old=old).split("END;\n")[:-1]:
            yield f"{trigger}END;"


class Migration(migrations.Migration):
    dependencies = [("publications", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="DocumentText",
            fields=[
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="text",
                        serialize=False,
                        to="publications.document",
                    ),
                ),
                ("locale", models.CharField(max_length=16)),
                ("head", models.TextField(help_text="Title and names.")),
                ("lead", models.TextField(help_text="The summary, or the teaser.")),
                ("body", models.TextField()),
                (
                    "spelled",
                    models.TextField(help_text="Codes and Han characters of lead and body, as they are asked for."),
                ),
                ("shown", models.TextField()),
            ],
        ),
        migrations.RunPython(add_index, drop_index),
    ]
