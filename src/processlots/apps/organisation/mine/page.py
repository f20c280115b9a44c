""" "Min sida": what waits for me, what I wait for, what I follow (X-8). Other apps add parts.

@part(40, "follow", _("What I follow"))
def processes_of_mine(user, person):
    return [Line(process.name, url_of(process), note=_("owner"), slant=True)]
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.decorators.cache import never_cache

from processlots.apps.organisation import tasks
from processlots.apps.organisation.mine import digest
from processlots.apps.organisation.models import Person, Subscription, Task
from processlots.apps.organisation.standing import standing
from processlots.kit.forms import DayField
from processlots.kit.periods import today
from processlots.kit.tables import written

ADDRESS = "/min-sida/"
#: so many tasks of each sort are read; who has more has other troubles
MOST = 200
FAR = datetime.timedelta(days=366)


@dataclass(frozen=True)
class Line:
    """One line of a part: the text as a link, and a note. Names that flow are slanted."""

    text: Any
    url: str = ""
    note: Any = ""
    slant: bool = False
    mark: str = ""


@dataclass(frozen=True)
class Part:
    """A part of the page; `empty` is what it says without lines ("" leaves it out)."""

    order: int
    key: str
    title: Any
    lines: Callable[[Any, Person], list[Line]]
    empty: Any = ""


_parts: list[Part] = []


def part(order: int, key: str, title: Any, empty: Any = "") -> Callable[..., Any]:
    """Register a part: a function from login and person to its lines."""

    def keep(lines: Callable[[Any, Person], list[Line]]) -> Callable[[Any, Person], list[Line]]:
        _parts.append(Part(order, key, title, lines, empty))
        _parts.sort(key=lambda one: one.order)
        return lines

    return keep


class MailForm(forms.ModelForm):
    """How often, and in which language."""

    class Meta:
        model = Subscription
        fields = ["mail", "language"]
        widgets = {"mail": forms.RadioSelect, "language": forms.RadioSelect}
        labels = {"mail": gettext_lazy("Mail me about what waits"), "language": gettext_lazy("Language of mail and calendar")}


class SnoozeForm(forms.Form):
    """Until when."""

    until = DayField(label=gettext_lazy("Put off until"))

    def clean_until(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["until"]
        if not today() < day <= today() + FAR:
            raise forms.ValidationError(_("Choose a day after today, at most a year from now."))
        return day


class OfMe(LoginRequiredMixin, View):
    """Pages about the person who has signed in, kept by no cache."""

    person: Person

    @method_decorator(never_cache)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            found = standing(request.user).person
            if found is None:
                raise PermissionDenied(_("Your account has no place in the organisation yet. Ask the administrator to add you."))
            self.person = found
        return super().dispatch(request, *args, **kwargs)


class MyPage(OfMe):
    """Mine, waiting for me, waiting for others, and the rest."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(request, MailForm(instance=self.choices()))

    def choices(self) -> Subscription:
        """What the person has chosen; a row is made when something is."""
        return Subscription.objects.filter(person=self.person).first() or Subscription(
            person=self.person, language=(self.request.LANGUAGE_CODE or "sv")[:2]
        )

    def show(self, request: HttpRequest, form: MailForm, status: int = 200, secret: str = "") -> HttpResponse:
        me = self.person
        mine = Q(person=me) | (Q(asked_by=me) & ~Q(person=me))
        rows = Task.objects.open().filter(mine).select_related("person", "asked_by").order_by("due", "pk")[: 3 * MOST]
        found = tasks.in_order(tasks.seen_by(request.user, rows))
        kinds = {one.key: tasks.title_of(one.key) for one in found}
        about = {one.process: one.about for one in found if one.process}
        kind, process = request.GET.get("slag", ""), request.GET.get("process", "")
        shown = [one for one in found if (not kind or one.key == kind) and (not process or str(one.process) == process)]
        subscription = form.instance
        context = {
            "title": _("My page"),
            "kind": me.name,
            "lead": self.lead(found),
            "crumbs": [],
            "actions": self.actions(),
            "groups": self.groups(shown),
            "nothing": not shown,
            "narrowed": bool(kind or process),
            "kinds": sorted(kinds.items(), key=lambda one: one[1]),
            "processes": sorted(about.items(), key=lambda one: one[1]),
            "chosen": (kind, process),
            "parts": [(one, lines) for one in _parts if (lines := one.lines(request.user, me)) or one.empty],
            "form": form,
            "can_send": digest.can_send(),
            "mail_address": digest.address(me),
            "subscription": subscription,
            "feed_address": f"{settings.BASE_URL.rstrip('/')}/kalender/{secret}.ics" if secret else "",
            "here": f"?{urlencode({'slag': kind, 'process': process})}" if kind or process else "",
            "today": today(),
            "tomorrow": (today() + datetime.timedelta(days=1)).isoformat(),
            "next_week": (today() + datetime.timedelta(days=7)).isoformat(),
            "farthest": (today() + FAR).isoformat(),
        }
        return render(request, "organisation/my_page.html", context, status=status)

    def lead(self, found: list[Task]) -> str:
        """The answer first: how much, and how much of it is late."""
        waits = [one for one in found if one.person_id == self.person.pk and not self.put_off(one)]
        late = sum(1 for one in waits if one.late)
        if not waits:
            return _("Nothing waits for you.")
        said = ngettext("%(count)s thing waits for you", "%(count)s things wait for you", len(waits)) % {"count": len(waits)}
        if late:
            return f"{said}, " + ngettext("%(count)s late", "%(count)s late", late) % {"count": late} + "."
        return f"{said}."

    def actions(self) -> list[tuple[Any, str, str]]:
        made = [(_("My details"), self.person.get_absolute_url(), "plain")]
        if standing(self.request.user).is_manager:
            made.insert(0, (_("How it stands in my units"), "/min-sida/enheter/", "plain"))
        return made

    @staticmethod
    def put_off(one: Task) -> bool:
        return one.snoozed_to is not None and one.snoozed_to > today()

    def groups(self, found: list[Task]) -> list[tuple[str, str, str, list[Task]]]:
        """(key, heading, help, tasks), in the order of the page."""
        me = self.person.pk
        own = [one for one in found if one.person_id == me and not self.put_off(one)]
        later = [one for one in found if one.person_id == me and self.put_off(one)]
        made = [
            ("mine", _("Mine"), _("What your roles ask of you"), [one for one in own if one.asked_by_id in (None, me)]),
            (
                "answer", _("Waiting for me"), _("Somebody waits for your answer"),
                [one for one in own if one.asked_by_id not in (None, me)],
            ),
            ("others", _("Waiting for others"), _("What you have asked for"), [one for one in found if one.person_id != me]),
            ("later", _("Put off"), _("Comes back on its day"), later),
        ]  # fmt: skip
        return [group for group in made if group[3]]


