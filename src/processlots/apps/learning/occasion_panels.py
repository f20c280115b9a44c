"""When a course is held, who comes, and whether a management group has been presented the model (UT-5, UT-6)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.learning.models import Course, Occasion, TrainingRecord
from processlots.apps.learning.reminders import nearest
from processlots.apps.organisation.models import Forum
from processlots.apps.organisation.standing import standing
from processlots.kit import access
from processlots.kit.pages import url_of
from processlots.kit.panels import panel
from processlots.kit.tables import written

SHOWN = 30


def _new_occasion(request: HttpRequest, course: Course) -> tuple[Any, str] | None:
    if access.may(request.user, "add", Occasion):
        return gettext_lazy("Plan an occasion"), f"/kurstillfallen/nytt/?course={course.key}"
    return None


@panel(
    Course, "occasions", title=gettext_lazy("Occasions"), help=gettext_lazy("The newest first"), order=5,
    template="learning/panels/occasions.html", queries=1, action=_new_occasion,
)  # fmt: skip
def its_occasions(request: HttpRequest, course: Course) -> dict[str, Any]:
    """When and where it is held."""
    rows = access.visible(request.user, Occasion).filter(course=course).order_by("-date", "-pk")[:SHOWN]
    return {"occasions": [(one, url_of(one)) for one in rows]}


@panel(
    Occasion,
    "participants",
    title=gettext_lazy("Participants"),
    order=10,
    template="learning/panels/participants.html",
    queries=2,
)
def who_comes(request: HttpRequest, occasion: Occasion) -> dict[str, Any]:
    """Who has signed up, and when it has been, who took part with which result that one may see."""
    records = access.visible(request.user, TrainingRecord).filter(occasion=occasion).select_related("person")
    taken = list(records.order_by("person__sort", "pk"))
    signed = [one.person for one in occasion.signups.select_related("person").order_by("person__sort", "pk")]
    left = occasion.seats - len(signed) if occasion.seats is not None else None
    return {"records": taken, "signed": signed, "left": left, "planned": occasion.state == Occasion.State.PLANNED}


def _order(request: HttpRequest, forum: Forum) -> tuple[Any, str] | None:
    if access.may(request.user, "add", Occasion):
        return gettext_lazy("Plan a presentation"), f"/kurstillfallen/nytt/?forum={forum.key}"
    return None


@panel(
    Forum,
    "presentation",
    title=gettext_lazy("Presentation of the model"),
    order=30,
    template="learning/panels/presentation.html",
    queries=3,
    action=_order,
)
def presented(request: HttpRequest, forum: Forum) -> dict[str, Any] | None:
    """UT-5: a management group is presented the model before its inventory."""
    if forum.kind not in (Forum.Kind.MANAGEMENT, Forum.Kind.STEERING) or standing(request.user).person is None:
        return None
    rows = list(
        Occasion.objects.filter(forum=forum, course__for_groups=True).exclude(state="cancelled").order_by("-date", "-pk")[:5]
    )
    held = next((one for one in rows if one.state == Occasion.State.HELD), None)
    planned = next((one for one in rows if one.state == Occasion.State.PLANNED), None)
    said = (
        _("The group was presented the model on %(date)s.") % {"date": written(held.date)}
        if held is not None
        else _("It is planned for %(date)s.") % {"date": written(planned.date)}
        if planned is not None
        else _("Not yet. It is given before the inventory: contact the facilitator.")
    )
    return {
        "said": said,
        "facilitator": None if held or planned else nearest(forum.unit),
        "url": url_of(held or planned) if rows else "",
    }
