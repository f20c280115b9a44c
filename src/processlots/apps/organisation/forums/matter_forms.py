"""The questions about matters: what and why, which agenda, the outcome, the level above."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from processlots.apps.organisation import matters
from processlots.apps.organisation.actions.matters import next_meeting
from processlots.apps.organisation.forums import levels
from processlots.apps.organisation.forums.access import forums_for
from processlots.apps.organisation.models import AgendaItem, Forum, Meeting
from processlots.kit import access
from processlots.kit.forms import DayField, VisibleForm, formfield
from processlots.kit.tables import written

MOST_ROWS = 40
#: more forums than this are chosen by typing
FEW = 40


def area(rows: int = 3) -> forms.Textarea:
    """A text area as wide as the column."""
    return forms.Textarea(attrs={"rows": rows, "cols": False})


class ConcernsField(forms.CharField):
    """What a matter is about, one thing a line, each beginning with its number: "P-214 Bedöma bygglov"."""

    user: Any = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=8000, widget=area(2), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return "\n".join(f"{matters.reference(row)} {row}" for row in value)
        return value

    def clean(self, value: Any) -> list[Any]:
        text = super().clean(self.prepare_value(value))
        lines = [line.strip() for line in str(text or "").splitlines() if line.strip()]
        if len(lines) > MOST_ROWS:
            raise forms.ValidationError(_now("That is %(count)s lines. Write %(most)s at the most.")
                                        % {"count": len(lines), "most": MOST_ROWS})  # fmt: skip
        made: list[Any] = []
        for number, line in enumerate(lines, 1):
            row = matters.found(self.user, line)
            if row is None:
                said = _now("Line %(line)s: nothing has the number “%(text)s”. Begin the line with a number like P-214.")
                raise forms.ValidationError(said % {"line": number, "text": line.split(" ", 1)[0][:40]})
            if row not in made:
                made.append(row)
        return made

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "").split() != str(data or "").split()


CONCERNS_HELP = _("One a line, beginning with the number: P-214 for a process, U-12 for a need. It may be left empty.")


class MatterForm(VisibleForm):
    """A matter to a forum. Those who keep the forum's agenda also choose the meeting and the place on it."""

    concerns = ConcernsField(label=_("What it is about"), help_text=CONCERNS_HELP)

    class Meta:
        model = AgendaItem
        formfield_callback = formfield
        fields = ("title", "why", "kind", "matter", "concerns", "forum", "meeting", "position", "follow_up", "restricted")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        concerns: Any = self.fields["concerns"]
        concerns.user = self.user
        item: AgendaItem = self.instance
        self.before: list[Any] = []
        if item.pk is not None:
            self.before = matters.concerned_by([item], self.user)[item.pk].rows
            self.initial.setdefault("concerns", self.before)
            # Which forum has a matter is changed by lifting it or sending it back.
            del self.fields["forum"]
        else:
            self._offer_forums(self._written_concerns() if self.is_bound else list(self.initial.get("concerns", ())))
        kinds: Any = self.fields["matter"]
        kinds.empty_label = _now("not chosen")
        self._offer_meetings(item)

    def _written_concerns(self) -> list[Any]:
        lines = str(self.data.get("concerns", ""))[:8000].splitlines()[:MOST_ROWS]
        return [row for row in (matters.found(self.user, line) for line in lines if line.strip()) if row is not None]

    def _offer_forums(self, rows: list[Any]) -> None:
        """Those that the person may propose to, where they are few enough to choose among."""
        self.open_to = forums_for(self.user, rows)
        if len(self.open_to) <= FEW:
            known = Forum.objects.filter(pk__in=[one.pk for one in self.open_to]).order_by("sort", "pk")
            chosen = forms.ModelChoiceField(known, label=_now("Forum"), empty_label=_now("not chosen"))
            chosen.help_text = _now("Where you sit, or the management group of a process that you own or lead.")
            chosen.initial = self.initial.get("forum")
            self.fields["forum"] = chosen

    def _forum(self, item: AgendaItem) -> Forum | None:
        if item.forum_id:
            return item.forum
        if not self.is_bound:
            return None
        try:
            chosen: Forum | None = self.fields["forum"].clean(self.data.get("forum"))
        except forms.ValidationError:
            return None
        return chosen

    def _offer_meetings(self, item: AgendaItem) -> None:
        """The forum's own, for those who keep its agenda and as long as nothing has come of the matter."""
        forum = self._forum(item)
        keeps = forum is not None and access.may(self.user, "schedule", item if item.forum_id else AgendaItem(forum=forum))
        if not keeps or item.state not in (item.State.WAITING, item.State.SCHEDULED):
            for name in ("meeting", "position"):
                del self.fields[name]
            return
        if item.pk is None:
            del self.fields["position"]
        rows = Meeting.objects.filter(forum=forum).exclude(state=Meeting.State.CANCELLED).order_by("-date", "-pk")
        recent = list(rows.values_list("pk", flat=True)[:60])
        meeting = forms.ModelChoiceField(
            Meeting.objects.filter(pk__in={*recent, *([item.meeting_id] if item.meeting_id else [])}).order_by("-date", "-pk"),
            label=_now("Meeting"), required=False, empty_label=_now("waits for an agenda"),
        )  # fmt: skip
        meeting.label_from_instance = lambda obj: written(obj.date)  # type: ignore[method-assign]
        self.fields["meeting"] = meeting

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        forum = data.get("forum")
        if self.instance.pk is None and forum is not None:
            probe = AgendaItem(forum=forum)
            probe.proposed_about = data.get("concerns", [])  # type: ignore[attr-defined]
            if forum.ended_on is not None:
                self.add_error("forum", _("The forum has ended. Choose one that is there."))
            elif not access.may(self.user, "add", probe):
                names = ", ".join(str(one) for one in self.open_to[:8]) or pgettext("forums", "none")
                said = _now("You propose where you sit, or to the management group of a process that you own or lead: %(names)s.")
                self.add_error("forum", said % {"names": names})
        return data

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # the stubs leave it out
        # Who may propose depends on what it is about, which Access asks before there is a row.
        self.instance.proposed_about = self.cleaned_data.get("concerns", [])
        if self.instance.state in (AgendaItem.State.WAITING, AgendaItem.State.SCHEDULED):
            on = self.instance.meeting_id is not None
            self.instance.state = AgendaItem.State.SCHEDULED if on else AgendaItem.State.WAITING
            if not on:
                self.instance.position = None


