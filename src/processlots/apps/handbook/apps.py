from django.apps import AppConfig
from django.db.models.signals import post_migrate


class HandbookConfig(AppConfig):
    name = "processlots.apps.handbook"
    label = "handbook"

    def ready(self) -> None:
        from processlots.apps.handbook import duties, field_help, known
        from processlots.apps.handbook.models import CheckSetting, Entry, Word
        from processlots.kit import checks

        known.connect(CheckSetting, Entry, Word)
        checks.settings_from(known.setting)
        post_migrate.connect(upgrade, sender=self, dispatch_uid="handbook-upgrade")
        assert field_help
        assert duties


def upgrade(**_signal: object) -> None:
    """An upgrade of an installation brings its new texts along, and overwrites none that was changed there (S0-3)."""
    from processlots.apps.handbook import loading
    from processlots.kit import history
    from processlots.kit.models.installation import Installation

    if Installation.objects.exists():
        with history.act("Handbokens medföljande texter lästes in"):
            loading.load()
