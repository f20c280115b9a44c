"""The mapping group's word that a map says how it is done (M-KART-9, V-25)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.maps.access import confirms, registers
from processlots.apps.maps.models import Confirmation, Line, MappingParticipant
from processlots.apps.organisation.models import Consent, Person
from processlots.apps.organisation.standing import standing
from processlots.kit.periods import today
from processlots.kit.states import Refused
from processlots.kit.swedish import sort_key

MOST = 60


class ConfirmForm(forms.Form):
    """A participant confirms in person; the leader notes who has, and how they said so."""

    for_row = True

    names = forms.CharField(
        label=gettext_lazy("Who has confirmed"),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 4, "cols": False}),
        help_text=gettext_lazy("One name to a line: those in the mapping group who say that the map is right."),
    )
    manner = forms.ChoiceField(
        label=gettext_lazy("How they said so"),
        required=False,
        widget=forms.RadioSelect,
        choices=[(Consent.Manner.ORAL, gettext_lazy("said so")), (Consent.Manner.MINUTED, gettext_lazy("it is minuted"))],
    )
    whole = forms.BooleanField(
        label=gettext_lazy("The group as a whole has confirmed it"), required=False,
        help_text=gettext_lazy("For example at its last meeting. Then nobody needs to be named."),
    )  # fmt: skip
    own = forms.BooleanField(label=gettext_lazy("The map says how we do it"), required=False)

    field_order = ("own", "whole", "names", "manner")

    def __init__(self, *args: Any, row: Line, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.user = row, user
        if not registers(user, row):
            del self.fields["names"], self.fields["manner"], self.fields["whole"]
        else:
            waiting = [str(one) for one in waited_for(row)]
            if waiting:
                said = _("One name to a line. The map waits for: %(names)s.")
                self.fields["names"].help_text = said % {"names": ", ".join(waiting)}
        if not confirms(user, row):
            del self.fields["own"]

    def clean_names(self) -> list[str]:
        """Names, each once."""
        names = [" ".join(line.split()) for line in self.cleaned_data["names"].splitlines()]
        names = list(dict.fromkeys(name for name in names if name))
        if len(names) > MOST or any(len(name) > 200 for name in names):
            raise ValidationError(_("Write at most %(most)s names, one to a line.") % {"most": MOST})
        return names

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("own") and not data.get("names") and not data.get("whole"):
            field = "names" if "names" in self.fields else "own"
            if field not in self.errors:
                self.add_error(field, _("Say who confirms the map."))
        elif (data.get("names") or data.get("whole")) and not data.get("manner"):
            self.add_error("manner", _("Choose how they said so."))
        return data


def group_of(line: Line) -> list[MappingParticipant]:
    """Those of the mapping group who are to confirm the line's map; none where no assignment says who they are. Read once."""
    known = line.__dict__.get("mapping_group")
    if known is None:
        rows = MappingParticipant.objects.filter(assignment=line.assignment_id, watches=False).select_related("person")
        known = list(rows.order_by("pk")) if line.assignment_id else []
        line.__dict__["mapping_group"] = known
    return known


def waited_for(line: Line) -> list[MappingParticipant]:
    """Those of the group who have not confirmed the newest version, unless the group as a whole has (V-25)."""
    newest = line.newest
    group = group_of(line)
    if newest is None or not group:
        return group
    said = list(newest.confirmations.all())
    if any(one.whole_group for one in said):
        return []
    people, names = {one.person_id for one in said if one.person_id}, {sort_key(one.name) for one in said}
    return [one for one in group if one.person_id not in people and sort_key(str(one)) not in names]


def note(
    line: Line,
    user: Any,
    *,
    names: list[str] | None = None,
    manner: str = "",
    own: bool = False,
    whole: bool = False,
    **_rest: Any,
) -> None:
    """Write down who has confirmed the line's newest version. Raises Refused where there is none."""
    version = line.newest
    person = standing(user).person
    if version is None or person is None:
        raise Refused(_("There is nothing drawn to confirm yet."))
    known = {row.name: row for row in version.confirmations.all()}
    if own and confirms(user, line) and person.name not in known:
        Confirmation.objects.create(
            version_of_map=version, name=person.name, person=person, manner=Consent.Manner.OWN, registered_by=person, date=today()
        )
    if whole and registers(user, line) and not any(one.whole_group for one in known.values()):
        Confirmation.objects.create(
            version_of_map=version, name=_("The mapping group"), manner=manner or Consent.Manner.ORAL, registered_by=person,
            date=today(), whole_group=True,
        )  # fmt: skip
    if names and registers(user, line):
        people = _people(names)
        for name in names:
            if name not in known:
                Confirmation.objects.create(
                    version_of_map=version,
                    name=name,
                    person=people.get(name),
                    manner=manner or Consent.Manner.ORAL,
                    registered_by=person,
                    date=today(),
                )


def _people(names: list[str]) -> dict[str, Person]:
    """Name → the one person of that name; none where several have it."""
    keys = {sort_key(name): name for name in names}
    found: dict[str, list[Person]] = {}
    for person in Person.objects.filter(sort__in=keys):
        found.setdefault(keys[person.sort], []).append(person)
    return {name: people[0] for name, people in found.items() if len(people) == 1}
