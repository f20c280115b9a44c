"""The page of a request: where it stands, what is asked for and answered, the dialogue, the conflict."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from processlots.apps.organisation.models import Person
from processlots.apps.organisation.standing import standing
from processlots.apps.resources import answering, conflicts, timeline
from processlots.apps.resources.models import ResourceMessage, ResourceNeed, ResourceRequest
from processlots.kit import access, asked, history, locking, pages, reports, states, tables, views
from processlots.kit.forms import LookupField
from processlots.kit.periods import today

State = ResourceRequest.State
Answer = ResourceNeed.Answer
MARKS = {
    State.DRAFT: "none", State.SENT: "begun", State.DIALOGUE: "begun", State.GRANTED: "ok", State.PARTLY: "warn",
    State.DECLINED: "error", State.LIFTED: "warn", State.CLOSED: "none",
}  # fmt: skip
ANSWER_MARKS = {
    Answer.NONE: "none", Answer.GRANTED: "ok", Answer.PARTLY: "warn", Answer.DECLINED: "error", Answer.DIALOGUE: "begun",
}  # fmt: skip


def rooms(user: Any, here: str) -> list[tuple[Any, str, bool]]:
    """The lists of the room: (label, address, whether one is there). The report on employees is the managers'."""
    made = [
        (_("Requests"), "/resurser/"), (_("Conflicts"), "/resurser/konflikter/"), (_("Resource needs"), "/resursbehov/"),
        (_("Competences and equipment"), "/resurstillgangar/"), (_("Performance feedback"), "/prestationsaterkoppling/"),
    ]  # fmt: skip
    if standing(user).is_manager:
        made.insert(2, (_("Employees and their tasks"), "/resurser/medarbetare/"))
    return [(label, url, url == here) for label, url in made]


class ResourceList(views.ListView):
    """A list of the room, with the way to the others."""

    def more(self, request: HttpRequest, rows: Any) -> dict[str, Any]:
        return {**super().more(request, rows), "rooms": rooms(request.user, request.path_info), "room": _("Resources")}


class MessageForm(forms.Form):
    """What one wants to say."""

    text = forms.CharField(
        label=gettext_lazy("Write to the other"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "cols": False})
    )


