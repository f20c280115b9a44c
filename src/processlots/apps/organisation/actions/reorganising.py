"""Performing a re-organisation as one act, moving what waits for its day, and taking all of it back."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from processlots.apps.organisation import hanging
from processlots.apps.organisation.hanging import Setting
from processlots.apps.organisation.importing.unit_rows import grown
from processlots.apps.organisation.models import Reorganisation, Succession, Unit
from processlots.apps.organisation.models.units import keep_paths
from processlots.apps.organisation.reorganising.proposal import Directions, Proposal, waits_for
from processlots.kit import access, history, jobs, locking, search, states
from processlots.kit.imports import undoing
from processlots.kit.models.base import Sequence
from processlots.kit.models.history import LogEntry
from processlots.kit.models.jobs import Job
from processlots.kit.swedish import sort_key

State = Reorganisation.State
DAY = datetime.timedelta(days=1)
# More rows than this are written by the worker, with a bar to watch.
INLINE = 500
Progress = Callable[[int, int], object]


class Changed(Exception):
    """What would happen is no longer what the person saw; nothing was done."""


def changed_sentence() -> str:
    """What a person is told then."""
    return _("Something has changed since you looked. Nothing was done. Look once more and try again.")


def _still(done: int, total: int) -> None:
    """No bar to move."""


# ---- Performing --------------------------------------------------------------------------------------------------------


def start(draft: Reorganisation, user: Any, seen: str) -> Job | None:
    """Perform it: at once (None), or by a job where there is much. `seen`: the fingerprint of what was shown.

    Raises PermissionDenied, Changed, states.Refused; then nothing has changed.
    """
    access.demand(user, "perform", draft)
    proposal = Proposal(draft)
    if proposal.seen != seen:
        raise Changed
    if proposal.size <= INLINE:
        perform(draft, user, seen)
        return None
    _demand_possible(proposal)
    return _job("organisation.reorganise", _("Performing %(name)s"), draft, user, seen=seen)


def _job(name: str, title: str, row: Reorganisation, user: Any, **params: Any) -> Job:
    with transaction.atomic():
        locked = locking.hold(Reorganisation, row.pk, None)
        if locked.job is not None and not locked.job.over:
            raise states.Refused(_("The work is under way already."))
        job = jobs.start(name, user=user, title=title % {"name": row}, reorganisation=row.pk, **params)
        # silent: which job does it is no news; what it does is
        Reorganisation.objects.filter(pk=row.pk).update(job=job)
    return job


@jobs.job("organisation.reorganise", retry=True)
def run(running: Job, reorganisation: int, seen: str) -> dict[str, Any]:
    """Perform a large one. Run again after a crash it finds it either untouched or done."""
    row = Reorganisation.objects.get(pk=reorganisation)
    if row.state == State.DRAFT:
        try:
            with jobs.whole(running):
                perform(row, running.user, seen, running.progress)
        except Changed as changed:
            raise jobs.JobError(changed_sentence()) from changed
        except states.Refused as refused:
            raise jobs.JobError(refused.message) from refused
    return {"url": row.get_absolute_url()}


def perform(draft: Reorganisation, user: Any, seen: str, progress: Progress = _still) -> Reorganisation:
    """All of it in one transaction and one act, or nothing. Raises PermissionDenied, Changed, states.Refused."""
    with transaction.atomic():
        Sequence.hold("organisation.unit.path")
        row = locking.hold(Reorganisation, draft.pk, None)
        access.demand(user, "perform", row)
        if row.state != State.DRAFT:
            raise states.Refused(_("The re-organisation is performed already. Load the page again."))
        proposal = Proposal(row)
        if proposal.seen != seen:
            raise Changed
        _demand_possible(proposal)
        with history.act(_("Re-organisation: %(name)s") % {"name": row}, user=user, reason=row.reason) as opened:
            row.act = opened.saved()
            progress(1, 6)
            made = _renew(proposal)
            progress(2, 6)
            _tell_successions(proposal, row, made)
            directions = Directions.of(proposal, {key: unit.pk for key, unit in made.items()})
            progress(3, 6)
            _move(directions, row.date, dated=True)
            row.state = State.PERFORMED
            if not waits_for(row.date):
                row.moved_act = row.act
                _take_effect(row, directions, progress)
            row.save()
            _keep(row, directions)
        progress(6, 6)
    return row


def _demand_possible(proposal: Proposal) -> None:
    faults = proposal.faults
    if faults:
        raise states.Refused(" ".join([_("Something must be mended first."), *(fault.text for fault in faults[:3])]))
    if not proposal.differs:
        raise states.Refused(_("The new organisation is the same as the one that stands. There is nothing to do."))


def _renew(proposal: Proposal) -> dict[str, Unit]:
    """End what ends and make what is new, level by level. Returns key → unit, for every coming unit."""
    day = proposal.draft.date
    ending: list[Any] = [proposal.units[fate.pk] for fate in proposal.ends]
    for unit in ending:
        unit.valid_to = day - DAY
    history.bulk_update(ending, ["valid_to"])
    here: dict[str, Unit] = {key: proposal.units[pk] for key, pk in proposal.plan.at.items()}
    levels: dict[int, list[Any]] = defaultdict(list)
    depth: dict[str, int] = {}
    for row in proposal.plan.made:
        depth[row.key] = depth.get(row.parent or "", -1) + 1
        levels[depth[row.key]].append(row)
    for level in sorted(levels):
        rows = levels[level]
        before = [proposal.units[pk] for row in rows for pk in proposal.plan.sources.get(row.key, [])[:1]]
        models = {unit.pk: unit.allocation_model for unit in before}
        units = [
            Unit(
                name=row.name, sort=sort_key(row.name), kind=row.kind, parent=here[row.parent] if row.parent else None, version=1,
                external_id=row.external_id or None, valid_from=day,
                allocation_model=next((models[pk] for pk in proposal.plan.sources.get(row.key, [])[:1]), ""),
            )
            for row in rows
        ]  # fmt: skip
        here |= dict(zip((row.key for row in rows), grown(units), strict=True))
        search.index_many(units)
    _take_ids(proposal, here)
    return here


def _take_ids(proposal: Proposal, here: dict[str, Unit]) -> None:
    """A unit that goes on and had no external id gets the one in the file."""
    told = []
    for key in proposal.plan.at:
        if proposal.rows[key].external_id and not here[key].external_id:
            here[key].external_id = proposal.rows[key].external_id
            told.append(here[key])
    history.bulk_update(told, ["external_id"])


def _tell_successions(proposal: Proposal, row: Reorganisation, made: dict[str, Unit]) -> None:
    rows: list[tuple[int, Unit | None, Any]] = []
    for pk, fate in proposal.plan.fates.items():
        keys = [key for key in fate.targets if key != fate.at]
        rows += [(pk, made[key], proposal.plan.pair_kind(fate, key)) for key in keys]
        if fate.ends and not keys:
            rows.append((pk, None, Succession.Kind.CLOSED))
    history.bulk_create(
        Succession,
        [
            Succession(
                from_unit=proposal.units[old], to_unit=new, kind=kind, date=row.date, reorganisation=row, act=row.act, version=1
            )
            for old, new, kind in rows
        ],
    )


# ---- When the day has come -------------------------------------------------------------------------------------------


def _take_effect(row: Reorganisation, directions: Directions, progress: Progress = _still) -> None:
    """Units that follow along get their new place, and what hung on what has ended is moved."""
    following = list(Unit.objects.filter(pk__in=list(directions.parents)))
    for unit in following:
        unit.parent_id = directions.parents[unit.pk]
    history.bulk_update(following, ["parent"])
    keep_paths()
    progress(4, 6)
    _move(directions, row.date, dated=False)
    progress(5, 6)


def _keep(row: Reorganisation, directions: Directions) -> None:
    # silent: what was done is in the history of each row; this is what it is taken back by
    Reorganisation.objects.filter(pk=row.pk).update(directions=directions.as_json())


def _move(directions: Directions, day: datetime.date, *, dated: bool) -> None:
    """Move what hangs on the units that end, kind by kind; a few queries each."""
    asked = Setting(frozenset(directions.units), dict(directions.boards))
    for kind in hanging.kinds():
        if kind.dated != dated:
            continue
        items = kind.items(asked)
        chosen = set(directions.items.get(kind.key, {})) - {item.pk for item in items}
        items += kind.found(chosen)
        moves = [(item, to) for item in items if (to := directions.to(kind, item)) is not None and to != item.unit]
        directions.told[kind.key] = kind.move(moves, day)
        if moves:
            directions.moved[kind.key] = len(moves)


@jobs.nightly("organisation.reorganisations", title=_("Re-organisations whose day has come"), at="00:05")
def take_effect(running: Any) -> dict[str, int]:
    """What was performed ahead of its day, and whose day has come."""
    waiting = [row for row in Reorganisation.objects.filter(state=State.PERFORMED, moved_act=None) if not waits_for(row.date)]
    for row in waiting:
        with jobs.whole(running):
            Sequence.hold("organisation.unit.path")
            locked = locking.hold(Reorganisation, row.pk, None)
            if not locked.waits:
                continue
            user = locked.act.user if locked.act is not None else None
            with history.act(_("The re-organisation holds from today: %(name)s") % {"name": locked}, user=user) as opened:
                locked.moved_act = opened.saved()
                directions = Directions.read(locked.directions)
                _take_effect(locked, directions)
                locked.save()
                _keep(locked, directions)
    return {"reorganisations": len(waiting)}


# ---- Taking it back --------------------------------------------------------------------------------------------------


def start_undo(row: Reorganisation, user: Any) -> Job | None:
    """Take it back: at once (None), or by a job. Raises PermissionDenied, states.Refused, undoing.CannotUndo."""
    access.demand(user, "undo", row)
    if row.state != State.PERFORMED:
        raise states.Refused(_("There is nothing to undo: the re-organisation is not performed."))
    if LogEntry.objects.filter(act__in=_acts(row)).count() <= INLINE:
        undo(row, user)
        return None
    return _job("organisation.undo-reorganisation", _("Undoing %(name)s"), row, user)


@jobs.job("organisation.undo-reorganisation", retry=True)
def run_undo(running: Job, reorganisation: int) -> dict[str, Any]:
    """Take a large one back. Run again after a crash it finds it either done or undone."""
    row = Reorganisation.objects.get(pk=reorganisation)
    if row.state == State.PERFORMED:
        try:
            with jobs.whole(running):
                undo(row, running.user)
        except undoing.CannotUndo as stopped:
            raise jobs.JobError("\n".join(stopped.reasons)) from stopped
    return {"url": row.get_absolute_url()}


def undo(row: Reorganisation, user: Any) -> Reorganisation:
    """Everything as it was, and the re-organisation a draft again; or nothing, and why."""
    with transaction.atomic():
        Sequence.hold("organisation.unit.path")
        locked = locking.hold(Reorganisation, row.pk, None)
        access.demand(user, "undo", locked)
        if locked.state != State.PERFORMED:
            raise states.Refused(_("There is nothing to undo: the re-organisation is not performed."))
        acts, made = _acts(locked), _made_units(locked)
        directions = Directions.read(locked.directions)
        told = {pair for kind in hanging.kinds() for pair in kind.told}
        with history.act(_("Undid: %(act)s") % {"act": locked.act}, user=user) as opened:
            for kind in hanging.kinds():
                kind.restore(directions.told.get(kind.key, []))
            undoing.revert(acts, user, strict=False, besides=told, mind=_nothing_new(made), undone_by=opened.saved())
            keep_paths()
            # silent: what it was performed with holds no longer; the acts tell of it
            Reorganisation.objects.filter(pk=locked.pk).update(directions={})
    locked.refresh_from_db()
    return locked


def _acts(row: Reorganisation) -> list[Any]:
    return [row.act] if row.moved_act_id in {None, row.act_id} else [row.act, row.moved_act]


def _made_units(row: Reorganisation) -> set[int]:
    made = LogEntry.objects.filter(act=row.act, action=LogEntry.Action.CREATE, content_type__model="unit")
    return set(made.values_list("object_id", flat=True))


def _nothing_new(made: set[int]) -> Callable[[set[Any]], list[str]]:
    """Asked when all is put back but the new units are still there: what others have hung on them since."""

    def asked(models: set[Any]) -> list[str]:
        if Unit not in models:
            return []
        setting, reasons = Setting(frozenset(made)), []
        names = dict(Unit.objects.filter(pk__in=made).values_list("pk", "name"))
        for kind in hanging.kinds():
            for item in kind.items(setting):
                said = _("%(what)s has come to %(unit)s since (%(kind)s). Move it first.")
                unit = names.get(item.unit, "")
                reasons.append(said % {"what": kind.text(item), "unit": unit, "kind": str(kind.label).lower()})
        return reasons

    return asked
