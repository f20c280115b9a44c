"""A job's page: how far it has come, cancelling it, and fetching what it made. Only the person who started it sees it."""

from __future__ import annotations

import datetime
import time
import uuid

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views import View

from processlots.kit import files, jobs
from processlots.kit.models.jobs import Job


class JobView(LoginRequiredMixin, View):
    """The base of a job's addresses."""

    def job(self, uid: uuid.UUID) -> Job:
        """The person's own job, else 404."""
        found = Job.objects.select_related("file").filter(uid=uid, user_id=self.request.user.pk or 0).first()
        if found is None:
            raise Http404
        return found


class JobDetail(JobView):
    """The page, which asks for itself again while the job goes on and leads to the result when there is one."""

    def get(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        job, fresh = self._patiently(uid)
        onward = next_url(request, job)
        if fresh and job.file_id and job.state == Job.State.DONE:
            # The browser fetches it, and the person stays on the page where it was asked for.
            return HttpResponseRedirect(f"{job.get_absolute_url()}fil/")
        if onward and not job.file_id:
            if "HX-Request" in request.headers:
                return HttpResponse(headers={"HX-Redirect": onward})
            return HttpResponseRedirect(onward)
        links = [(_("Fetch the file"), f"{job.get_absolute_url()}fil/")] if job.file_id and job.state == Job.State.DONE else []
        context = {
            "title": job.title,
            "job": job,
            "cancel_url": "" if job.over else f"{job.get_absolute_url()}avbryt/",
            "links": links,
            "back_url": onward,
        }
        return render(request, "kit/job.html", context)

    def _patiently(self, uid: uuid.UUID) -> tuple[Job, bool]:
        """The job, and whether it was asked for right now: what is done within moments needs no page of its own."""
        job = self.job(uid)
        until = job.created + datetime.timedelta(seconds=settings.JOB_PATIENCE)
        fresh = "HX-Request" not in self.request.headers and timezone.now() < until
        while fresh and not job.over and timezone.now() < until:
            time.sleep(0.1)
            job = self.job(uid)
        return job, fresh


def next_url(request: HttpRequest, job: Job) -> str:
    """Where a finished job's result is seen; a job says so by `{"url": …}` in its result."""
    url = str(job.result.get("url", "")) if job.state == Job.State.DONE else ""
    return url if url_has_allowed_host_and_scheme(url, {request.get_host()}) else ""


class JobCancel(JobView):
    """Ask the job to stop."""

    def post(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        job = self.job(uid)
        if not job.over:
            jobs.cancel(job)
            messages.info(request, _("The work stops at its next step."))
        return HttpResponseRedirect(job.get_absolute_url())


class JobFile(JobView):
    """The file that the job made."""

    def get(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
        job = self.job(uid)
        if job.state != Job.State.DONE or job.file is None:
            raise Http404
        return files.serve(request, job.file, job.filename)
