"""A version on paper or as a picture, made by the worker with its person's rights as they are then (D-5, DESIGN 3)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from processlots.apps.maps import readings
from processlots.apps.maps.models import Line, Version
from processlots.kit import access, documents, jobs
from processlots.kit.models import Installation
from processlots.kit.periods import today
from processlots.kit.typesetting import NotMade

JOB = "maps.print"
#: form → its name on the page
FORMS = {"pdf": "PDF", "docx": "Word", "png": "PNG"}
PAPERS = ("a4", "a3")


def start(version: Version, user: Any, form: str, paper: str) -> Any:
    """Let the worker make it in the language of the page. Raises LookupError for a form or paper that is not there."""
    if form not in FORMS or paper not in PAPERS:
        raise LookupError(f"a map is printed as {', '.join(FORMS)} on {', '.join(PAPERS)}")
    title = _("%(map)s as %(form)s") % {"form": FORMS[form], "map": version.line.map.title}
    return jobs.start(JOB, user=user, title=title, version=version.pk, form=form, paper=paper)


def asked(request: HttpRequest) -> tuple[str, str]:
    """Form and paper of a press of a button: "pdf-a3"."""
    form, _dash, paper = request.POST.get("as", "").partition("-")
    return form, paper or "a4"


@jobs.job(JOB, retry=True)
def run(job: Any, version: int, form: str, paper: str) -> dict[str, Any]:
    """Make the file out of what was kept when the version was saved."""
    from processlots.apps.maps import sheets  # with it comes the XML library

    found: Any = access.visible(job.user, Version).select_related("line__map__process", "blob").filter(pk=version).first()
    if found is None:
        raise jobs.JobError(_("The map is gone, or you may no longer see it."))
    reading = readings.of(found)
    if reading is None:
        raise jobs.JobError(readings.no_answer())
    language = "en" if (translation.get_language() or "sv").startswith("en") else "sv"
    svg, steps = reading.svg(language), reading.told("steps", language)
    try:
        if form == "png":
            content = sheets.png(svg)
        elif form == "docx":
            content = sheets.docx(svg, steps, language, _head(found), paper)
        else:
            content = sheets.pdf(svg, steps, language, _head(found), timezone.now(), paper)
    except NotMade as error:
        raise jobs.JobError(_("The map could not be set on paper. Its picture can be fetched as SVG.")) from error
    jobs.keep(job, content, form, f"{found.line.map.title} {found.number}.{form}")
    return {}


def _head(version: Version) -> dict[str, str]:
    a_map = version.line.map
    standing = _("in force") if version.line.in_force_id == version.pk else str(version.line.get_state_display())
    if version.line.state == Line.State.ARCHIVED:
        standing = _("archived")
    told: dict[str, str] = documents.plain(
        {
            "title": a_map.title,
            "kicker": f"{a_map.label}, {a_map.get_kind_display()}, {version.line.get_when_display()}",
            "organisation": Installation.current()[0],
            "subject": a_map.process.name,
            "version": _("Version %(number)s, %(state)s") % {"number": version.number, "state": standing},
            "date": today(),
        }
    )
    return told