class RequestDetail(views.DetailView):
    """What is asked for and answered."""

    #: answered in the form of its own, which knows every need
    QUIET = ("grant_partly", "discuss")

    def actions(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        made = super().actions(request, row)
        hidden = {f"{pages.url_of(row)}gor/{verb}/" for verb in self.QUIET}
        made = [one for one in made if one[1] not in hidden]
        if row.state in ResourceRequest._ANSWERABLE and access.may(request.user, "answer", row):
            first = row.state in ResourceRequest.WAITING
            made.insert(
                0,
                (
                    pgettext("button", "Answer") if first else _("Change the answer"),
                    f"{pages.url_of(row)}svara/",
                    "primary" if first else "plain",
                ),
            )
        return made

    def context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        one: ResourceRequest = row
        needs = list(one.needs.select_related("wished", "available", "supply").order_by("pk"))
        found = conflicts.of_request(one)
        may_write = access.may(request.user, "change", one)
        facts = ["process", "resource_owner", "unit", "answer_by", "requested_by", "sent_on", "answered_on", "oral_on",
                 "oral_parties", "oral_content", "decision", "reason"]  # fmt: skip
        return {
            "sign": MARKS[State(one.state)],
            "next_text": self.next(one, bool(needs)),
            "facts": tables.facts(one, facts),
            "needs": [{"row": need, "mark": ANSWER_MARKS[Answer(need.answer)], "url": pages.url_of(need)} for need in needs],
            "needs_url": f"{pages.url_of(one)}behov/" if may_write else "",
            "allocation_model": one.unit.allocation_model,
            "talk": list(one.messages.select_related("author").order_by("pk")),
            "form": MessageForm() if access.may(request.user, "talk", one) else None,
            "talk_url": f"{pages.url_of(one)}skriv/",
            "conflicts": [timeline.shown(conflict, request.user) for conflict in found],
            "word_url": f"{pages.url_of(one)}word/" if needs else "",
        }

    def next(self, one: ResourceRequest, asks: bool) -> str:
        """What comes next, and from whom."""
        who = one.resource_owner or _("the resource owner")
        if one.state == State.DRAFT:
            return _("Send it when it says what is needed.") if asks else _("Write what is needed: whom, how much, and when.")
        if one.state == State.CLOSED:
            return one.reason or _("It is closed.")
        said = {
            State.SENT: _("%(name)s answers."), State.DIALOGUE: _("It is talked over with %(name)s."),
            State.GRANTED: _("%(name)s has granted all of it."), State.PARTLY: _("%(name)s has granted a part."),
            State.DECLINED: _("%(name)s has declined. Talk it over, ask another, or lift it."),
            State.LIFTED: _("The management group decides which process comes first. %(name)s takes part."),
        }  # fmt: skip
        text = said[State(one.state)] % {"name": who}
        if one.decision is not None and one.state == State.DIALOGUE:
            text = _("The priority is decided: %(text)s %(name)s answers by it.") % {"text": one.decision.text, "name": who}
        return text


class AnswerForm(forms.Form):
    """The answer to one need."""

    answer = forms.ChoiceField(label=gettext_lazy("Answer"), choices=Answer.choices, required=False)
    granted = forms.DecimalField(
        label=gettext_lazy("Granted extent"), required=False, min_value=Decimal("0.1"), max_value=100000, decimal_places=1,
        localize=True, widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip
    available = LookupField(Person.objects.none(), label=gettext_lazy("Person made available"), required=False)
    conditions = forms.CharField(label=gettext_lazy("Conditions"), max_length=500, required=False)

    def __init__(self, data: Any = None, *, need: ResourceNeed, user: Any) -> None:
        start = {
            "answer": need.answer, "granted": need.granted, "available": need.available or need.wished,
            "conditions": need.conditions,
        }  # fmt: skip
        super().__init__(data, initial=start, prefix=f"n{need.pk}")
        self.need = need
        self.fields["available"].queryset = access.visible(user, Person)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        made: dict[str, Any] = super().clean() or {}
        person = made.get("available")
        if made.get("answer") == Answer.PARTLY and not made.get("granted"):
            self.add_error("granted", _("Say how much of it is granted."))
        needs_person = made.get("answer") in ResourceNeed.GIVEN and self.need.role != ResourceNeed.Role.EQUIPMENT
        if needs_person and person is None and self.need.supply_id is None:
            self.add_error("available", _("Say who is made available."))
        if person is not None and person.left is not None and person.left < today():
            self.add_error("available", _("%(name)s has left. Choose somebody else.") % {"name": person})
        return made


class AnswerView(views.PagesView):
    """The resource owner answers each need; what the request becomes follows from them."""

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        row = self.row(key)
        access.demand(request.user, "answer", row)
        return self.show(request, row, self.forms(row))

    def forms(self, row: Any, data: Any = None) -> list[AnswerForm]:
        needs = row.needs.select_related("wished", "available", "supply").order_by("pk")
        return [AnswerForm(data, need=need, user=self.request.user) for need in needs]

    def show(self, request: HttpRequest, row: Any, made: list[AnswerForm], status: int = 200, error: str = "") -> HttpResponse:
        context = {
            "title": _("Answer the request"), "kind": self.pages.title(row), "obj": row, "forms": made, "version": row.version,
            "crumbs": [*self.pages.crumbs(request, row), (self.pages.title(row), pages.url_of(row))],
            "cancel_url": pages.url_of(row), "error": error,
        }  # fmt: skip
        return render(request, "resources/answer.html", context, status=status)

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        row = self.row(key)
        access.demand(request.user, "answer", row)
        made = self.forms(row, request.POST)
        if any([not form.is_valid() for form in made]):  # noqa: C419  every form is looked at
            return self.show(request, row, made, 422, _("Mend what is marked below. Nothing is saved yet."))
        try:
            with transaction.atomic(), history.act(_("Answered the request"), user=request.user):
                held = locking.hold(ResourceRequest, row.pk, asked.version(request))
                for form in made:
                    answering.store(form.need, form.cleaned_data)
                verb = answering.verb_for([form.need.answer for form in made])
                if not (verb == "discuss" and held.state == State.DIALOGUE):
                    states.go(held, verb, request.user)
                else:
                    held.save()
                    self.pages.after_transition(held, verb, request.user)
        except states.Refused as refused:
            return self.show(request, self.row(key), made, 409, refused.message)
        except locking.Stale:
            said = _("Somebody saved this while you were writing. Look at it again, then answer.")
            return self.show(request, self.row(key), made, 409, said)
        row = self.row(key)
        messages.success(request, _("Your answer is saved: %(state)s.") % {"state": row.get_state_display()})
        return HttpResponseRedirect(pages.url_of(row))


class TalkView(views.PagesView):
    """POST: a message in the dialogue."""

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        row = self.row(key)
        access.demand(request.user, "talk", row)
        form = MessageForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Write something, at most 2,000 characters. Nothing was sent."))
            return HttpResponseRedirect(f"{pages.url_of(row)}#dialog")
        author = standing(request.user).person
        if author is None:
            raise PermissionDenied
        with transaction.atomic(), history.act(_("Wrote in the dialogue"), user=request.user):
            ResourceMessage.objects.create(request=row, author=author, text=form.cleaned_data["text"])
        return HttpResponseRedirect(f"{pages.url_of(row)}#dialog")


class WordView(views.PagesView):
    """POST: the request as T-3, as Word or PDF."""

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        return reports.answer(request, "resource_request", self.row(key))
