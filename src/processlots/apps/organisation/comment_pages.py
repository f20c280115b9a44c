"""Comments by themselves: who sees them, the list over everything one sees, and whom an @ means (kit.comments)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from auditlog.registry import auditlog
from django import forms
from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.organisation import tasks
from processlots.apps.organisation.models import Person
from processlots.kit import access, checks, comments, history, locking, views
from processlots.kit.access import Access, Row
from processlots.kit.models import Comment
from processlots.kit.pages import Pages, register
from processlots.kit.periods import today
from processlots.kit.search import SearchFields
from processlots.kit.swedish import sort_key
from processlots.kit.tables import Column, written

# The history says that something was written, never what, so that what is taken back is gone.
auditlog.register(
    Comment,
    exclude_fields=["version", "uid", "url", "content_type", "object_id"],
    mask_fields=["text"],
    mask_callable="processlots.apps.organisation.comment_pages.unsaid",
)
#: how long a thread is kept after it was resolved (X-6)
REMEMBERED = datetime.timedelta(days=365)


def unsaid(value: str) -> str:
    """What the history writes instead of what was said."""
    return "…"


class CommentAccess(Access):
    """A comment is seen by those who see what it is about. Whoever wrote it may resolve it and take it back."""

    def visible(self, user: Any, rows: models.QuerySet[Row]) -> models.QuerySet[Row]:
        if not self.may_enter(user):
            return rows.none()
        seen = models.Q(pk=None)
        for model in comments.taken():
            kind = ContentType.objects.get_for_model(model)
            seen |= models.Q(content_type=kind, object_id__in=access.visible(user, model).values("pk"))
        return rows.filter(seen).select_related("written_by__person")

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        if not self.may_enter(user) or verb in ("add", "change"):
            return False
        if row is None:
            return verb == "view"
        target = row.target
        if target is None or not access.may(user, "view", target):
            return False
        if not access.visible(user, type(target)).filter(pk=target.pk).exists():
            return False
        own = row.written_by_id is not None and row.written_by_id == getattr(user, "pk", None)
        if verb == "end":
            return own
        if verb in ("resolve", "reopen"):
            # The first of a thread stands for all of it.
            return row.answers_id is None and (own or access.may(user, "resolve", target))
        return verb == "view"

    def who(self, verb: str, row: Any = None) -> Sequence[str]:
        named = [row.author] if row is not None and row.author else []
        if verb in ("resolve", "reopen") and row is not None and row.target is not None:
            return [*named, *access.of(type(row.target)).who("resolve", row.target)]
        return named


class TakeBack(views.EndView):
    """One's own words back, without having to say why."""

    def show(self, request: HttpRequest, row: Any, form: Any, status: int = 200) -> HttpResponse:
        context = {
            "title": _("Take back the comment?"),
            "kind": row.about,
            "lead": _("It disappears for good. Answers that others have written stay."),
            "crumbs": [*self.pages.crumbs(request, row), (self.pages.title(row), f"{row.url}#kommentar-{row.pk}")],
            "form": forms.Form(),
            "fieldsets": [],
            "version": row.version,
            "submit_label": _("Take back"),
            "cancel_url": f"{row.url}#kommentar-{row.pk}",
        }
        return render(request, "kit/form.html", context, status=status)

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        row = self.row(key)
        access.demand(request.user, "end", row)
        with transaction.atomic(), history.act(_("Took back a comment on %(what)s") % {"what": row.about}, user=request.user):
            row = locking.hold(Comment, row.pk, None)
            back, first = f"{row.url}#{comments.KEY}", row.answers_id
            row.end()
            for one in Comment.objects.filter(pk__in=[key for key in (first, row.pk) if key]):
                comments.follow(one)
        messages.success(request, _("The comment is taken back."))
        return HttpResponseRedirect(back)


