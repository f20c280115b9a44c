"""What the process page says of its versions, and the version that its documents carry."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.processes.models import Process, Release
from processlots.apps.processes.release import deciding, standing
from processlots.kit import access, panels
from processlots.kit.pages import url_of


def _decide(request: HttpRequest, process: Process) -> tuple[Any, str] | None:
    if deciding.refusal(process) or not access.may(request.user, "add", Release(process=process)):
        return None
    return _("Decide a version"), f"{url_of(process)}versioner/besluta/"


for _document in ("specification", "follow_up_plan", "activity_plan"):
    panels.field(_document, "version")(standing.printed_version)


@panels.panel(
    Process,
    "version",
    title=gettext_lazy("Decided version"),
    help=gettext_lazy("What applies, until a new one is decided"),
    order=27,
    template="processes/panels/version.html",
    queries=60,
    action=_decide,
    tab="specifikation",
)
def the_version(request: HttpRequest, process: Process) -> dict[str, Any] | None:
    """The newest version and whether the process says something else since. A part that is stored is read, not computed."""
    found = standing.of(process)
    if found is None:
        return None if _decide(request, process) is None else {"standing": None}
    return {
        "standing": found,
        "release": found.release,
        "base": f"{url_of(process)}versioner/",
        "day_url": f"{url_of(process)}gallde/",
    }
