"""Tasks that may be put off and that remember a sweep; what earlier runs gave up or left is swept once more."""

from typing import Any

from django.db import migrations, models


def owe(apps: Any, schema_editor: Any) -> None:
    """Put every intake that failed or was interrupted in line to be swept: sweeping twice changes nothing."""
    task = apps.get_model("intake", "Task")
    task.objects.filter(intake__state="failed").update(owed=True, state="waiting", holder="", attempts=0)
    task.objects.filter(intake__state__in=("reading", "admitting"), intake__ended_at=None).update(owed=True)


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial")]

    operations = [
        migrations.AddField("task", "owed", models.BooleanField(default=False)),
        migrations.AddField("task", "pauses", models.PositiveIntegerField(default=0)),
        migrations.AddField("task", "not_before", models.DateTimeField(null=True)),
        migrations.RunPython(owe, migrations.RunPython.noop),
    ]
