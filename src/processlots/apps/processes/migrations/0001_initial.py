import django.db.models.deletion
from django.db import migrations, models

import processlots.kit.models.base


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Inventory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(default=processlots.kit.models.base.uuid7, editable=False, unique=True, verbose_name="uid"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "planned"), ("ongoing", "ongoing"), ("decided", "decided")],
                        default="ongoing",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("regulation", models.TextField(blank=True, verbose_name="What in the board regulation can we start from?")),
                ("mission", models.TextField(blank=True, verbose_name="What is the operation's mission?")),
                (
                    "services",
                    models.TextField(
                        blank=True,
                        verbose_name="Which services do we deliver, externally or internally, or is it governance, or all of this?",
                    ),
                ),
                ("recipients", models.TextField(blank=True, verbose_name="Who receives the services or the governance?")),
                ("next_review", models.DateField(blank=True, null=True, verbose_name="next review")),
                (
                    "decision",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.decision",
                        verbose_name="decision",
                    ),
                ),
                (
                    "forum",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.forum",
                        verbose_name="management group",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inventories",
                        to="organisation.unit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "inventory",
                "verbose_name_plural": "inventories",
            },
        ),
        migrations.CreateModel(
            name="Recipient",
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
                        choices=[("external", "external"), ("internal", "internal")],
                        default="external",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("private_person", "private persons"),
                            ("service_user", "service users"),
                            ("association", "associations"),
                            ("company", "companies"),
                            ("organisation", "organisations"),
                            ("employee", "employees"),
                            ("manager", "managers"),
                            ("elected", "elected representatives"),
                            ("public_body", "other public bodies"),
                            ("provider", "external providers"),
                            ("future", "future recipients"),
                            ("other", "others"),
                        ],
                        default="private_person",
                        max_length=20,
                        verbose_name="category",
                    ),
                ),
                ("needs", models.TextField(blank=True, verbose_name="needs")),
                ("life_situation", models.TextField(blank=True, verbose_name="life situation")),
                ("ended_on", models.DateField(editable=False, null=True, verbose_name="ended")),
                ("ended_reason", models.CharField(blank=True, editable=False, max_length=500)),
            ],
            options={
                "verbose_name": "recipient",
                "verbose_name_plural": "recipients",
                "ordering": ["sort"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on", None)), fields=("sort",), name="processes_recipient_named_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Process",
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
                    "type",
                    models.CharField(
                        blank=True,
                        choices=[("governing", "governing process"), ("main", "main process"), ("support", "support process")],
                        max_length=10,
                        verbose_name="type",
                    ),
                ),
                (
                    "purpose",
                    models.TextField(
                        blank=True,
                        help_text="Why it exists: which need is met, which value is delivered.",
                        verbose_name="purpose",
                    ),
                ),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="name in English")),
                ("purpose_en", models.TextField(blank=True, verbose_name="purpose in English")),
                (
                    "commissioned_by",
                    models.CharField(
                        blank=True,
                        help_text="Who orders it; not the recipient.",
                        max_length=200,
                        verbose_name="commissioning party",
                    ),
                ),
                ("gives_service", models.BooleanField(default=False, verbose_name="a service")),
                ("gives_support", models.BooleanField(default=False, verbose_name="a support")),
                ("gives_governance", models.BooleanField(default=False, verbose_name="governance")),
                ("value", models.TextField(blank=True, help_text="What the recipient gets directly.", verbose_name="value")),
                ("may_be_negative", models.BooleanField(default=False, verbose_name="the decision may be negative")),
                ("is_authority", models.BooleanField(default=False, verbose_name="exercise of authority")),
                ("priority", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="priority")),
                ("priority_reason", models.CharField(blank=True, max_length=300, verbose_name="reason for the priority")),
                (
                    "name_accepted_reason",
                    models.CharField(blank=True, editable=False, max_length=300, verbose_name="why the name is kept"),
                ),
                (
                    "found_where",
                    models.CharField(
                        blank=True,
                        help_text="For example in a project, a method or the work with values.",
                        max_length=200,
                        verbose_name="where it was found",
                    ),
                ),
                (
                    "temporary_reason",
                    models.CharField(
                        blank=True,
                        help_text="Only where one of them is temporary past step 4.",
                        max_length=300,
                        verbose_name="why owner or leader stays temporary",
                    ),
                ),
                (
                    "team_decision",
                    models.CharField(
                        blank=True,
                        choices=[("", "not decided"), ("yes", "yes"), ("no", "no"), ("later", "later")],
                        max_length=6,
                        verbose_name="is there a team?",
                    ),
                ),
                (
                    "start_kind",
                    models.CharField(
                        blank=True,
                        choices=[("need", "need"), ("event", "event")],
                        max_length=6,
                        verbose_name="the process starts with",
                    ),
                ),
                ("start_event", models.CharField(blank=True, max_length=200, verbose_name="start event")),
                (
                    "end_event",
                    models.CharField(
                        blank=True,
                        help_text="The concrete result: value delivered, need met.",
                        max_length=200,
                        verbose_name="result",
                    ),
                ),
                ("effects", models.TextField(blank=True, verbose_name="long-term effects")),
                (
                    "map_decision",
                    models.CharField(
                        blank=True,
                        choices=[("", "not decided"), ("made", "made"), ("ordered", "ordered"), ("not_suitable", "not suitable")],
                        max_length=12,
                        verbose_name="is there a map?",
                    ),
                ),
                ("map_reason", models.CharField(blank=True, max_length=300, verbose_name="why a map is not suitable")),
                ("follow_up_place", models.CharField(blank=True, max_length=300, verbose_name="where follow-up is found")),
                ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="last reviewed")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("discovered", "discovered"),
                            ("inventoried", "inventoried"),
                            ("owner", "owner appointed"),
                            ("leader", "leader appointed"),
                            ("described", "current state described"),
                            ("goals", "goals set"),
                            ("managed", "managed and developed"),
                            ("ended", "closed down"),
                            ("not_a_process", "not a process"),
                        ],
                        db_index=True,
                        default="discovered",
                        editable=False,
                        max_length=14,
                        verbose_name="status",
                    ),
                ),
                (
                    "step",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Inventory"),
                            (2, "Appoint an owner"),
                            (3, "Appoint a leader"),
                            (4, "Describe the current state"),
                            (5, "Set goals"),
                            (6, "Manage and develop"),
                        ],
                        default=1,
                        editable=False,
                        verbose_name="step",
                    ),
                ),
                ("ended_on", models.DateField(editable=False, null=True, verbose_name="ended")),
                ("ended_reason", models.CharField(blank=True, editable=False, max_length=500, verbose_name="reason")),
                (
                    "accountable_board",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accountable_for",
                        to="organisation.unit",
                        verbose_name="accountable board",
                    ),
                ),
                ("adjacent", models.ManyToManyField(blank=True, to="processes.process", verbose_name="adjacent processes")),
                (
                    "found_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="found by",
                    ),
                ),
                (
                    "inventory",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="processes.inventory",
                        verbose_name="inventory",
                    ),
                ),
                (
                    "inventory_decision",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.decision",
                        verbose_name="decision",
                    ),
                ),
                (
                    "leader",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="led_processes",
                        to="organisation.person",
                        verbose_name="process leader",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owned_processes",
                        to="organisation.person",
                        verbose_name="process owner",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subprocesses",
                        to="processes.process",
                        verbose_name="part of",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="home_processes",
                        to="organisation.unit",
                        verbose_name="unit",
                    ),
                ),
                (
                    "units",
                    models.ManyToManyField(
                        blank=True, related_name="processes", to="organisation.unit", verbose_name="units involved"
                    ),
                ),
                (
                    "recipients",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Who gets what the process creates, not who orders it.",
                        related_name="processes",
                        to="processes.recipient",
                        verbose_name="recipients",
                    ),
                ),
            ],
            options={
                "verbose_name": "process",
                "verbose_name_plural": "processes",
            },
        ),
        migrations.CreateModel(
            name="Requirement",
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
                            ("recipient", "the recipient's"),
                            ("legal", "legal"),
                            ("internal", "internal"),
                            ("external", "external"),
                            ("other", "other fact"),
                        ],
                        default="recipient",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("text", models.TextField(verbose_name="requirement")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                ("critical", models.BooleanField(default=False, verbose_name="critical")),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requirements",
                        to="processes.process",
                        verbose_name="process",
                    ),
                ),
            ],
            options={
                "verbose_name": "requirement",
                "verbose_name_plural": "requirements",
            },
        ),
        migrations.AddConstraint(
            model_name="inventory",
            constraint=models.UniqueConstraint(fields=("unit", "year"), name="processes_inventory_once_a_year"),
        ),
    ]