class SaveMail(MyPage):
    """POST: how often mail comes."""

    def post(self, request: HttpRequest) -> HttpResponse:
        form = MailForm(request.POST, instance=Subscription.of(self.person))
        if not form.is_valid():
            return self.show(request, form, 422)
        form.save()
        messages.success(request, _("Your choice of mail is saved."))
        return HttpResponseRedirect(f"{ADDRESS}#mail")


class Feed(MyPage):
    """POST: a new address for the calendar, shown once, or none (`end`)."""

    def post(self, request: HttpRequest) -> HttpResponse:
        subscription = Subscription.of(self.person)
        if "end" in request.POST:
            subscription.end_feed()
            messages.success(request, _("The calendar's address has ended. Calendars that fetched it get nothing more."))
            return HttpResponseRedirect(f"{ADDRESS}#calendar")
        secret = subscription.renew_feed()
        return self.show(request, MailForm(instance=subscription), secret=secret)


class Snooze(OfMe):
    """POST: put a task of one's own off until a day, or take it up again."""

    def post(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        task = get_object_or_404(Task.objects.open(), uid=uid, person=self.person)
        if "again" in request.POST:
            task.snoozed_to = None
        else:
            form = SnoozeForm(request.POST)
            if not form.is_valid():
                messages.error(request, " ".join(str(said) for said in form.errors["until"]))
                return HttpResponseRedirect(ADDRESS)
            task.snoozed_to = form.cleaned_data["until"]
        task.save(update_fields=["snoozed_to"])
        if task.snoozed_to:
            messages.success(request, _("Put off until %(day)s.") % {"day": written(task.snoozed_to)})
        return HttpResponseRedirect(ADDRESS)


class Remind(OfMe):
    """POST: a polite reminder of what one has asked for, once a day."""

    def post(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        task = get_object_or_404(Task.objects.open().select_related("person"), uid=uid, asked_by=self.person)
        fresh = Task.objects.open().filter(pk=task.pk).exclude(reminded_on=today())
        # silent: a reminder changes nothing that is kept
        if fresh.update(reminded_on=today(), snoozed_to=None):
            messages.success(request, _("%(name)s is reminded.") % {"name": task.person})
        else:
            messages.info(request, _("%(name)s has been reminded today already. Try again tomorrow.") % {"name": task.person})
        return HttpResponseRedirect(ADDRESS)
