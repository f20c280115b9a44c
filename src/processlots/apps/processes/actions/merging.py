"""Two rows that are the same become one: what hangs on the one that goes is moved or listed, and it can be taken back (V-8)."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from processlots.apps.processes.actions.registering import settle
from processlots.apps.processes.models import KnownDifferent, Merge, Process, Recipient
from processlots.kit import access, history, locking, pages
from processlots.kit.periods import today
from processlots.kit.states import Refused

#: relations of which the kept one gets what it lacks; the one that goes keeps its own, which nobody lists any more
_SHARED = ("recipients", "units", "passages", "strategies", "services", "adjacent")
#: what belongs to one process only, and goes along
_OWN = ("requirements", "subprocesses")
#: what is filled in where the kept one says nothing
_FILLED = ("type", "purpose", "value", "commissioned_by", "found_where")
_RECIPIENT_FILLED = ("needs", "requirements", "life_situation")


def merge(kept: Process, gone: Process, user: Any, reason: str = "") -> Merge:
    """`gone` was the same as `kept`. Raises PermissionDenied or Refused; then nothing has changed."""
    with transaction.atomic():
        first, second = sorted((kept.pk, gone.pk))  # locked in one order, whichever way two people merge at once
        held = {pk: locking.hold(Process, pk, None) for pk in {first, second}}
        kept, gone = held[kept.pk], held[gone.pk]
        access.demand(user, "merge", gone)
        access.demand(user, "view", kept)
        _demand_two(kept, gone)
        if gone.owner_id is not None:
            said = _("%(process)s has an owner. Merge the other way, or end the appointment first.")
            raise Refused(said % {"process": gone})
        if kept.parent_id == gone.pk:
            raise Refused(_("%(kept)s is a part of %(gone)s. Move it out first.") % {"kept": kept, "gone": gone})
        words = _("%(gone)s was the same as %(kept)s") % {"gone": gone, "kept": kept}
        with history.act(words, user=user, process=kept, reason=reason):
            moved: dict[str, Any] = {name: _share(kept, gone, name) for name in _SHARED}
            for name in _OWN:
                rows = list(getattr(gone, name).all())
                for row in rows:
                    setattr(row, _field_to(name), kept)
                    row.save()
                moved[name] = [row.pk for row in rows]
            moved["filled"] = _fill(kept, gone, _FILLED)
            moved["status"] = gone.status
            kept.save()
            gone.merged_into, gone.ended_on, gone.status = kept, today(), Process.Status.ENDED
            gone.ended_reason = f"{words}. {reason}".strip(". ")[:500]
            gone.save()
            made = Merge.objects.create(process=kept, gone_process=gone, moved=moved, reason=reason, by=user.person)
            _answer_find(gone, user, reason)
            settle(kept)
            settle(gone)
    return made


def _demand_two(kept: Any, gone: Any) -> None:
    if kept.pk == gone.pk:
        raise Refused(_("That is the same one. Choose another."))
    if gone.ended_on is not None or kept.ended_on is not None:
        raise Refused(_("One of them has already left the lists. Load the page again."))


def _field_to(name: str) -> str:
    return "parent" if name == "subprocesses" else "process"


def _share(kept: Process, gone: Process, name: str) -> list[int]:
    """What the kept one had not; returned by key."""
    ours = set(getattr(kept, name).values_list("pk", flat=True)) | {kept.pk if name == "adjacent" else 0}
    new = [pk for pk in getattr(gone, name).values_list("pk", flat=True) if pk not in ours]
    getattr(kept, name).add(*new)
    return new


def _fill(kept: Any, gone: Any, names: tuple[str, ...]) -> list[str]:
    filled = [name for name in names if getattr(gone, name) and not getattr(kept, name)]
    for name in filled:
        setattr(kept, name, getattr(gone, name))
    return filled


def _answer_find(gone: Process, user: Any, reason: str) -> None:
    """The finder sees that it was known already, whichever way it was merged."""
    from processlots.apps.organisation import tasks
    from processlots.apps.processes.models import Find

    find = Find.objects.filter(process=gone, state=Find.State.WAITING).first()
    if find is not None:
        find.state, find.answer, find.answered_by, find.answered_on = Find.State.MERGED, reason[:500], user.person, today()
        find.save()
        tasks.refresh(find)


def undo(made: Merge, user: Any) -> Process:
    """They were two after all. What has been changed since is left as it is."""
    with transaction.atomic():
        made = locking.hold(Merge, made.pk, None)
        if made.process is None or made.gone_process is None or made.undone_on is not None:
            raise Refused(_("This has been taken back already."))
        kept, gone = made.process, made.gone_process
        access.demand(user, "merge", gone)
        with history.act(_("%(gone)s and %(kept)s are two again") % {"gone": gone, "kept": kept}, user=user, process=gone):
            for name in _SHARED:
                getattr(kept, name).remove(*made.moved[name])
            for name in _OWN:
                for row in getattr(kept, name).filter(pk__in=made.moved[name]):
                    setattr(row, _field_to(name), gone)
                    row.save()
            for name in made.moved["filled"]:
                if getattr(kept, name) == getattr(gone, name):
                    setattr(kept, name, "")
            kept.save()
            gone.merged_into, gone.ended_on, gone.ended_reason, gone.status = None, None, "", made.moved["status"]
            gone.save()
            made.undone_on = today()
            made.save()
            settle(kept)
            settle(gone)
    return gone


def what_stays(process: Process, user: Any) -> list[tuple[str, int, str]]:
    """What hangs on the process and is not moved by a merge: (kind, how many, the list); a query for each kind."""
    found = []
    for relation in Process._meta.related_objects:
        model: Any = relation.related_model
        field = relation.field
        if not isinstance(field, models.ForeignKey) or field.name != "process" or not pages.known(model):
            continue
        if relation.get_accessor_name() in _OWN or model._meta.model_name == "find":
            continue
        count = access.visible(user, model).filter(process=process).count()
        if count:
            found.append((pages.of(model).plural, count, f"{pages.of(model).url('list')}?process={process.pk}"))
    return sorted(found)


def differ(first: Process, second: Process, user: Any, reason: str) -> KnownDifferent:
    """They only look alike. Said once, and not asked again."""
    low, high = sorted((first, second), key=lambda one: one.pk)
    if low.pk == high.pk:
        raise Refused(_("That is the same one. Choose another."))
    if not access.may(user, "merge", first):
        access.demand(user, "merge", second)
    words = _("%(first)s and %(second)s are two different processes") % {"first": first, "second": second}
    with transaction.atomic(), history.act(words, user=user, process=first, reason=reason):
        made, _new = KnownDifferent.objects.get_or_create(process=low, other=high, defaults={"reason": reason, "by": user.person})
        settle(first)
        settle(second)
    return made


# ---- Recipients ------------------------------------------------------------------------------------------------------


def merge_recipients(kept: Recipient, gone: Recipient, user: Any, reason: str = "") -> Merge:
    """Two names for the same recipient. Processes of the one that goes get the other."""
    with transaction.atomic():
        held = {pk: locking.hold(Recipient, pk, None) for pk in sorted({kept.pk, gone.pk})}
        kept, gone = held[kept.pk], held[gone.pk]
        access.demand(user, "end", gone)
        _demand_two(kept, gone)
        words = _("%(gone)s was the same as %(kept)s") % {"gone": gone, "kept": kept}
        with history.act(words, user=user, reason=reason):
            mine = set(kept.processes.values_list("pk", flat=True))
            theirs = list(gone.processes.values_list("pk", flat=True))
            filled = _fill(kept, gone, _RECIPIENT_FILLED)
            kept.save()
            for process in Process.objects.filter(pk__in=theirs):
                process.recipients.remove(gone)
                if process.pk not in mine:
                    process.recipients.add(kept)
                settle(process)
            gone.merged_into, gone.ended_on, gone.ended_reason = kept, today(), f"{words}. {reason}".strip(". ")[:500]
            gone.save()
            moved = {"processes": theirs, "new": [pk for pk in theirs if pk not in mine], "filled": filled}
            return Merge.objects.create(recipient=kept, gone_recipient=gone, moved=moved, reason=reason, by=user.person)


def undo_recipients(made: Merge, user: Any) -> Recipient:
    """They were two after all."""
    with transaction.atomic():
        made = locking.hold(Merge, made.pk, None)
        kept, gone = made.recipient, made.gone_recipient
        if kept is None or gone is None or made.undone_on is not None:
            raise Refused(_("This has been taken back already."))
        access.demand(user, "end", kept)
        if Recipient.objects.filter(sort=gone.sort, ended_on=None).exists():
            raise Refused(_("There is another recipient named %(name)s now. Merge with that one.") % {"name": gone})
        with history.act(_("%(gone)s and %(kept)s are two again") % {"gone": gone, "kept": kept}, user=user):
            gone.merged_into, gone.ended_on, gone.ended_reason = None, None, ""
            gone.save()
            for process in Process.objects.filter(pk__in=made.moved["processes"]):
                process.recipients.add(gone)
                if process.pk in made.moved["new"]:
                    process.recipients.remove(kept)
                settle(process)
            for name in made.moved["filled"]:
                if getattr(kept, name) == getattr(gone, name):
                    setattr(kept, name, "")
            kept.save()
            made.undone_on = today()
            made.save()
    return gone
