import django.db.models.deletion
from django.db import migrations, models

import processlots.kit.models.base
import processlots.kit.periods


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Course",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(default=processlots.kit.models.base.uuid7, editable=False, unique=True, verbose_name="uid"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("sort", models.CharField(db_index=True, editable=False, max_length=240)),
                ("for_facilitators", models.BooleanField(default=False, verbose_name="needed by facilitators")),
                ("description", models.TextField(blank=True, verbose_name="description")),
            ],
            options={
                "verbose_name": "course",
                "verbose_name_plural": "courses",
            },
        ),
        migrations.CreateModel(
            name="TrainingRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(default=processlots.kit.models.base.uuid7, editable=False, unique=True, verbose_name="uid"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("date", models.DateField(default=processlots.kit.periods.today, verbose_name="date")),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="learning.course",
                        verbose_name="course",
                    ),
                ),
            ],
            options={
                "verbose_name": "training record",
                "verbose_name_plural": "training records",
            },
        ),
    ]
