"""What comes of problems and good ideas: a need in the activity plan, a matter in a forum, parked or dismissed (M-KART-5)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.maps.models import ProblemIdea
from processlots.apps.organisation import matters
from processlots.apps.organisation.forums.access import forums_for
from processlots.apps.organisation.models import AgendaItem, Forum
from processlots.apps.organisation.standing import standing
from processlots.apps.processes.taken_up import units_of
from processlots.apps.processes.yields import RELATION
from processlots.kit import access, pages, seeds
from processlots.kit.forms import ReasonForm
from processlots.kit.models import Link
from processlots.kit.states import Refused

State = ProblemIdea.State
#: from which it can still go to the activity plan
LEADS_ON = (State.OPEN, State.PARKED, State.LIFTED)


def _to_the_plan(row: ProblemIdea, made: Any, user: Any) -> None:
    """It has become something that is planned. Runs in the transaction that made it."""
    row = ProblemIdea.objects.select_for_update(no_key=True).get(pk=row.pk)
    row.state, row.reason = State.PLAN, ""
    row.save()


@seeds.seed(ProblemIdea, became=_to_the_plan)
def words(row: ProblemIdea) -> seeds.Seed | None:
    """What a need made of it begins with. What is dismissed or planned already becomes nothing."""
    if row.state not in LEADS_ON:
        return None
    said = (
        _("Good idea from the mapping: %(text)s")
        if row.kind == ProblemIdea.Kind.IDEA
        else _("Problem from the mapping: %(text)s")
    )
    place = _("In the map: %(step)s.") % {"step": row.element} if row.element_id else ""
    who = _("Raised by: %(role)s.") % {"role": row.raised_by} if row.raised_by else ""
    why = " ".join(part for part in (said % {"text": row.text.rstrip(".") + "."}, place, who) if part)
    return seeds.Seed(title=row.text[:200], why=why, origin="mapping", process=row.process_id)


class LiftForm(ReasonForm):
    """Where it is taken up, and why."""

    for_row = True
    forum = forms.ModelChoiceField(Forum.objects.all(), label=gettext_lazy("Forum"), empty_label=gettext_lazy("not chosen"))
    field_order = ("forum", "reason")

    def __init__(self, *args: Any, row: ProblemIdea, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = forums_for(user, [row])
        forum: Any = self.fields["forum"]
        forum.queryset = access.visible(user, Forum).filter(pk__in=[one.pk for one in known])
        forum.initial = known[0].pk if known else None
        forum.help_text = _("Where you sit, or the management group of a process that you own or lead.")


def lift(row: ProblemIdea, user: Any, forum: Forum | None = None, reason: str = "", **_more: Any) -> None:
    """Make a matter of it in a forum. Raises Refused where none is chosen."""
    if forum is None or forum.pk not in {one.pk for one in forums_for(user, [row])}:
        raise Refused(_("Choose a forum where you may propose matters."))
    row.reason = reason
    item = AgendaItem.objects.create(
        forum=forum, title=row.text[:200], why=reason, raised_by=standing(user).person, kind=AgendaItem.Kind.DISCUSSION
    )
    matters.join(item, [row])


matters.can_be_taken_up(ProblemIdea, units=lambda row: units_of(row.process))


def came_of(rows: list[ProblemIdea]) -> dict[int, Any]:
    """What each has led to, by its key: a need in the plan. One query for the links, and one for each kind of row."""
    kind = ContentType.objects.get_for_model(ProblemIdea)
    found = Link.objects.filter(relation=RELATION, source_type=kind, source_id__in=[one.pk for one in rows]).order_by("pk")
    by_kind: dict[int, dict[int, int]] = {}
    for link in found:
        by_kind.setdefault(link.target_type_id, {})[link.source_id] = link.target_id
    made: dict[int, Any] = {}
    for key, pairs in by_kind.items():
        model = ContentType.objects.get_for_id(key).model_class()
        if model is None or not pages.known(model):
            continue
        rows_of = model._default_manager.in_bulk(list(pairs.values()))
        made |= {source: rows_of[target] for source, target in pairs.items() if target in rows_of}
    return made
