import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("followup", "0002_initial"),
        ("improvement", "0001_initial"),
        ("organisation", "0001_initial"),
        ("processes", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="need",
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
            model_name="need",
            name="goal",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="needs",
                to="followup.goal",
                verbose_name="goal",
            ),
        ),
        migrations.AddField(
            model_name="need",
            name="process",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="needs", to="processes.process", verbose_name="process"
            ),
        ),
        migrations.AddField(
            model_name="need",
            name="registered_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.person",
                verbose_name="registered by",
            ),
        ),
        migrations.AddField(
            model_name="need",
            name="signal",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="needs",
                to="followup.signal",
                verbose_name="signal",
            ),
        ),
        migrations.AddField(
            model_name="planaction",
            name="decision",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.decision",
                verbose_name="decision",
            ),
        ),
        migrations.AddField(
            model_name="planaction",
            name="need",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plan_actions",
                to="improvement.need",
                verbose_name="development need",
            ),
        ),
        migrations.AddField(
            model_name="planaction",
            name="process",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plan_actions",
                to="processes.process",
                verbose_name="process",
            ),
        ),
        migrations.AddField(
            model_name="planaction",
            name="responsible",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plan_actions",
                to="organisation.person",
                verbose_name="responsible",
            ),
        ),
    ]
