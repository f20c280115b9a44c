import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kit", "0001_initial"),
        ("maps", "0001_initial"),
        ("organisation", "0001_initial"),
        ("processes", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="confirmation",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.person",
                verbose_name="person",
            ),
        ),
        migrations.AddField(
            model_name="confirmation",
            name="registered_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.person",
                verbose_name="registered by",
            ),
        ),
        migrations.AddField(
            model_name="map",
            name="process",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="maps", to="processes.process", verbose_name="process"
            ),
        ),
        migrations.AddField(
            model_name="line",
            name="map",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="maps.map", verbose_name="map"
            ),
        ),
        migrations.AddField(
            model_name="mapelement",
            name="line",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="elements", to="maps.line", verbose_name="line"
            ),
        ),
        migrations.AddField(
            model_name="map",
            name="details",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="detailed_in",
                to="maps.mapelement",
                verbose_name="details of the step",
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="blob",
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="map_reading", to="kit.blob"),
        ),
        migrations.AddField(
            model_name="reading",
            name="svg_en",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kit.blob"),
        ),
        migrations.AddField(
            model_name="reading",
            name="svg_sv",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kit.blob"),
        ),
        migrations.AddField(
            model_name="upload",
            name="blob",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kit.blob"),
        ),
        migrations.AddField(
            model_name="upload",
            name="map",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="maps.map"),
        ),
        migrations.AddField(
            model_name="upload",
            name="process",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="processes.process"),
        ),
        migrations.AddField(
            model_name="upload",
            name="user",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="version",
            name="blob",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kit.blob"),
        ),
        migrations.AddField(
            model_name="version",
            name="line",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="maps.line", verbose_name="line"
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="made by"
            ),
        ),
        migrations.AddField(
            model_name="upload",
            name="base",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="maps.version"),
        ),
        migrations.AddField(
            model_name="upload",
            name="version_made",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="maps.version"),
        ),
        migrations.AddField(
            model_name="mapelement",
            name="gone_in",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="maps.version",
                verbose_name="gone in",
            ),
        ),
        migrations.AddField(
            model_name="line",
            name="in_force",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="maps.version",
                verbose_name="version in force",
            ),
        ),
        migrations.AddField(
            model_name="confirmation",
            name="version_of_map",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="confirmations",
                to="maps.version",
                verbose_name="map version",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(fields=("line", "number"), name="maps_version_once"),
        ),
        migrations.AddIndex(
            model_name="upload",
            index=models.Index(fields=["state", "created"], name="maps_upload_old"),
        ),
        migrations.AddConstraint(
            model_name="mapelement",
            constraint=models.UniqueConstraint(fields=("line", "element_id"), name="maps_element_once"),
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "archived"), _negated=True), fields=("map", "when"), name="maps_one_line_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="confirmation",
            constraint=models.UniqueConstraint(fields=("version_of_map", "name"), name="maps_confirmed_once"),
        ),
    ]
