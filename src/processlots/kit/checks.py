"""Domain rules that can be run and listed. A finding never stops saving; F stops one transition, named in the check.

@check("V-15", Goal, severity="F", blocks="approve")
def a_goal_needs_a_value(goal):
    if goal.target is None:
        yield Finding(_("The goal does not say how much. Fill in a target value."), field="target")
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import translation
from django.utils.functional import lazy

from processlots.kit import history
from processlots.kit.models.checks import StoredFinding

Severity = Literal["F", "V", "I"]


@dataclass(frozen=True)
class Finding:
    """What a check has to say: a sentence with a way out, and the field where it is mended."""

    message: Any
    field: str = ""
    severity: Severity | None = None
    #: where it is mended, if not in the row's own form
    url: str = ""


@dataclass(frozen=True)
class Check:
    """A rule of model.md, appendix D."""

    id: str
    model: type[models.Model]
    severity: Severity
    blocks: tuple[str, ...]
    rule: Callable[[Any], Iterable[Finding]]
    #: the model manager may not switch it off or tune it (appendix D)
    fixed: bool = False


@dataclass(frozen=True)
class Said:
    """A finding together with its check and row."""

    check: Check
    finding: Finding
    row: models.Model = field(repr=False)

    @property
    def severity(self) -> Severity:
        return self.finding.severity or self.check.severity

    @property
    def id(self) -> str:
        return self.check.id

    @property
    def message(self) -> str:
        return str(self.finding.message)

    @property
    def url(self) -> str:
        """The page where it is mended, at the field."""
        from processlots.kit import pages

        return self.finding.url or pages.mend_url(self.row, self.finding.field)


def _filled(text: Any, values: dict[str, Any]) -> str:
    from processlots.kit.tables import written

    return str(text) % {name: written(value) for name, value in values.items()}


_later = lazy(_filled, str)


def told(text: Any, **values: Any) -> Any:
    """A lazy sentence with values in it, to be read in either language: `text % values` would be written at once."""
    return _later(text, values)


@dataclass(frozen=True)
class Setting:
    """What an installation says of a check: not at all, or at most so severe."""

    off: bool = False
    most: Severity | None = None


_checks: dict[type[models.Model], list[Check]] = {}
_settings: list[Callable[[str], Setting | None]] = []


def settings_from(ask: Callable[[str], Setting | None]) -> Callable[[str], Setting | None]:
    """Register who knows the settings of the checks, by id."""
    _settings.append(ask)
    return ask


def setting(rule: Check) -> Setting | None:
    """The setting in force; a fixed check has none."""
    if rule.fixed:
        return None
    return next((found for ask in _settings if (found := ask(rule.id)) is not None), None)


def _all(row: models.Model, verb: str = "") -> list[Said]:
    """What the checks say of the row as they are set; with a verb, those that may stop it."""
    made = []
    for rule in _checks.get(type(row), []):
        if verb and verb not in rule.blocks:
            continue
        tuned = setting(rule)
        if tuned is not None and tuned.off:
            continue
        for finding in rule.rule(row):
            if tuned is not None and tuned.most:
                milder = max(finding.severity or rule.severity, tuned.most, key="FVI".index)
                made.append(Said(rule, replace(finding, severity=milder), row))
            else:
                made.append(Said(rule, finding, row))
    return made


def check(
    id: str, model: type[models.Model], *, severity: Severity, blocks: str | tuple[str, ...] = (), fixed: bool = False
) -> Callable[[Callable[[Any], Iterable[Finding]]], Callable[[Any], Iterable[Finding]]]:
    """Register a rule for a model."""

    def keep(rule: Callable[[Any], Iterable[Finding]]) -> Callable[[Any], Iterable[Finding]]:
        verbs = (blocks,) if isinstance(blocks, str) else blocks
        _checks.setdefault(model, []).append(Check(id, model, severity, verbs, rule, fixed))
        return rule

    return keep


def registered() -> Iterator[Check]:
    """Every check."""
    for checks in _checks.values():
        yield from checks


def run(row: models.Model) -> list[Said]:
    """Everything the checks say of the row, errors first."""
    return sorted(_all(row), key=lambda one: "FVI".index(one.severity))


def blocking(row: models.Model, verb: str) -> list[Said]:
    """The errors that stop this verb."""
    return [one for one in _all(row, verb) if one.severity == "F"]


def refresh(row: models.Model) -> list[Said]:
    """Run the checks and keep what they say; what was accepted stays accepted for as long as the finding says the same."""
    said = run(row)
    kind = ContentType.objects.get_for_model(row)
    process, _board = history.trail(row)
    with transaction.atomic():
        stored = {_what(one): one for one in StoredFinding.objects.filter(content_type=kind, object_id=row.pk)}
        kept = set()
        for one in said:
            words = {}
            for language in ("sv", "en"):
                with translation.override(language):
                    words[f"message_{language}"] = str(one.finding.message)[:400]
            fresh = StoredFinding(
                check_id=one.id, severity=one.severity, content_type=kind, object_id=row.pk, field=one.finding.field,
                process=process, **words,
            )  # fmt: skip
            old = stored.get(_what(fresh))
            if old is None:
                fresh.save()
                old = stored[_what(fresh)] = fresh
            kept.add(old.pk)
        if len(stored) != len(kept):
            StoredFinding.objects.filter(content_type=kind, object_id=row.pk).exclude(pk__in=kept).delete()
    return said


def _what(one: StoredFinding) -> tuple[str, str, str, str]:
    """What makes two findings of a row the same."""
    return one.check_id, one.severity, one.field, one.message_sv
