"""What the standard of a format says against the things of a source."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Keep remarks with each source."""

    dependencies = (("intake", "0010_foreign"),)
    operations = (
        migrations.AddField(model_name="source", name="remarks", field=models.TextField(default="")),
    )
