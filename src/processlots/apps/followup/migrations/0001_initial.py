from django.db import migrations, models

import processlots.kit.models.base
import processlots.kit.periods


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Goal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(default=processlots.kit.models.base.uuid7, editable=False, unique=True, verbose_name="uid"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("number", models.PositiveIntegerField(editable=False, unique=True, verbose_name="number")),
                (
                    "statement",
                    models.CharField(
                        help_text="What, how much, by when and measured how.",
                        max_length=300,
                        verbose_name="the goal in one sentence",
                    ),
                ),
                ("statement_en", models.CharField(blank=True, max_length=300, verbose_name="the goal in English")),
                (
                    "kind",
                    models.CharField(
                        choices=[("result", "result goal"), ("development", "development goal")],
                        default="result",
                        max_length=12,
                        verbose_name="kind of goal",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("proposed", "sent to the owner"),
                            ("approved", "approved"),
                            ("met", "met"),
                            ("not_met", "not met"),
                            ("replaced", "revised"),
                            ("ended", "ended"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "effect",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("easier", "easier everyday life"),
                            ("smarter", "smarter and more open administration"),
                            ("efficient", "efficient operation"),
                        ],
                        max_length=10,
                        verbose_name="effect",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("increase", "increase to"),
                            ("decrease", "decrease to"),
                            ("at_least", "at least"),
                            ("at_most", "at most"),
                            ("equal", "exactly"),
                        ],
                        max_length=10,
                        verbose_name="direction",
                    ),
                ),
                (
                    "target",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=15, null=True, verbose_name="target value"),
                ),
                ("unit_text", models.CharField(blank=True, max_length=40, verbose_name="unit")),
                ("due", models.DateField(blank=True, null=True, verbose_name="by")),
                (
                    "baseline",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=15, null=True, verbose_name="baseline"),
                ),
                ("baseline_date", models.DateField(blank=True, null=True, verbose_name="baseline from")),
                ("regulation", models.CharField(blank=True, max_length=300, verbose_name="board regulation")),
                (
                    "strategy",
                    models.CharField(
                        blank=True,
                        help_text="Voluntary; the mission in the regulation is wider.",
                        max_length=300,
                        verbose_name="overall strategies and budget",
                    ),
                ),
                (
                    "recipient_experience",
                    models.BooleanField(default=False, verbose_name="it is about the recipient's experience"),
                ),
                ("method", models.TextField(blank=True, verbose_name="how and how often is it measured?")),
                ("reported", models.TextField(blank=True, verbose_name="how and to whom is the result reported?")),
                ("used", models.TextField(blank=True, verbose_name="how is the result used to develop the process?")),
                ("early_warning", models.CharField(blank=True, max_length=200, verbose_name="early warning")),
                ("ended_on", models.DateField(editable=False, null=True, verbose_name="ended")),
                ("ended_reason", models.CharField(blank=True, editable=False, max_length=500)),
            ],
            options={
                "verbose_name": "goal",
                "verbose_name_plural": "goals",
            },
        ),
        migrations.CreateModel(
            name="GoalTarget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("target", models.DecimalField(decimal_places=6, max_digits=15, null=True)),
                ("unit_text", models.CharField(blank=True, max_length=40)),
                ("due", models.DateField(null=True)),
                ("approved", models.DateField(default=processlots.kit.periods.today)),
            ],
            options={
                "ordering": ["-approved", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(default=processlots.kit.models.base.uuid7, editable=False, unique=True, verbose_name="uid"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("sort", models.CharField(db_index=True, editable=False, max_length=240)),
                ("number", models.PositiveIntegerField(editable=False, unique=True, verbose_name="number")),
                (
                    "unit_text",
                    models.CharField(
                        help_text="For example per cent, days, weeks or number.", max_length=40, verbose_name="unit"
                    ),
                ),
                (
                    "improve",
                    models.CharField(
                        choices=[("up", "higher is better"), ("down", "lower is better"), ("neutral", "neither")],
                        default="up",
                        max_length=8,
                        verbose_name="direction",
                    ),
                ),
                (
                    "every",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("week", "week"),
                            ("month", "month"),
                            ("tertial", "tertial"),
                            ("quarter", "quarter"),
                            ("half", "half-year"),
                            ("year", "calendar year"),
                            ("school_year", "school year"),
                        ],
                        default="month",
                        max_length=12,
                        verbose_name="period",
                    ),
                ),
                (
                    "location",
                    models.CharField(
                        choices=[("start", "start event"), ("activity", "important activity"), ("result", "result")],
                        default="result",
                        max_length=10,
                        verbose_name="where it is measured",
                    ),
                ),
                (
                    "nature",
                    models.CharField(
                        choices=[("quantitative", "quantitative"), ("qualitative", "qualitative")],
                        default="quantitative",
                        max_length=14,
                        verbose_name="kind",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                ("method", models.TextField(blank=True, verbose_name="how it is measured")),
                ("temporary_until", models.DateField(blank=True, null=True, verbose_name="temporary until")),
                ("screen", models.BooleanField(default=False, verbose_name="leave out extreme moving ranges")),
                ("variation", models.CharField(blank=True, editable=False, max_length=12, verbose_name="variation")),
                ("assurance", models.CharField(blank=True, editable=False, max_length=14, verbose_name="assurance")),
                (
                    "latest_value",
                    models.DecimalField(decimal_places=6, editable=False, max_digits=15, null=True, verbose_name="latest value"),
                ),
                ("latest_period", models.DateField(editable=False, null=True, verbose_name="latest period")),
                ("ended_on", models.DateField(editable=False, null=True, verbose_name="ended")),
                ("ended_reason", models.CharField(blank=True, editable=False, max_length=500)),
            ],
            options={
                "verbose_name": "measure",
                "verbose_name_plural": "measures",
            },
        ),
        migrations.CreateModel(
            name="Measurement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(default=processlots.kit.models.base.uuid7, editable=False, unique=True, verbose_name="uid"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                (
                    "sex",
                    models.CharField(
                        blank=True, choices=[("", "all"), ("women", "women"), ("men", "men")], max_length=6, verbose_name="sex"
                    ),
                ),
                ("period_start", models.DateField(verbose_name="period")),
                ("value", models.DecimalField(blank=True, decimal_places=6, max_digits=15, null=True, verbose_name="value")),
                (
                    "numerator",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=15, null=True, verbose_name="numerator"),
                ),
                (
                    "denominator",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=15, null=True, verbose_name="denominator"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("value", "value"), ("missing", "missing"), ("not_measured", "not measured")],
                        default="value",
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                ("comment", models.CharField(blank=True, max_length=300, verbose_name="comment")),
                ("current", models.BooleanField(default=True, editable=False)),
                ("registered_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "measurement",
                "verbose_name_plural": "measurements",
            },
        ),
        migrations.CreateModel(
            name="Rebase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(default=processlots.kit.models.base.uuid7, editable=False, unique=True, verbose_name="uid"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("period_start", models.DateField(verbose_name="from")),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
            ],
            options={
                "verbose_name": "new start of the limits",
                "verbose_name_plural": "new starts of the limits",
            },
        ),
        migrations.CreateModel(
            name="Signal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(default=processlots.kit.models.base.uuid7, editable=False, unique=True, verbose_name="uid"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("outside", "outside the limits"),
                            ("shift", "shift"),
                            ("trend", "trend"),
                            ("two-of-three", "two of three near a limit"),
                            ("missed", "the target is not reached"),
                            ("judgement", "own judgement"),
                        ],
                        max_length=12,
                        verbose_name="rule",
                    ),
                ),
                ("point", models.DateField(verbose_name="point")),
                ("value", models.DecimalField(decimal_places=6, max_digits=15, null=True, verbose_name="value")),
                ("mean", models.DecimalField(decimal_places=6, max_digits=15, null=True, verbose_name="mean")),
                ("lower", models.DecimalField(decimal_places=6, max_digits=15, null=True, verbose_name="lower limit")),
                ("upper", models.DecimalField(decimal_places=6, max_digits=15, null=True, verbose_name="upper limit")),
                ("data_hash", models.CharField(max_length=64)),
                ("meaning", models.TextField(blank=True, verbose_name="what it means")),
                ("seen_on", models.DateField(default=processlots.kit.periods.today, verbose_name="seen on")),
            ],
            options={
                "verbose_name": "signal",
                "verbose_name_plural": "signals",
            },
        ),
    ]
