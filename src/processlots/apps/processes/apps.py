from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

#: what inventories stand on
INVENTORY = ("/upptackter/", "/tjanster/", "/reglemente/", "/osb/", "/omraden/")


#: what hangs on processes
PARTS = (
    *("/granssnitt/", "/granssnittsproblem/", "/externa-parter/", "/dokument/", "/klassificering/", "/processkoder/"),
    "/granskningstider/",
)


class ProcessesConfig(AppConfig):
    name = "processlots.apps.processes"
    label = "processes"

    def ready(self) -> None:
        from processlots.kit.shell import menu

        menu(10, _("Start"), "/")
        menu(
            20,
            _("Processes"),
            "/processer/",
            "/inventeringar/",
            "/mottagare/",
            "/krav/",
            "/versioner/",
            "/vad-gallde/",
            *INVENTORY,
            *PARTS,
        )
