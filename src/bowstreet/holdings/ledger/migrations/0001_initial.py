from django.db import migrations, models

from bowstreet.holdings.ledger.stores import tables


def _reads(name, *fields):
    return migrations.CreateModel(name=name, fields=list(fields), options={"db_table": f"ledger_{name.lower()}", "managed": False})


def _id():
    return ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def _agency():
    return ("agency", models.CharField(max_length=60, primary_key=True, serialize=False))


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="SealingKey",
            fields=[_agency(), ("public", models.CharField(max_length=64))],
        ),
        migrations.CreateModel(
            name="Bookmark",
            fields=[
                ("name", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("place", models.BigIntegerField(default=0)),
            ],
        ),
        _reads(
            "Act", _id(), ("agency", models.CharField(max_length=60)), ("number", models.BigIntegerField()),
            ("at", models.DateTimeField()), ("event", models.CharField(max_length=30)),
            ("officer", models.CharField(max_length=60)), ("body", models.TextField()),
            ("salt", models.BinaryField()), ("chain", models.BinaryField()),
        ),
        _reads(
            "Head", _agency(), ("number", models.BigIntegerField()), ("chain", models.BinaryField()),
            ("pruned", models.BigIntegerField(default=0)), ("pruned_chain", models.BinaryField(null=True)),
        ),
        _reads(
            "Leaf", _id(), ("agency", models.CharField(max_length=60)), ("place", models.BigIntegerField()),
            ("store", models.CharField(max_length=10)), ("number", models.BigIntegerField()),
            ("hash", models.BinaryField()),
        ),
        _reads(
            "Tree", _agency(), ("size", models.BigIntegerField(default=0)), ("root", models.BinaryField()),
            ("peaks", models.BinaryField()), ("acts", models.BigIntegerField(default=0)),
            ("lookups", models.BigIntegerField(default=0)), ("sealed_at", models.DateTimeField(null=True)),
            ("seals", models.BigIntegerField(default=0)),
        ),
        _reads(
            "Checkpoint", ("number", models.BigIntegerField(primary_key=True, serialize=False)),
            ("at", models.DateTimeField()), ("note", models.TextField()), ("trees", models.TextField()),
            ("peaks", models.BinaryField()),
        ),
        _reads(
            "Check", _agency(), ("at", models.DateTimeField()), ("unbroken", models.BooleanField()),
            ("first_broken", models.TextField(default="")),
        ),
        migrations.RunSQL(tables.ACT_STORE, [f"DROP TABLE {table}" for table in tables.TABLES]),
    ]
