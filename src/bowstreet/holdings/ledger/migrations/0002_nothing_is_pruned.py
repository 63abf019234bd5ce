"""Heads no longer say up to where entries had been pruned; no trigger lets an entry go any more."""

from django.db import migrations

from bowstreet.holdings.ledger.stores import tables


def take_out(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(tables.prunes("ledger_head"))
        for statement in tables.without_pruning("ledger_act", "ledger_head") if cursor.fetchone() else ():
            cursor.execute(statement)


class Migration(migrations.Migration):
    """Columns are taken out in place: a table made anew would lose the triggers that keep entries as written."""

    dependencies = [("ledger", "0001_initial")]

    operations = [
        migrations.RunPython(take_out),
        migrations.RemoveField("head", "pruned"),
        migrations.RemoveField("head", "pruned_chain"),
    ]
