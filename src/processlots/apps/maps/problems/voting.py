"""Votes on problems and good ideas: some to each person, given one at a time and taken back (M-KART-5)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext as _

from processlots.apps.maps.models import MappingAssignment, ProblemIdea, ProblemVote
from processlots.apps.organisation.standing import standing
from processlots.kit import access
from processlots.kit.models import Sequence
from processlots.kit.states import Refused

#: where no assignment says how many
DOTS = 5


def allowed(process: int) -> int:
    """Votes to each person on what is open in a process: as the mapping that is under way says."""
    rows = MappingAssignment.objects.filter(process=process, state=MappingAssignment.State.UNDER_WAY)
    dots: int | None = rows.order_by("-pk").values_list("dots", flat=True).first()
    return dots or DOTS


def pool(process: int) -> models.QuerySet[ProblemIdea]:
    """What is voted on together: all that is open in a process. Votes on what something has come of are free again."""
    return ProblemIdea.objects.filter(process=process, state=ProblemIdea.State.OPEN)


def vote(user: Any, row: ProblemIdea, step: int) -> int:
    """Give the row one vote more (`step` 1) or take one back (-1); returns how many are left to the person.

    Raises PermissionDenied, and Refused where the person has none left or it is no longer open.
    """
    access.demand(user, "vote", row)
    person = standing(user).person
    if person is None:
        raise PermissionDenied
    with transaction.atomic():
        # Two presses at once wait for each other, so that nobody votes more than there is.
        Sequence.hold(f"maps.votes.{person.pk}")
        row = ProblemIdea.objects.select_for_update(no_key=True).get(pk=row.pk)
        if row.state != ProblemIdea.State.OPEN:
            raise Refused(_("It is no longer voted on, since something has come of it."))
        given = ProblemVote.objects.filter(person=person, problem__in=pool(row.process_id).values("pk"))
        used = sum(one.dots for one in given)
        mine = next((one for one in given if one.problem_id == row.pk), None)
        left = allowed(row.process_id) - used
        if step > 0:
            if left <= 0:
                raise Refused(_("You have no votes left. Take one back from something else first."))
            mine = mine or ProblemVote(problem=row, person=person, dots=0)
            mine.dots += 1
            mine.save()
        elif mine is not None:
            mine.dots -= 1
            if mine.dots:
                mine.save()
            else:
                mine.delete()
        else:
            return left
        row.votes = row.given.aggregate(sum=models.Sum("dots"))["sum"] or 0
        row.save()
    return left - step


def mine(user: Any, rows: list[ProblemIdea]) -> dict[int, int]:
    """The person's own votes on these rows, by their key."""
    found = ProblemVote.objects.filter(person=standing(user).person, problem__in=[one.pk for one in rows])
    return dict(found.values_list("problem", "dots"))
