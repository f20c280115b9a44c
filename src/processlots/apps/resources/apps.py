from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResourcesConfig(AppConfig):
    name = "processlots.apps.resources"
    label = "resources"

    def ready(self) -> None:
        from processlots.kit.shell import menu

        menu(60, _("Resources"), "/resurser/", "/resursbehov/", "/resurstillgangar/", "/prestationsaterkoppling/")
