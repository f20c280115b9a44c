import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import processlots.kit.models.base


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Blob",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=processlots.kit.models.base.uuid7, editable=False, unique=True)),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("size", models.PositiveBigIntegerField()),
                ("type", models.CharField(max_length=10)),
                ("created", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="Installation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="municipality")),
                ("demo", models.BooleanField(default=False, editable=False)),
            ],
        ),
        migrations.CreateModel(
            name="Lease",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, unique=True)),
                ("day", models.DateField(null=True)),
                ("holder", models.CharField(blank=True, max_length=100)),
                ("taken", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Sequence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, unique=True)),
                ("last", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Act",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=processlots.kit.models.base.uuid7, editable=False, unique=True)),
                ("text", models.CharField(max_length=300, verbose_name="act")),
                ("at", models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="when")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                (
                    "user",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(default=processlots.kit.models.base.uuid7, editable=False, unique=True, verbose_name="uid"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "scope",
                    models.CharField(
                        choices=[("read", "read"), ("write", "read and write")],
                        default="read",
                        max_length=8,
                        verbose_name="scope",
                    ),
                ),
                ("valid_to", models.DateField(verbose_name="valid to")),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("last_used", models.DateField(editable=False, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="api_tokens", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=processlots.kit.models.base.uuid7, editable=False, unique=True)),
                ("name", models.CharField(max_length=100)),
                ("title", models.CharField(max_length=200, verbose_name="work")),
                ("language", models.CharField(default="sv", max_length=5)),
                ("params", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting its turn"),
                            ("running", "Under way"),
                            ("done", "Done"),
                            ("failed", "Did not work"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="queued",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("claim", models.CharField(blank=True, max_length=36)),
                ("heartbeat", models.DateTimeField(null=True)),
                ("cancel_requested", models.BooleanField(default=False)),
                ("result", models.JSONField(default=dict)),
                ("filename", models.CharField(blank=True, max_length=200)),
                ("error", models.TextField(blank=True)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("started", models.DateTimeField(null=True)),
                ("ended", models.DateTimeField(null=True)),
                (
                    "file",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kit.blob"),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=processlots.kit.models.base.uuid7, editable=False, unique=True)),
                ("importer", models.CharField(max_length=60)),
                ("params", models.JSONField(default=dict)),
                ("filename", models.CharField(blank=True, max_length=200, verbose_name="file")),
                ("headed", models.BooleanField(default=True, verbose_name="the first row is headings")),
                ("mapping", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("preview", "Not read in yet"),
                            ("running", "Being read in"),
                            ("done", "Read in"),
                            ("undone", "Undone"),
                            ("failed", "Nothing was read in"),
                        ],
                        default="preview",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("seen", models.CharField(blank=True, max_length=64)),
                ("counts", models.JSONField(default=dict)),
                ("report", models.JSONField(default=dict)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("applied", models.DateTimeField(null=True)),
                (
                    "act",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kit.act"),
                ),
                ("source", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kit.blob")),
                (
                    "undo_act",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kit.act"),
                ),
                (
                    "user",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "job",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="kit.job"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=processlots.kit.models.base.uuid7, editable=False, unique=True)),
                ("relation", models.CharField(max_length=40)),
                ("source_id", models.BigIntegerField()),
                ("target_id", models.BigIntegerField()),
                ("process", models.BigIntegerField(db_index=True, null=True)),
                (
                    "source_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contenttypes.contenttype"
                    ),
                ),
                (
                    "target_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contenttypes.contenttype"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LogEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("object_pk", models.CharField(db_index=True, max_length=255, verbose_name="object pk")),
                ("object_id", models.BigIntegerField(blank=True, db_index=True, null=True, verbose_name="object id")),
                ("object_repr", models.TextField(verbose_name="object representation")),
                ("serialized_data", models.JSONField(null=True)),
                (
                    "action",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "create"), (1, "update"), (2, "delete"), (3, "access")], db_index=True, verbose_name="action"
                    ),
                ),
                ("changes_text", models.TextField(blank=True, verbose_name="change message")),
                ("changes", models.JSONField(null=True, verbose_name="change message")),
                ("cid", models.CharField(blank=True, db_index=True, max_length=255, null=True, verbose_name="Correlation ID")),
                ("remote_addr", models.GenericIPAddressField(blank=True, null=True, verbose_name="remote address")),
                ("remote_port", models.PositiveIntegerField(blank=True, null=True, verbose_name="remote port")),
                ("timestamp", models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="timestamp")),
                ("additional_data", models.JSONField(blank=True, null=True, verbose_name="additional data")),
                ("actor_email", models.CharField(blank=True, max_length=254, null=True, verbose_name="actor email")),
                ("process", models.BigIntegerField(db_index=True, null=True)),
                ("board", models.BigIntegerField(db_index=True, null=True)),
                (
                    "act",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="kit.act"
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="actor",
                    ),
                ),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contenttypes.contenttype",
                        verbose_name="content type",
                    ),
                ),
            ],
            options={
                "verbose_name": "log entry",
                "verbose_name_plural": "log entries",
                "ordering": ["-timestamp"],
                "get_latest_by": "timestamp",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("object_id", models.BigIntegerField()),
                ("title", models.CharField(max_length=300)),
                ("body", models.CharField(blank=True, max_length=300)),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contenttypes.contenttype"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(db_index=True, max_length=60)),
                ("weight", models.PositiveSmallIntegerField()),
                (
                    "entry",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="words", to="kit.searchentry"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StoredFinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("check_id", models.CharField(db_index=True, max_length=12)),
                ("severity", models.CharField(max_length=1)),
                ("object_id", models.BigIntegerField()),
                ("field", models.CharField(blank=True, max_length=80)),
                ("message_sv", models.CharField(max_length=400)),
                ("message_en", models.CharField(max_length=400)),
                ("process", models.BigIntegerField(db_index=True, null=True)),
                ("found", models.DateTimeField(auto_now_add=True)),
                ("accepted_reason", models.CharField(blank=True, max_length=400, verbose_name="reason")),
                (
                    "accepted_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contenttypes.contenttype"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DocumentTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(default=processlots.kit.models.base.uuid7, editable=False, unique=True, verbose_name="uid"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("document", models.CharField(max_length=60, verbose_name="document")),
                ("language", models.CharField(max_length=5, verbose_name="language")),
                ("filename", models.CharField(max_length=200, verbose_name="file")),
                ("blob", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kit.blob")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("document", "language"), name="kit_documenttemplate_one")],
            },
        ),
        migrations.AddIndex(
            model_name="job",
            index=models.Index(fields=["state", "created"], name="kit_job_queue"),
        ),
        migrations.AddIndex(
            model_name="importbatch",
            index=models.Index(fields=["user", "-created"], name="kit_importbatch_user"),
        ),
        migrations.AddIndex(
            model_name="link",
            index=models.Index(fields=["target_type", "target_id"], name="kit_link_target"),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.UniqueConstraint(
                fields=("relation", "source_type", "source_id", "target_type", "target_id"), name="kit_link_once"
            ),
        ),
        migrations.AddIndex(
            model_name="logentry",
            index=models.Index(fields=["content_type", "object_id", "-id"], name="kit_log_object"),
        ),
        migrations.AddConstraint(
            model_name="searchentry",
            constraint=models.UniqueConstraint(fields=("content_type", "object_id"), name="kit_search_once"),
        ),
        migrations.AddIndex(
            model_name="storedfinding",
            index=models.Index(fields=["content_type", "object_id"], name="kit_finding_object"),
        ),
    ]
