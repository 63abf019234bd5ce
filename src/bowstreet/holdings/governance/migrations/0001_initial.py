"""The terms table, and the triggers that keep its values as they were written."""

from django.db import migrations, models

from bowstreet.holdings.engines import chosen

_ON_SQLITE = """
CREATE TRIGGER governance_terms_immutable
BEFORE UPDATE ON governance_terms
WHEN NEW.id IS NOT OLD.id OR NEW.digest IS NOT OLD.digest OR NEW.act IS NOT OLD.act OR NEW.value IS NOT OLD.value
  OR NEW.made_at IS NOT OLD.made_at OR (NEW.pending AND NOT OLD.pending)
BEGIN
  SELECT RAISE(ABORT, 'terms are immutable: record new ones');
END
"""
_ON_POSTGRES = """
CREATE FUNCTION governance_terms_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'terms are immutable: record new ones' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER governance_terms_immutable
BEFORE UPDATE ON governance_terms
FOR EACH ROW
WHEN ((NEW.id, NEW.digest, NEW.act, NEW.value, NEW.made_at) IS DISTINCT FROM
      (OLD.id, OLD.digest, OLD.act, OLD.value, OLD.made_at) OR (NEW.pending AND NOT OLD.pending))
EXECUTE FUNCTION governance_terms_immutable()
"""

_KEEP = chosen.of(_ON_SQLITE, _ON_POSTGRES)
_RELEASE = chosen.of("DROP TRIGGER governance_terms_immutable", "DROP FUNCTION governance_terms_immutable() CASCADE")


class Migration(migrations.Migration):
    """Make the terms table."""

    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Terms",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                ("act", models.CharField(default="", max_length=64)),
                ("value", models.TextField()),
                ("pending", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("digest", "act"), name="governance_terms_once")],
            },
        ),
        migrations.RunSQL(_KEEP, _RELEASE),
    ]
