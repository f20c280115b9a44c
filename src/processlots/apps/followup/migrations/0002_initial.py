import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("followup", "0001_initial"),
        ("kit", "0001_initial"),
        ("organisation", "0001_initial"),
        ("processes", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="goal",
            name="decision",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.decision",
                verbose_name="decision",
            ),
        ),
        migrations.AddField(
            model_name="goal",
            name="followed_up_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.person",
                verbose_name="who follows up?",
            ),
        ),
        migrations.AddField(
            model_name="goal",
            name="measured_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.person",
                verbose_name="who measures?",
            ),
        ),
        migrations.AddField(
            model_name="goal",
            name="outcome",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.decision",
                verbose_name="decision on the outcome",
            ),
        ),
        migrations.AddField(
            model_name="goal",
            name="process",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="goals", to="processes.process", verbose_name="process"
            ),
        ),
        migrations.AddField(
            model_name="goal",
            name="requirement",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="goals",
                to="processes.requirement",
                verbose_name="requirement",
            ),
        ),
        migrations.AddField(
            model_name="goaltarget",
            name="goal",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="targets", to="followup.goal"),
        ),
        migrations.AddField(
            model_name="measure",
            name="measured_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.person",
                verbose_name="who measures",
            ),
        ),
        migrations.AddField(
            model_name="measure",
            name="process",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="measures",
                to="processes.process",
                verbose_name="process",
            ),
        ),
        migrations.AddField(
            model_name="goal",
            name="measures",
            field=models.ManyToManyField(blank=True, related_name="goals", to="followup.measure", verbose_name="measures"),
        ),
        migrations.AddField(
            model_name="measurement",
            name="batch",
            field=models.ForeignKey(
                editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="kit.importbatch"
            ),
        ),
        migrations.AddField(
            model_name="measurement",
            name="measure",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="measurements",
                to="followup.measure",
                verbose_name="measure",
            ),
        ),
        migrations.AddField(
            model_name="measurement",
            name="registered_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="measurement",
            name="supersedes",
            field=models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="superseded_by",
                to="followup.measurement",
            ),
        ),
        migrations.AddField(
            model_name="measurement",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.unit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            model_name="rebase",
            name="measure",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="rebases", to="followup.measure", verbose_name="measure"
            ),
        ),
        migrations.AddField(
            model_name="signal",
            name="measure",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="signals", to="followup.measure", verbose_name="measure"
            ),
        ),
        migrations.AddField(
            model_name="signal",
            name="seen_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="seen by"
            ),
        ),
        migrations.AddIndex(
            model_name="measurement",
            index=models.Index(fields=["measure", "current", "period_start"], name="followup_series"),
        ),
        migrations.AddConstraint(
            model_name="measurement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("current", True), ("unit", None)),
                fields=("measure", "period_start", "sex"),
                name="followup_one_value_a_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="measurement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("current", True), ("unit__isnull", False)),
                fields=("measure", "period_start", "sex", "unit"),
                name="followup_one_value_a_period_and_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="measurement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "value"), ("value__isnull", False)),
                    models.Q(models.Q(("status", "value"), _negated=True), ("value", None)),
                    _connector="OR",
                ),
                name="followup_missing_is_not_zero",
            ),
        ),
        migrations.AddConstraint(
            model_name="rebase",
            constraint=models.UniqueConstraint(fields=("measure", "period_start"), name="followup_rebase_once"),
        ),
        migrations.AddConstraint(
            model_name="signal",
            constraint=models.UniqueConstraint(fields=("measure", "rule", "point"), name="followup_signal_once"),
        ),
    ]
