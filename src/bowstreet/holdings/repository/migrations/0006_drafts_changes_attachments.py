"""Drafts, proposed changes and the files of records."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("repository", "0008_guise"),
    ]

    operations = [
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('officer', models.CharField(max_length=36)),
                ('agency', models.CharField(max_length=64)),
                ('page', models.CharField(max_length=64)),
                ('seq', models.IntegerField()),
                ('kind', models.CharField(max_length=40)),
                ('record', models.CharField(default='', max_length=36)),
                ('begun', models.IntegerField(default=0)),
                ('title', models.CharField(default='', max_length=200)),
                ('content', models.TextField()),
                ('state', models.CharField(default='open', max_length=10)),
                ('came_from', models.CharField(default='', max_length=36)),
                ('made_at', models.DateTimeField()),
                ('at', models.DateTimeField()),
                ('result', models.CharField(default='', max_length=36)),
                ('result_version', models.IntegerField(default=0)),
            ],
            options={
                'indexes': [models.Index(fields=['officer', 'state', 'at'], name='repository_draft_open')],
                'constraints': [models.UniqueConstraint(fields=('officer', 'page'), name='repository_draft_once')],
            },
        ),
        migrations.CreateModel(
            name='Proposed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(max_length=36, unique=True)),
                ('agency', models.CharField(max_length=64)),
                ('author', models.CharField(max_length=36)),
                ('kind', models.CharField(max_length=40)),
                ('record', models.CharField(default='', max_length=36)),
                ('begun', models.IntegerField(default=0)),
                ('terms_id', models.BigIntegerField()),
                ('content', models.TextField()),
                ('at', models.DateTimeField()),
                ('state', models.CharField(default='waiting', max_length=10)),
                ('decided_by', models.CharField(default='', max_length=36)),
                ('decided_at', models.DateTimeField(null=True)),
                ('reason', models.TextField(default='')),
                ('result', models.CharField(default='', max_length=36)),
            ],
            options={
                'indexes': [models.Index(fields=['agency', 'state', 'at'], name='repository_proposed_waiting')],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(max_length=36, unique=True)),
                ('terms_id', models.BigIntegerField()),
                ('agency', models.CharField(max_length=64)),
                ('name', models.CharField(max_length=255)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.BigIntegerField()),
                ('type', models.CharField(max_length=20)),
                ('by', models.CharField(max_length=36)),
                ('at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(null=True)),
                ('record', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='repository.record')),
            ],
            options={
                'indexes': [models.Index(fields=['record', 'at'], name='repository_attachment_record')],
            },
        ),
    ]
