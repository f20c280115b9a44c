"""What the model says of mappings: agreed before they begin (V-55), and tomorrow's map prepared before it is today's (V-46)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from processlots.apps.maps.models import Introduction, Line, MappingAssignment
from processlots.kit.checks import Finding, check, told
from processlots.kit.pages import of, url_of

_in_a_row = lazy(lambda words: ", ".join(str(one) for one in words), str)
_COUNTS = (MappingAssignment.State.AGREED, *MappingAssignment.BEGUN)


@check("V-46", Line, severity="F", blocks="introduce")
def what_is_introduced_is_prepared(line: Line) -> Iterator[Finding]:
    """The check-list S6-14 is ticked with days, and something makes the change stick (S6-13)."""
    if line.when != Line.When.TOMORROW or line.state not in (Line.State.CONFIRMED, Line.State.DECIDED):
        return
    prepared = Introduction.objects.filter(line=line).first()
    if prepared is None:
        url = f"{of(Introduction).url('add')}?line={line.pk}"
        yield Finding(
            _("The introduction is not prepared. Go through the check-list, and choose what makes the change stick."), url=url
        )
        return
    url = of(Introduction).url("edit", prepared.key)
    missing = prepared.unticked()
    if missing:
        said = told(_("The check-list has no day for: %(what)s."), what=_in_a_row(missing))
        yield Finding(said, url=url, field="checklist")
    if not prepared.sticks():
        yield Finding(
            _("Nothing makes the change stick yet. Choose at least one: information, training, measurements or audits."),
            url=url, field="sticks",
        )  # fmt: skip


@check("V-55", MappingAssignment, severity="V")
def it_is_agreed_before_it_begins(row: MappingAssignment) -> Iterator[Finding]:
    """The assignment is agreed by both sides before the mapping starts (M-KART-3)."""
    if row.state in MappingAssignment.BEGUN and not row.agreed:
        yield Finding(
            _("The mapping has begun though the assignment is not agreed by both. Agree now on what it is to lead to."),
            url=url_of(row),
        )


@check("V-55", Line, severity="V")
def it_is_drawn_on_an_agreed_assignment(line: Line) -> Iterator[Finding]:
    """A map that somebody has begun to draw has an assignment that both sides have agreed to."""
    if line.state in (Line.State.ARCHIVED, Line.State.IN_FORCE) or line.in_force_id is not None or line.map.ended_on is not None:
        return
    if line.newest is None:
        return
    process = line.map.process
    known = MappingAssignment.objects.filter(process=process, when=line.when).exclude(state=MappingAssignment.State.WITHDRAWN)
    found = list(known.prefetch_related("consents"))
    if any(one.agreed and one.state in _COUNTS for one in found):
        return
    waiting = next((one for one in found if one.state in MappingAssignment.OPEN), None)
    if waiting is not None:
        yield Finding(
            _("The map is being drawn, but the assignment is not agreed by both yet. Agree on what it is to lead to."),
            url=url_of(waiting),
        )
    else:
        yield Finding(
            _("The map is being drawn without an assignment. Order the mapping, so that both sides know what it is to lead to."),
            url=f"{of(MappingAssignment).url('add')}?process={process.number}&when={line.when}",
        )
