from django.db import migrations, models

import processlots.kit.models.base


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(default=processlots.kit.models.base.uuid7, editable=False, unique=True, verbose_name="uid"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "manner",
                    models.CharField(
                        choices=[("own", "own"), ("oral", "oral"), ("minuted", "minuted")],
                        default="own",
                        max_length=10,
                        verbose_name="manner",
                    ),
                ),
                ("date", models.DateField(verbose_name="date")),
            ],
            options={
                "verbose_name": "confirmation",
                "verbose_name_plural": "confirmations",
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(default=processlots.kit.models.base.uuid7, editable=False, unique=True, verbose_name="uid"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                (
                    "when",
                    models.CharField(
                        choices=[("today", "today"), ("tomorrow", "tomorrow")],
                        default="today",
                        max_length=8,
                        verbose_name="today or tomorrow",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("reviewed", "being reviewed by the group"),
                            ("confirmed", "confirmed"),
                            ("in_force", "in force"),
                            ("archived", "archived"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("in_force_since", models.DateField(editable=False, null=True, verbose_name="in force since")),
            ],
            options={
                "verbose_name": "line",
                "verbose_name_plural": "lines",
            },
        ),
        migrations.CreateModel(
            name="Map",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(default=processlots.kit.models.base.uuid7, editable=False, unique=True, verbose_name="uid"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("number", models.PositiveIntegerField(editable=False, unique=True, verbose_name="number")),
                ("title", models.CharField(max_length=200, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[("overview", "overview map"), ("detailed", "detailed map")],
                        default="detailed",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("ended_on", models.DateField(editable=False, null=True, verbose_name="ended")),
                ("ended_reason", models.CharField(blank=True, editable=False, max_length=500)),
            ],
            options={
                "verbose_name": "map",
                "verbose_name_plural": "maps",
            },
        ),
        migrations.CreateModel(
            name="MapElement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(default=processlots.kit.models.base.uuid7, editable=False, unique=True, verbose_name="uid"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("element_id", models.CharField(max_length=200, verbose_name="id in the file")),
                ("type", models.CharField(max_length=60, verbose_name="type")),
                ("name", models.CharField(blank=True, max_length=500, verbose_name="name")),
                ("lane", models.CharField(blank=True, max_length=300, verbose_name="actor")),
                ("number", models.PositiveIntegerField(null=True, verbose_name="number in the text")),
            ],
            options={
                "verbose_name": "map element",
                "verbose_name_plural": "map elements",
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("edition", models.PositiveIntegerField()),
                ("content", models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(default=processlots.kit.models.base.uuid7, editable=False, unique=True, verbose_name="uid"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                (
                    "when",
                    models.CharField(
                        choices=[("today", "today"), ("tomorrow", "tomorrow")],
                        default="today",
                        max_length=8,
                        verbose_name="today or tomorrow",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[("overview", "overview map"), ("detailed", "detailed map")],
                        default="detailed",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("comment", models.CharField(blank=True, max_length=300, verbose_name="what has changed")),
                ("filename", models.CharField(max_length=200, verbose_name="file")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reading", "being read"),
                            ("ready", "read, not saved"),
                            ("refused", "refused"),
                            ("taken", "saved"),
                        ],
                        default="reading",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("refusal", models.JSONField(default=dict)),
                ("matches", models.JSONField(default=dict)),
                ("created", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(default=processlots.kit.models.base.uuid7, editable=False, unique=True, verbose_name="uid"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("number", models.PositiveIntegerField(verbose_name="version")),
                ("comment", models.CharField(blank=True, max_length=300, verbose_name="comment")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="saved")),
            ],
            options={
                "verbose_name": "map version",
                "verbose_name_plural": "map versions",
            },
        ),
    ]