class ForRow(forms.Form):
    """A question about one matter."""

    for_row = True

    def __init__(self, *args: Any, row: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.user = row, user


class ScheduleForm(ForRow):
    """Which agenda."""

    meeting = forms.ModelChoiceField(Meeting.objects.none(), label=_("Meeting"), empty_label=None)

    def __init__(self, *args: Any, row: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, row=row, user=user, **kwargs)
        field: Any = self.fields["meeting"]
        field.queryset = Meeting.objects.filter(forum=row.forum, state=Meeting.State.PLANNED).order_by("date", "pk")
        field.label_from_instance = lambda one: written(one.date)
        field.initial = next_meeting(row.forum)
        if not field.queryset.exists():
            field.help_text = _("No meeting is planned. Plan one on the forum's page first.")


class OutcomeForm(ForRow):
    """What came of it where nothing is decided."""

    outcome = forms.CharField(label=_("What came of it?"), max_length=8000, widget=area())
    follow_up = DayField(label=_("Follow it up on"), required=False)


class LiftForm(ForRow):
    """S1-12: to which level, why, and which processes are concerned."""

    to = forms.ModelChoiceField(Forum.objects.none(), label=_("To which forum?"), empty_label=None)
    reason = forms.CharField(
        label=_("Why cannot it be decided here?"), max_length=2000, widget=area(),
        help_text=_("The forum above reads this first."),
    )  # fmt: skip
    concerns = ConcernsField(label=_("What it is about"), help_text=CONCERNS_HELP)

    def __init__(self, *args: Any, row: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, row=row, user=user, **kwargs)
        target: Any = self.fields["to"]
        target.queryset = (
            Forum.objects.filter(kind__in=Forum.LEADING, ended_on=None).exclude(pk=row.forum_id).order_by("sort", "pk")
        )
        target.initial = levels.above(row.forum)
        if target.initial is not None:
            target.help_text = _now("The next level is %(forum)s.") % {"forum": target.initial}
        concerns: Any = self.fields["concerns"]
        concerns.user, concerns.initial = user, matters.concerned_by([row], user)[row.pk].rows


class WordsForm(forms.Form):
    """Words to whoever it came from."""

    reason = forms.CharField(label=_("What do you want to say?"), max_length=2000, widget=area())


class FollowUpForm(forms.Form):
    """What the follow-up showed."""

    followed_up = forms.CharField(label=_("What did it come to?"), max_length=4000, widget=area())
