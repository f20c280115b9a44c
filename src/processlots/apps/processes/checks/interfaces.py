"""What is said of neighbours, interfaces and external parties (V-26, V-29, V-57)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from processlots.apps.organisation import matters
from processlots.apps.organisation.models import Unit
from processlots.apps.processes.checks.base import SHOWN, over
from processlots.apps.processes.models import ExternalActor, Interface, Process
from processlots.apps.processes.specification import freshness
from processlots.kit import panels
from processlots.kit.checks import Finding, check, told
from processlots.kit.periods import today
from processlots.kit.swedish import normal

#: found but not decided, or none: their names are not for everyone
_UNSAID = (Process.Status.DISCOVERED, Process.Status.NOT_A_PROCESS)
#: so many processes of other operations, with the same recipients, may be one process with this one (C-21) [I]
TOGETHER = 2
#: how a company's name ends, also in the genitive
_COMPANY = re.compile(r"\b(\w[\w&-]{2,})\s+(ab|hb|kb|aktiebolag|handelsbolag|ek\.? för)(:s|s)?(?![\w-])")


@check("V-26", Process, severity="V")
def neighbours_and_interfaces_say_the_same(process: Process) -> Iterator[Finding]:
    """An adjacent process without an interface; an interface with one that is not written as adjacent (C-19, C-20)."""
    if over(process) or process.pk is None or process.owner_id is None or process.step < Process.Step.DESCRIBE:
        return
    adjacent = dict(process.adjacent.filter(ended_on=None).exclude(status__in=_UNSAID).order_by("sort").values_list("pk", "name"))
    rows = Interface.objects.filter(Q(process=process) | Q(other_process=process), ended_on=None).exclude(other_process=None)
    met: dict[int, Process] = {}
    for row in rows.select_related("process", "other_process"):
        other = row.beside(process)
        met[other.pk] = other
    missing = [name for pk, name in adjacent.items() if pk not in met]
    if missing:
        said = _("No interface is written with %(processes)s. Say what is handed over, and who does what.")
        names = ", ".join(missing[:SHOWN])
        yield Finding(told(said, processes=names), field="interfaces", url=panels.place(process, "interfaces"))
    family = {process.parent_id}
    for pk, other in met.items():
        if pk not in adjacent and other.parent_id != process.pk and pk not in family and other.status not in _UNSAID:
            said = _("There is an interface with %(process)s, but the two are not written as adjacent.")
            yield Finding(told(said, process=other), field="adjacent")


@check("V-26", Interface, severity="V")
def both_sides_confirm_and_look_again(interface: Interface) -> Iterator[Finding]:
    """One side's word only; nobody has looked for a year."""
    if interface.ended_on is not None or interface.pk is None:
        return
    sides = [one for one in (interface.process, interface.other_process) if one is not None]
    if any(one.status in _UNSAID or over(one) for one in sides):
        return
    given, waiting = interface.valid_confirmations(), interface.waiting
    if given and waiting:
        process = interface.process_at(waiting[0])
        said = _("Only one side has confirmed “%(what)s”. %(process)s has not.")
        yield Finding(told(said, what=interface, process=process))
    last = max([one for one in (interface.checked_on, *(each.date for each in given.values())) if one] or [interface.made_on])
    months = freshness.intervals()["interface"].months
    if freshness.months_after(last, months) < today():
        said = _("Nobody has checked “%(what)s” since %(day)s. It is done every %(months)s months.")
        yield Finding(told(said, what=interface, day=last, months=months), field="checked_on")


@check("V-57", Process, severity="I")
def what_belongs_together_may_be_lifted(process: Process) -> Iterator[Finding]:
    """C-21: interfaces with several operations that serve the same recipients. Silent once a forum has it before it."""
    if over(process) or process.pk is None or process.owner_id is None:
        return
    rows = Interface.objects.filter(Q(process=process) | Q(other_process=process), ended_on=None).exclude(other_process=None)
    met = {row.beside(process).pk for row in rows.select_related("process", "other_process")}
    if len(met) < TOGETHER:
        return
    others = Process.objects.filter(pk__in=met, ended_on=None, recipients__in=process.recipients.all()).exclude(unit=None)
    others = others.exclude(status__in=_UNSAID).exclude(unit=process.unit_id)
    if process.parent_id is not None:  # one process already
        others = others.exclude(parent=process.parent_id)
    names = list(others.exclude(parent=process.pk).order_by("sort").distinct().values_list("name", flat=True))
    if len(names) >= TOGETHER and not matters.about(process).exists():
        said = _(
            "It has interfaces with %(processes)s, in other operations, for the same recipients. "
            "If they are one process that needs one owner, take it up with the next level."
        )
        told_of = ", ".join(names[:SHOWN])
        yield Finding(told(said, processes=told_of), field="interfaces", url=f"/arenden/nytt/?om={matters.reference(process)}")


@check("V-29", Process, severity="F", blocks="appoint_owner", fixed=True)
def an_external_party_has_no_process_here(process: Process) -> Iterator[Finding]:
    """C-14: what an external provider does is the other party of an interface, and has neither owner nor specification."""
    if over(process):
        return
    name = normal(process.name)
    actors = process.__dict__.get("externals")  # read once where many rows are judged
    if actors is None:
        actors = ExternalActor.objects.filter(ended_on=None)
    found = next((one for one in actors if _names(one, name)), None)
    company = _COMPANY.search(name)
    if found is not None:
        whose = found.name
    elif company is not None and not _ours(company.group(0)):
        whose = company.group(0).removesuffix(":s")
    else:
        return
    said = _(
        "It looks like the work of %(external)s, which the register does not cover. Write it as the other party of an interface."
    )
    yield Finding(told(said, external=whose), field="name")


def _names(actor: ExternalActor, name: str) -> bool:
    """True if the name says that it is this party's process: the party's name in the genitive, or at the beginning."""
    known = re.escape(normal(actor.name))
    return re.search(rf"\b{known}(:s|s)\b|^{known}\b", name) is not None


def _ours(company: str) -> bool:
    """True for a company of the municipality's own."""
    own = Unit.objects.filter(kind=Unit.Kind.COMPANY).values_list("name", flat=True)
    plain = company.removesuffix(":s")
    return any(plain in normal(one) or normal(one) in plain for one in own)
