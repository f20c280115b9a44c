"""How knowledge of a process is spread: its communication plan (T-6) and training plan (T-7), as documents (KU-1, KU-2).

What is known is filled in: who the audiences are, what they need to know (S6-10), and the activities of the activity plan that
inform or train. Message, channel and the like are left empty for whoever makes the plan.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.followup.reports import HEAD, head
from processlots.apps.improvement import plan
from processlots.apps.improvement.models import PlanAction
from processlots.apps.improvement.process_parts import actions_of
from processlots.apps.organisation.models import Appointment
from processlots.apps.processes.models import Process
from processlots.apps.processes.process_panels import document
from processlots.apps.processes.reports import team_of
from processlots.apps.processes.specification import impact, information
from processlots.kit import pages, reports, views

_CLOSED = (PlanAction.State.DONE, PlanAction.State.FOLLOWED_UP, PlanAction.State.CANCELLED)


def informs(one: PlanAction) -> bool:
    """True for an activity that belongs in the communication plan too: it informs, or the change sticks by information."""
    return one.kind == PlanAction.Kind.COMMUNICATE or one.stick == PlanAction.Stick.INFORM


def trains(one: PlanAction) -> bool:
    """True for an activity that belongs in the training plan too."""
    return one.kind == PlanAction.Kind.TRAIN or one.stick == PlanAction.Stick.TRAIN


def groups(process: Process, user: Any) -> list[tuple[str, str]]:
    """The three groups of S6-10, and who they are as far as is known: one a line."""
    return [
        (_("Those who work in the process, or will"), _listed(_workers(process))),
        (_("Those who help to develop it"), _listed(_developers(process))),
        (_("Those in adjacent processes and interfaces"), _listed(_neighbours(process, user))),
    ]


def _listed(rows: Iterable[Any]) -> str:
    return "\n".join(f"– {one}" for one in rows)


def _workers(process: Process) -> list[str]:
    units = [process.unit, *process.units.order_by("sort")]
    team = ", ".join(str(one) for one in team_of(process))
    named = list(dict.fromkeys(str(one) for one in units if one is not None))
    return [*named, *([_("The process team: %(names)s") % {"names": team}] if team else [])]


def _developers(process: Process) -> list[str]:
    """Who has a role for the process, and who answers for an open activity."""
    order = list(Appointment.Role)
    rows = Appointment.objects.at().filter(
        scope_type=ContentType.objects.get_for_model(Process), scope_id=process.pk, state__in=Appointment.IN_FORCE
    )
    held = sorted(
        (one for one in rows.select_related("person") if one.role != Appointment.Role.TEAM),
        key=lambda one: (order.index(Appointment.Role(one.role)), one.person.sort),
    )
    made = {one.person_id: f"{one.person}, {one.get_role_display()}" for one in reversed(held)}
    named = [made[key] for key in dict.fromkeys(one.person_id for one in held)]
    for action in plan.rows_of(process):
        if action.state not in _CLOSED and action.responsible is not None and action.responsible_id not in made:
            made[action.responsible_id] = ""
            named.append(_("%(person)s, responsible for activities") % {"person": action.responsible})
    return named


def _neighbours(process: Process, user: Any) -> list[str]:
    return [
        f"{one.note or '–'}: {one.row}" if one.relation == "interface" else f"{one.row} ({one.words})"
        for one in impact.neighbours(process, user)
    ]


def spreading_row(one: PlanAction, *, again: bool) -> dict[str, Any]:
    """An activity as row of a plan. `again`: it goes on for as long as the process does (S6-13)."""
    made = plan.written_row(one)
    days = [made["start"], made["due"]]
    effect = [made["effect"], _("is followed up %(day)s") % {"day": made["effect_on"]} if made["effect_on"] else ""]
    return {
        **{
            name: made[name]
            for name in ("number", "activity", "kind", "why", "need", "expected", "responsible", "state", "stick")
        },
        "audience": made["participants"],
        "when": " – ".join(day for day in days if day),
        "recurring": _("yes") if again else _("no"),
        "effect": "\n".join(text for text in effect if text),
    }


def _told(process: Process, user: Any) -> dict[str, Any]:
    """What both plans have: the head, the five questions with their answers, and the audiences."""
    unknown = _("not known yet")
    return {
        **head(process, ("planaction",)),
        "questions": [
            {"question": question, "answer": answer or _("not written yet")}
            for question, answer in information.in_words(process, user)
        ],
        "audiences": [
            {"name": name, "who": who or unknown, "know": _("The answers to the five questions")}
            for name, who in groups(process, user)
        ],
    }


FIELDS = (*HEAD, "questions", "audiences", "rows")


@reports.report("communication_plan", Process, title=gettext_lazy("Communication plan"), fields=FIELDS, personal=True)
def communication_plan(process: Process, user: Any) -> dict[str, Any]:
    """T-6: the three groups and the recipients."""
    told = _told(process, user)
    names = _listed(process.recipients.order_by("sort"))
    given = process.value or process.end_event
    told["audiences"].append(
        {
            "name": _("Recipients"),
            "who": names or _("not written yet"),
            "know": _("What they get: %(value)s") % {"value": given} if given else "",
        }
    )
    rows = [one for one in plan.rows_of(process) if informs(one)]
    return {**told, "rows": [spreading_row(one, again=one.stick == PlanAction.Stick.INFORM) for one in rows]}


@reports.report("training_plan", Process, title=gettext_lazy("Training plan"), fields=FIELDS, personal=True)
def training_plan(process: Process, user: Any) -> dict[str, Any]:
    """T-7: the three groups; who receives what the process gives is informed, not trained."""
    rows = [one for one in plan.rows_of(process) if trains(one)]
    return {**_told(process, user), "rows": [spreading_row(one, again=one.stick == PlanAction.Stick.TRAIN) for one in rows]}


def _wanted(process: Process, belongs: Any) -> bool:
    """From step 4, where a plan may be needed first (KU-1), or as soon as an activity belongs in it."""
    return process.step >= Process.Step.DESCRIBE or any(belongs(one) for one in actions_of(process))


@document
def communication_plan_document(request: HttpRequest, process: Process) -> tuple[int, Any, str]:
    """T-6."""
    url = f"{pages.url_of(process)}kommunikationsplan/word/"
    return 50, _("Communication plan"), url if _wanted(process, informs) else ""


@document
def training_plan_document(request: HttpRequest, process: Process) -> tuple[int, Any, str]:
    """T-7."""
    return 60, _("Training plan"), f"{pages.url_of(process)}utbildningsplan/word/" if _wanted(process, trains) else ""


class SpreadingPlanView(views.PagesView):
    """Let the worker write one of the two plans."""

    report = "communication_plan"

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        return reports.answer(request, self.report, self.row(key))
