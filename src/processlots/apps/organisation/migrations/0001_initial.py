import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import processlots.kit.models.base
import processlots.kit.periods


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Forum",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(default=processlots.kit.models.base.uuid7, editable=False, unique=True, verbose_name="uid"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("sort", models.CharField(db_index=True, editable=False, max_length=240)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("management", "management group"),
                            ("steering", "steering group"),
                            ("network", "network"),
                            ("development", "development group"),
                            ("other", "other forum"),
                        ],
                        default="management",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("purpose", models.TextField(blank=True, verbose_name="purpose")),
                ("yearly_meetings", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="meetings a year")),
                ("ended_on", models.DateField(editable=False, null=True, verbose_name="ended")),
                ("ended_reason", models.CharField(blank=True, editable=False, max_length=500)),
            ],
            options={
                "verbose_name": "forum",
                "verbose_name_plural": "forums",
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(default=processlots.kit.models.base.uuid7, editable=False, unique=True, verbose_name="uid"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("sort", models.CharField(db_index=True, editable=False, max_length=240)),
                ("external_id", models.CharField(blank=True, max_length=200, null=True, unique=True, verbose_name="external id")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("title", models.CharField(blank=True, max_length=120, verbose_name="title")),
                ("left", models.DateField(blank=True, null=True, verbose_name="left")),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="person",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="login",
                    ),
                ),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "people",
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(default=processlots.kit.models.base.uuid7, editable=False, unique=True, verbose_name="uid"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("number", models.PositiveIntegerField(editable=False, unique=True, verbose_name="number")),
                ("text", models.TextField(verbose_name="decision")),
                ("date", models.DateField(default=processlots.kit.periods.today, verbose_name="date")),
                ("capacity", models.CharField(blank=True, max_length=200, verbose_name="capacity or delegation")),
                ("paragraph", models.CharField(blank=True, max_length=20, verbose_name="paragraph")),
                ("diary_number", models.CharField(blank=True, max_length=60, verbose_name="diary number")),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="organisation.decision",
                        verbose_name="corrects",
                    ),
                ),
                (
                    "forum",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="organisation.forum",
                        verbose_name="forum",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="organisation.person",
                        verbose_name="decided by person",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(default=processlots.kit.models.base.uuid7, editable=False, unique=True, verbose_name="uid"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("valid_from", models.DateField(default=processlots.kit.periods.today, verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "process owner"),
                            ("leader", "process leader"),
                            ("team", "team member"),
                            ("manager", "manager"),
                            ("member", "member"),
                            ("facilitator", "process facilitator"),
                            ("model_manager", "model manager"),
                            ("administrator", "administrator"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("regular", "regular"), ("temporary", "temporary")],
                        default="regular",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("decided", "decided"),
                            ("accepted", "accepted"),
                            ("ended", "ended"),
                            ("declined", "declined"),
                        ],
                        default="proposed",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("scope_id", models.BigIntegerField(blank=True, null=True)),
                (
                    "scope_type",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="organisation.decision",
                        verbose_name="decision",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="organisation.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "appointment",
                "verbose_name_plural": "appointments",
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(default=processlots.kit.models.base.uuid7, editable=False, unique=True, verbose_name="uid"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("sort", models.CharField(db_index=True, editable=False, max_length=240)),
                ("valid_from", models.DateField(default=processlots.kit.periods.today, verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("council", "municipal council"),
                            ("executive_board", "executive board"),
                            ("programme_board", "programme board"),
                            ("operating_board", "operating board"),
                            ("company", "company"),
                            ("administration", "administration"),
                            ("department", "department"),
                            ("unit", "unit"),
                            ("staff", "staff"),
                        ],
                        default="unit",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("path", models.CharField(db_index=True, editable=False, max_length=200)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="organisation.unit",
                        verbose_name="belongs to",
                    ),
                ),
            ],
            options={
                "verbose_name": "unit",
                "verbose_name_plural": "units",
            },
        ),
        migrations.AddField(
            model_name="person",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="people",
                to="organisation.unit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            model_name="forum",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="forums", to="organisation.unit", verbose_name="unit"
            ),
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(default=processlots.kit.models.base.uuid7, editable=False, unique=True, verbose_name="uid"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("resource_owner", "the resource owner agrees"),
                            ("anchored", "anchored in the management group"),
                            ("accepted", "the person accepts"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
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
                (
                    "appointment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="consents", to="organisation.appointment"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="given by",
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="registered by",
                    ),
                ),
            ],
            options={
                "verbose_name": "consent",
                "verbose_name_plural": "consents",
                "constraints": [models.UniqueConstraint(fields=("appointment", "kind"), name="organisation_consent_once")],
            },
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(fields=["scope_type", "scope_id", "role"], name="organisation_appointed_for"),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"),
                name="organisation_appointment_period_in_order",
                violation_error_message="The end comes before the beginning. Change one of the dates.",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("role__in", ["owner", "leader"]), ("state__in", ["decided", "accepted"]), ("valid_to", None)),
                fields=("role", "scope_type", "scope_id"),
                name="organisation_one_owner_one_leader",
                violation_error_message="There is already one. End that appointment first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"),
                name="organisation_unit_period_in_order",
                violation_error_message="The end comes before the beginning. Change one of the dates.",
            ),
        ),
    ]
