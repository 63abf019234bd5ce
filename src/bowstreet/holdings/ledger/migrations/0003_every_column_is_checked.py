"""Rows that change by right are vouched for by the node; what follows from checkpoints is stored once."""

from django.db import migrations, models

from bowstreet.holdings.ledger import keys


def bring_up(apps, schema_editor):
    """Change tables in place; results of checks are left out, as a check finds them anew."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        columns = {each.name for each in connection.introspection.get_table_description(cursor, "ledger_tree")}
        if "seals" in columns:
            cursor.execute("ALTER TABLE ledger_tree DROP COLUMN seals")
            cursor.execute("DELETE FROM ledger_check")
            cursor.execute("ALTER TABLE ledger_check ADD COLUMN vouched varchar(64) NOT NULL DEFAULT ''")


def vouch(apps, schema_editor):
    """Vouch for the rows that are there."""
    for name, key, value, said in (
        ("SealingKey", "agency", "public", "sealing key"), ("Bookmark", "name", "place", "bookmark")
    ):  # fmt: skip
        rows = apps.get_model("ledger", name).objects
        for which, what in rows.values_list(key, value):
            rows.filter(pk=which).update(vouched=keys.vouch(said, which, what))


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_nothing_is_pruned")]

    operations = [
        migrations.RunPython(bring_up),
        migrations.RemoveField("tree", "seals"),
        migrations.AddField("check", "vouched", models.CharField(max_length=64)),
        *(
            migrations.AddField(model, "vouched", models.CharField(max_length=64, default=""), preserve_default=False)
            for model in ("sealingkey", "bookmark")
        ),
        migrations.RunPython(vouch),
    ]
