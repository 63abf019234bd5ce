from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("sharing", "0006_collected"),
    ]

    operations = [
        migrations.RemoveField(model_name="handedin", name="wrong"),
    ]
