"""Pages of appointments: who has which role in what, and how a proposal goes on (R-20, 20.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from processlots.apps.organisation import frame
from processlots.apps.organisation.models import Appointment, Consent
from processlots.apps.organisation.standing import forget
from processlots.apps.processes.actions.appointing import taken_up
from processlots.apps.processes.appointing import reporting
from processlots.apps.processes.appointing.access import AppointmentAccess, process_of
from processlots.apps.processes.pages.appoint_forms import AcceptedForm, AgreedForm, AnchoredForm, DecideForm
from processlots.kit import history, pages
from processlots.kit.forms import ReasonForm
from processlots.kit.pages import Pages, register
from processlots.kit.panels import panel
from processlots.kit.periods import today
from processlots.kit.tables import Column, written

history.follow(Consent)
frame.room(42, gettext_lazy("Appointments"), "/uppdrag/")

KIND = Consent.Kind


def under_way(rows: Any, user: Any) -> models.QuerySet[Any]:
    """Proposals that wait for a word or a decision."""
    return rows.filter(state__in=Appointment.UNDER_WAY)


def not_accepted(rows: Any, user: Any) -> models.QuerySet[Any]:
    """Decided, and not yet accepted by the person."""
    return rows.filter(state=Appointment.State.DECIDED, role__in=Appointment.SINGLE).filter(_lasting())


def temporary(rows: Any, user: Any) -> models.QuerySet[Any]:
    """Temporary ones, first those that end first."""
    return rows.filter(kind=Appointment.Kind.TEMPORARY, state__in=Appointment.IN_FORCE).filter(_lasting())


def ended(rows: Any, user: Any) -> models.QuerySet[Any]:
    """What holds no longer."""
    gone = models.Q(state=Appointment.State.ENDED) | models.Q(state__in=Appointment.IN_FORCE, valid_to__lt=today())
    return rows.filter(gone)


def stopped(rows: Any, user: Any) -> models.QuerySet[Any]:
    """Proposals that met a no or were withdrawn."""
    return rows.filter(state__in=[Appointment.State.DECLINED, Appointment.State.WITHDRAWN])


def _lasting() -> models.Q:
    return models.Q(valid_to=None) | models.Q(valid_to__gte=today())


def _what(row: Any) -> Any:
    """What the role is in, slanted where it is a process."""
    if row.scope is None:
        return _("the whole municipality")
    known = pages.known(type(row.scope)) and pages.of(type(row.scope)).slant
    return format_html('<span class="slant">{}</span>', row.scope) if known else str(row.scope)


@register
class AppointmentPages(Pages):
    model = Appointment
    path = "uppdrag"
    api = "appointments"
    read_only = [
        "role", "person", "kind", "state", "valid_from", "valid_to", "competence", "proposed_by", "why", "resource_owner",
        "forum", "decision", "ended_reason",
    ]  # fmt: skip
    columns = [
        Column("person", gettext_lazy("Person"), lambda row: str(row.person), sort="person__sort", related=("person",)),
        Column("role", pgettext_lazy("appointment", "Role"), lambda row: str(row.get_role_display()), sort="role"),
        Column("scope", gettext_lazy("In what"), _what, prefetch=("scope",), plain=lambda row: str(row.scope or "")),
        Column("kind", gettext_lazy("Kind"), lambda row: str(row.get_kind_display()), sort="kind", css="extra"),
        Column("state", pgettext_lazy("appointment", "State"), lambda row: row.shown_state, sort="state"),
        "valid_from",
        "valid_to",
    ]
    filters = ["role", "kind", "person"]
    ordering = ["person__sort", "pk"]
    acts = ("list", "detail", "history")
    access = AppointmentAccess()
    list_template = "organisation/list.html"
    view_classes = {"list": frame.RoomList}
    views = [
        ("pa-gang", gettext_lazy("Under way"), under_way),
        ("ej-accepterade", gettext_lazy("Not accepted yet"), not_accepted),
        ("tillfalliga", gettext_lazy("Temporary"), temporary),
        ("avslutade", gettext_lazy("Ended"), ended),
        ("nej", gettext_lazy("Stopped"), stopped),
    ]
    transition_forms = {
        "agree_noted": AgreedForm,
        "anchor_noted": AnchoredForm,
        "decide": DecideForm,
        "accept_noted": AcceptedForm,
        "decline": ReasonForm,
        "withdraw": ReasonForm,
    }

    def listed(self, rows: Any) -> models.QuerySet[Any]:
        return rows.filter(_lasting()).exclude(
            state__in=[Appointment.State.ENDED, Appointment.State.DECLINED, Appointment.State.WITHDRAWN]
        )

    def related(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return rows.select_related("person__unit", "proposed_by", "resource_owner", "forum", "decision", "scope_type")

    def lead(self, request: HttpRequest, total: int) -> str:
        return _(
            "Who has which role in what. Process owners and process leaders are proposed and appointed on the process's page."
        )

    def empty(self) -> str:
        return _("Nobody has a role here.")

    def kind(self, row: Any) -> str:
        return str(self.label)

    def crumbs(self, request: HttpRequest, row: Any = None) -> list[tuple[str, str]]:
        process = process_of(row)
        if process is None:
            return super().crumbs(request, row)
        above = pages.of(type(process))
        return [*above.crumbs(request, process), (above.title(process), pages.url_of(process))]

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        scope = row.scope
        made: list[tuple[str, Any]] = [(_("Person"), _link(row.person))]
        if scope is not None and pages.known(type(scope)):
            slant = pages.of(type(scope)).slant
            word = _("Process") if process_of(row) is not None else _("In what")
            made.append((word, _link(scope, "slant" if slant else "")))
        if row.role in Appointment.SINGLE:
            made.append((_("Kind"), row.get_kind_display()))
        made.append((_("State"), row.shown_state))
        made.append((_("From"), written(row.valid_from)))
        if row.valid_to is not None:
            made.append((_("Last day"), written(row.valid_to)))
        if row.competence:
            made.append((_("Competence"), row.competence))
        if row.ended_reason:
            made.append((_("Reason"), row.ended_reason))
        if row.role in Appointment.SINGLE:
            made.append((_("Load"), reporting.in_words(reporting.loads([row.person])[0])))
        return made

    def after_transition(self, row: Any, verb: str, user: Any) -> None:
        process = process_of(row)
        if process is not None:
            taken_up(row, process)
            forget(user)


def _link(row: Any, css: str = "") -> Any:
    return format_html('<a class="{}" href="{}">{}</a>', css, pages.url_of(row), row) if css else format_html(
        '<a href="{}">{}</a>', pages.url_of(row), row
    )  # fmt: skip


@dataclass(frozen=True)
class StepTaken:
    """One step on the way: its mark, its name, and who said what, when and how."""

    mark: str
    name: str
    said: str
    note: str = ""


@panel(
    Appointment, "way", title=gettext_lazy("On the way"), help=gettext_lazy("Who has said what, and who is asked now"), order=10,
    template="processes/panels/way.html", queries=3,
)  # fmt: skip
def the_way(request: HttpRequest, row: Appointment) -> dict[str, Any] | None:
    """R-20: proposal, the resource owner, anchoring, decision, acceptance; each with its record."""
    if row.role not in Appointment.SINGLE:
        return None
    consents = {one.kind: one for one in row.consents.select_related("person", "registered_by", "forum")}
    steps = []
    if row.proposed_by is not None:
        steps.append(StepTaken("ok", _("Proposed"), str(row.proposed_by), row.why))
    steps.append(_consent(row, consents.get(KIND.RESOURCE_OWNER), _("The resource owner agrees"), row.resource_owner))
    if row.role == Appointment.Role.OWNER:
        steps.append(_consent(row, consents.get(KIND.ANCHORED), _("Anchored in the management group"), row.forum))
    decided = row.decision
    if decided is not None:
        steps.append(StepTaken("ok", _("Decided"), f"{decided.by}, {written(decided.date)}", decided.text))
    else:
        steps.append(StepTaken("none", _("Decided"), _("not yet")))
    steps.append(_consent(row, consents.get(KIND.ACCEPTED), _("The person accepts"), row.person))
    return {"steps": steps, "stopped": row.ended_reason if row.state in ("declined", "withdrawn") else ""}


def _consent(row: Appointment, given: Consent | None, name: str, asked: Any) -> StepTaken:
    """A word that was given, with how and by whom it was written down; or whose word is asked for."""
    if given is None:
        return StepTaken(
            "none", name, _("%(who)s is asked") % {"who": asked} if asked is not None and not row.over else _("not yet")
        )
    parts = [str(given.person), written(given.date), given.get_manner_display()]
    if given.forum is not None:
        parts.append(" ".join(part for part in (str(given.forum), f"§ {given.paragraph}" if given.paragraph else "") if part))
    said = ", ".join(parts)
    note = given.reason
    if given.registered_by_id != given.person_id:
        note = " ".join(filter(None, [note, _("Written down by %(person)s.") % {"person": given.registered_by}]))
    return StepTaken("ok" if given.agrees else "error", name if given.agrees else _("No: %(what)s") % {"what": name}, said, note)
