"""From a file to a version: sent, read by the worker, looked at, taken over (V-40 holds at every step)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.maps import actions, jobs
from processlots.apps.maps.access import demand_drawing
from processlots.apps.maps.models import Map, Reading, Upload, Version
from processlots.apps.processes.models import Process
from processlots.kit import access, files, history
from processlots.kit.forms import LookupField

MAX_SIZE = files.MAX_SIZE


class FileForm(forms.Form):
    """A new version of a map, out of a file."""

    when = forms.ChoiceField(
        label=gettext_lazy("What does the map show?"),
        choices=[("today", gettext_lazy("how we do it today")), ("tomorrow", gettext_lazy("how we want to do it"))],
        initial="today",
        widget=forms.RadioSelect,
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("BPMN 2.0, at most 10 MB. Most drawing tools can save it: look for “Export” and .bpmn."),
        widget=forms.FileInput(attrs={"accept": ".bpmn,.xml"}),
    )
    comment = forms.CharField(label=gettext_lazy("What has changed?"), required=False, max_length=300)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if "process" in self.fields:
            process: Any = self.fields["process"]
            process.queryset = access.visible(user, Process).filter(ended_on=None)


class NewForm(FileForm):
    """A map that is new to the process."""

    field_order = ["process", "file", "title", "kind", "when"]
    comment = None  # type: ignore[assignment]  # Django's way to leave out a field of the base

    process = LookupField(Process.objects.all(), label=gettext_lazy("Process"))
    title = forms.CharField(
        label=gettext_lazy("The map's name"), required=False, max_length=200, help_text=gettext_lazy("Empty: the process's name.")
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of map"),
        initial=Map.Kind.DETAILED,
        widget=forms.RadioSelect,
        choices=[
            (Map.Kind.DETAILED, gettext_lazy("detailed: who does what")),
            (Map.Kind.OVERVIEW, gettext_lazy("overview: the steps, without who")),
        ],
    )


def send(
    user: Any,
    sent: Any,
    *,
    process: Process,
    a_map: Map | None = None,
    title: str = "",
    kind: str = "",
    when: str,
    comment: str = "",
) -> Any:
    """Keep a sent file and start reading it; gives the job. Raises PermissionDenied and files.BadFile; then nothing is kept."""
    demand_drawing(user, a_map or Map(process=process))
    blob = files.store(sent, "bpmn", MAX_SIZE)
    upload = Upload.objects.create(
        user=user,
        process=process,
        map=a_map,
        when=when,
        title=(a_map.title if a_map else title or process.name)[:200],
        kind=a_map.kind if a_map else kind or Map.Kind.DETAILED,
        comment=comment,
        filename=files.safe_name(sent.name or "", "bpmn"),
        blob=blob,
    )
    return jobs.start(upload)


class Unready(Exception):
    """The upload cannot be taken over as it stands; the message says why."""


def take(upload: Upload, user: Any) -> Version:
    """Make a version of a file that has been looked at. Raises PermissionDenied, Unready and actions.Moved."""
    demand_drawing(user, upload.map or Map(process=upload.process))
    with transaction.atomic():
        upload = Upload.objects.select_for_update().get(pk=upload.pk)
        reading = Reading.objects.filter(blob=upload.blob_id).first()
        if upload.state != Upload.State.READY or reading is None:
            raise Unready(_("This file has already been saved, or thrown away."))
        with history.act(_("%(map)s was sent in as a file") % {"map": upload.title}, user=user, process=upload.process):
            a_map = upload.map or Map.objects.create(process=upload.process, title=upload.title, kind=upload.kind)
            line = actions.begin_line(a_map, upload.when)
            base = upload.base.number if upload.base is not None else 0
            version, _made = actions.save_version(line, reading, upload.matches, user=user, expected=base, comment=upload.comment)
            upload.state, upload.version_made, upload.map = Upload.State.TAKEN, version, a_map
            upload.save()
    return version


def throw_away(upload: Upload) -> None:
    """Forget a sent file."""
    blob = upload.blob
    upload.delete()
    if blob is not None and not jobs.blob_in_use(blob):
        # silent: what was read out of a file that was never saved
        Reading.objects.filter(blob=blob).delete()
        jobs.forget(blob)


def compared(upload: Upload, reading: Reading) -> dict[str, list[Any]]:
    """What the preview says of the elements against the version before: found again by other ids, gone, new."""
    if upload.base is None:
        return {"found": [], "gone": [], "new": []}
    before = {one["id"]: one for one in _elements(upload.base)}
    after = {one["id"]: one for one in reading.content["elements"]}
    told = upload.matches
    return {
        "found": [
            (_name(before[old]), _name(after[new]), round(confidence * 100))
            for old, new, confidence, kept in told["pairs"]
            if not kept and old in before and new in after
        ],
        "gone": [_name(before[one]) for one in told["gone"] if one in before],
        "new": [_name(after[one]) for one in told["new"] if one in after],
    }


def _elements(version: Version) -> list[dict[str, Any]]:
    from processlots.apps.maps import readings

    return readings.elements_of(version)


def _name(one: dict[str, Any]) -> str:
    return str(one["name"] or one["id"])