@register
class CommentPages(Pages):
    model = Comment
    path = "kommentarer"
    api = "comments"
    read_only = ["about", "text", "author", "written_at", "settled_on", "url"]
    columns = [
        "about",
        Column("text", gettext_lazy("Comment"), lambda row: _short(row.text)),
        Column("author", gettext_lazy("Written by"), lambda row: row.author, related=("written_by__person",)),
        Column("written_at", gettext_lazy("Written"), lambda row: written(row.written_at), sort="written_at", css="nowrap"),
        "state",
    ]
    filters = ["state"]
    ordering = ["-written_at", "-pk"]
    acts = ("list", "detail", "end")
    access = CommentAccess()
    view_classes = {"end": TakeBack}
    search = SearchFields("about", ["text"])

    def listed(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return rows.filter(answers=None)

    def related(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return rows.select_related("written_by__person", "content_type", "answers")

    def empty(self) -> str:
        return _("No comments. They are written where they belong: at a map or one of its steps.")

    def title(self, row: Any) -> str:
        return row.about

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        from processlots.kit import tables

        return [(_("Written by"), row.author), *tables.facts(row, ["written_at", "state", "settled_on", "text"])]

    def buttons(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        return [(_("Show it where it stands"), f"{row.url}#kommentar-{row.pk}", "primary")]

    def after_transition(self, row: Any, verb: str, user: Any) -> None:
        if row.pk is not None:
            comments.follow(row)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 120 else f"{line[:119].rstrip()}…"


def forget_old() -> int:
    """Erase threads that were resolved a year ago, with their answers. Returns how many."""
    old = Comment.objects.filter(answers=None, state=Comment.State.RESOLVED, settled_on__lt=today() - REMEMBERED)
    rows = list(old)
    for row in rows:
        row.delete()
    return len(rows)


# --- whom an @ means --------------------------------------------------------------------------------------------------


@comments.named_by("/personer/val/")
def people(names: Sequence[str]) -> dict[str, list[comments.Somebody]]:
    """Those who work here and are called so, whether written with large letters or small."""
    keys: dict[str, list[str]] = {}
    for name in names:
        if name.strip():
            keys.setdefault(sort_key(name), []).append(name)
    working = models.Q(left=None) | models.Q(left__gte=today())
    rows = Person.objects.filter(working, sort__in=keys).select_related("unit", "user").order_by("pk")
    found: dict[str, list[comments.Somebody]] = {}
    for person in rows:
        user = person.user if person.user is not None and person.user.is_active else None
        for name in keys[person.sort]:
            found.setdefault(name, []).append(comments.Somebody(person.name, str(person.unit or ""), user))
    return found


# --- what waits for whom (X-8) ----------------------------------------------------------------------------------------


def _waiting() -> models.QuerySet[Any]:
    rows = Comment.objects.exclude(mentioned=None).filter(models.Q(answers=None) | models.Q(answers__state=Comment.State.OPEN))
    return rows.filter(state=Comment.State.OPEN).select_related("answers", "written_by__person").distinct()


@tasks.task("comment-mention", Comment, title=gettext_lazy("Comments with your name"), rows=_waiting)
def answer_who_mentions_you(row: Comment) -> Iterator[tasks.Wanted]:
    """Whoever is mentioned in an open thread is asked to look, until they have said something after it."""
    first = row.answers or row
    if not first.is_open:
        return
    later = set(Comment.objects.filter(answers=first, pk__gt=row.pk).values_list("written_by", flat=True))
    author = getattr(row.written_by, "person", None) if row.written_by is not None else None
    for person in Person.objects.filter(user__in=row.mentioned.all()).order_by("pk"):
        if person.user_id not in later and person.user_id != row.written_by_id:
            yield tasks.Wanted(
                person=person,
                text=checks.told(gettext_lazy("%(who)s asks you in a comment"), who=row.author),
                url=f"{row.url}#kommentar-{row.pk}",
                about=row.about,
                asked_by=author,
            )


@comments.when_written
def look_again(row: Comment) -> None:
    """The whole thread: an answer settles what was asked before it."""
    first = row.answers or row
    thread = Comment.objects.filter(models.Q(pk=first.pk) | models.Q(answers=first))
    tasks.refresh_many(Comment, list(thread.select_related("answers", "written_by__person").order_by("pk")))
