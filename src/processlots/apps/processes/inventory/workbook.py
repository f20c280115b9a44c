"""The inventory as a workbook with T-2's headings, which the same importer reads in again."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from processlots.apps.processes.inventory.report import COLUMNS, lines
from processlots.apps.processes.models import Inventory
from processlots.kit import access, documents, jobs, pages
from processlots.kit.periods import today
from processlots.kit.views import PagesView


class ExcelView(PagesView):
    """Let the worker write the workbook, and wait for it on the job's page."""

    @property
    def pages(self) -> pages.Pages:  # type: ignore[override]  # registered after this class is made
        return pages.of(Inventory)

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        inventory = self.row(key)
        title = _("Process inventory: %(inventory)s") % {"inventory": inventory}
        job = jobs.start("processes.inventory_workbook", user=request.user, title=title, inventory=inventory.pk)
        return HttpResponseRedirect(job.get_absolute_url())


@jobs.job("processes.inventory_workbook", retry=True)
def workbook(running: Any, inventory: int) -> dict[str, Any]:
    """All rows with all columns of T-2, with the person's rights as they are now."""
    found = access.visible(running.user, Inventory).filter(pk=inventory).first()
    if found is None:
        raise jobs.JobError(_("What was to be printed is gone, or you may no longer see it."))
    rows = [[one[key] for key, _label in COLUMNS] for one in lines(found)]
    content = documents.xlsx([str(label) for _key, label in COLUMNS], rows, str(found))
    jobs.keep(running, content, "xlsx", f"{_('Process inventory')} {found} {today():%Y-%m-%d}.xlsx")
    return {}
