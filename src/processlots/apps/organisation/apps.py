from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationConfig(AppConfig):
    name = "processlots.apps.organisation"
    label = "organisation"

    def ready(self) -> None:
        from processlots.kit.shell import menu

        also = (
            "/personer/",
            "/forum/",
            "/moten/",
            "/arenden/",
            "/arendeslag/",
            "/beslut/",
            "/stodresurser/",
            "/omorganisationer/",
            "/enhetsfoljder/",
            "/uppdrag/",
            "/kurser/",
            "/utbildning/",
            "/processhandledare/",
            "/resurs",
            "/prestationsaterkoppling/",
        )
        menu(80, _("Organisation"), "/enheter/", *also)
