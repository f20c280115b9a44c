from django.db import migrations, models

import processlots.kit.models.base


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(default=processlots.kit.models.base.uuid7, editable=False, unique=True, verbose_name="uid"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("identity", models.SlugField(max_length=80, unique=True, verbose_name="identity")),
                (
                    "kind",
                    models.CharField(choices=[("term", "term"), ("guidance", "guidance")], max_length=12, verbose_name="kind"),
                ),
                ("title_sv", models.CharField(max_length=160, verbose_name="title in Swedish")),
                ("title_en", models.CharField(max_length=160, verbose_name="title in English")),
                ("text_sv", models.TextField(verbose_name="text in Swedish")),
                ("text_en", models.TextField(verbose_name="text in English")),
                ("sort", models.CharField(db_index=True, editable=False, max_length=240)),
                ("ended_on", models.DateField(editable=False, null=True, verbose_name="ended")),
                ("ended_reason", models.CharField(blank=True, editable=False, max_length=500)),
            ],
            options={
                "verbose_name": "handbook entry",
                "verbose_name_plural": "handbook",
            },
        ),
    ]
