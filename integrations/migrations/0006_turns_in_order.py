"""The index that gives each destination's next row without sorting, and room for an attempt to grow."""

from typing import Any

from django.db import migrations, models

# In percent of a page. A row is written when an attempt begins, and has five times its length when it has ended:
# with this much room it stays on its page, and no index has to be told.
FILL = 15


def leave_room(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE integrations_attempt SET (fillfactor = {FILL})")


def leave_none(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE integrations_attempt RESET (fillfactor)")


class Migration(migrations.Migration):
    dependencies = [("integrations", "0005_indexes_of_a_turn")]

    operations = [
        migrations.RemoveIndex(model_name="delivery", name="delivery_due_by_state"),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["destination", "state", "due_at", "id"], name="delivery_in_turn"),
        ),
        migrations.RunPython(leave_room, leave_none),
    ]
