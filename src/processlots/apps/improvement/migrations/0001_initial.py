from django.db import migrations, models

import processlots.kit.models.base
import processlots.kit.periods


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Need",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(default=processlots.kit.models.base.uuid7, editable=False, unique=True, verbose_name="uid"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("number", models.PositiveIntegerField(editable=False, unique=True, verbose_name="number")),
                ("title", models.CharField(max_length=200, verbose_name="what must be developed")),
                ("why", models.TextField(blank=True, verbose_name="why")),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("follow_up", "follow-up of the process"),
                            ("surroundings", "watching the surroundings"),
                            ("interim_report", "interim report"),
                            ("annual_report", "annual report"),
                            ("internal_control", "internal control"),
                            ("survey", "survey or measurement"),
                            ("strategy", "strategy of the municipality's management"),
                            ("complaint", "complaint or view"),
                            ("deviation", "deviation report"),
                            ("questionnaire", "questionnaire"),
                            ("suggestion", "suggestion"),
                            ("mapping", "mapping"),
                            ("audit", "process audit"),
                            ("idea", "idea"),
                            ("web", "feedback from the web"),
                            ("risk", "risk analysis"),
                            ("other", "other origin"),
                        ],
                        default="follow_up",
                        max_length=20,
                        verbose_name="origin",
                    ),
                ),
                ("expected_effect", models.TextField(blank=True, verbose_name="effect aimed at")),
                ("simplify", models.BooleanField(default=False, verbose_name="simplify")),
                ("renew", models.BooleanField(default=False, verbose_name="renew")),
                ("improve", models.BooleanField(default=False, verbose_name="improve")),
                (
                    "route",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("simple", "obvious and simple: leader and team do it"),
                            ("decision", "needs the owner's decision"),
                            ("lifted", "lifted to the management group"),
                            ("assignment", "becomes an assignment"),
                            ("project", "becomes a project"),
                        ],
                        max_length=12,
                        verbose_name="who decides",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("registered", "registered"),
                            ("assessed", "assessed"),
                            ("decided", "decided"),
                            ("planned", "in the activity plan"),
                            ("done", "carried out"),
                            ("followed_up", "effect followed up"),
                            ("dismissed", "dismissed"),
                        ],
                        default="registered",
                        editable=False,
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                (
                    "registered_on",
                    models.DateField(default=processlots.kit.periods.today, editable=False, verbose_name="registered"),
                ),
                ("reason", models.CharField(blank=True, editable=False, max_length=500, verbose_name="reason")),
            ],
            options={
                "verbose_name": "development need",
                "verbose_name_plural": "development needs",
            },
        ),
        migrations.CreateModel(
            name="PlanAction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(default=processlots.kit.models.base.uuid7, editable=False, unique=True, verbose_name="uid"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("number", models.PositiveIntegerField(editable=False, unique=True, verbose_name="number")),
                ("text", models.CharField(max_length=200, verbose_name="activity")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("manage", "management"),
                            ("develop", "development"),
                            ("communicate", "communication"),
                            ("train", "training"),
                            ("stop", "stop doing"),
                        ],
                        default="develop",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("why", models.TextField(blank=True, verbose_name="why")),
                ("expected_effect", models.TextField(blank=True, verbose_name="expected effect")),
                ("participants", models.CharField(blank=True, max_length=300, verbose_name="participants")),
                ("start", models.DateField(blank=True, null=True, verbose_name="start")),
                ("due", models.DateField(blank=True, null=True, verbose_name="done by")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("ongoing", "under way"),
                            ("done", "done"),
                            ("followed_up", "effect followed up"),
                            ("paused", "paused"),
                            ("cancelled", "cancelled"),
                        ],
                        default="planned",
                        editable=False,
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("cost", models.CharField(blank=True, max_length=200, verbose_name="resources and cost")),
                ("needs_decision", models.BooleanField(default=False, verbose_name="needs a decision")),
                ("effect_on", models.DateField(blank=True, null=True, verbose_name="effect is followed up on")),
                ("actual_effect", models.TextField(blank=True, verbose_name="effect that was seen")),
                (
                    "stick",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "not decided"),
                            ("inform", "continuous information"),
                            ("train", "continuous training"),
                            ("measure", "continuous goals and measurements"),
                            ("audit", "process audits"),
                        ],
                        max_length=8,
                        verbose_name="how the change is made to stick",
                    ),
                ),
                ("finished_on", models.DateField(editable=False, null=True, verbose_name="finished")),
                ("reason", models.CharField(blank=True, editable=False, max_length=500, verbose_name="reason")),
            ],
            options={
                "verbose_name": "activity",
                "verbose_name_plural": "activities",
            },
        ),
    ]
