"""Which fields an officer leaves out of what is made of an intake."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Keep them with the intake."""

    dependencies = (("intake", "0012_leaning"),)
    operations = (
        migrations.AddField(model_name="intake", name="left_out", field=models.TextField(default="[]")),
    )
