"""The resource owner's answer: each need by itself, and the request's state that follows (RES-3, T-3)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from processlots.apps.resources.models import ResourceNeed, ResourceRequest
from processlots.kit.periods import today
from processlots.kit.states import Refused

Answer = ResourceNeed.Answer


def verb_for(answers: list[str]) -> str:
    """The verb that a request's answers together lead to."""
    said = set(answers)
    if not said or said & {Answer.NONE, Answer.DIALOGUE}:
        return "discuss"
    if said == {Answer.GRANTED}:
        return "grant"
    return "decline" if said == {Answer.DECLINED} else "grant_partly"


def grant_all(request: ResourceRequest) -> None:
    """What is not granted yet is granted as asked, with the person wished for."""
    for need in request.needs.exclude(answer=Answer.GRANTED):
        need.answer_with(
            Answer.GRANTED, granted=need.extent, available=need.available or need.wished, conditions=need.conditions, day=today()
        )
        need.save()
    request.answered_on = today()


def decline_all(request: ResourceRequest) -> None:
    """None of it."""
    for need in request.needs.exclude(answer=Answer.DECLINED):
        need.answer_with(Answer.DECLINED, conditions=need.conditions, day=today())
        need.save()
    request.answered_on = today()


def demand_partly(request: ResourceRequest) -> None:
    """A part is granted only where every need has its answer, and they are not all alike."""
    answers = list(request.needs.values_list("answer", flat=True))
    if verb_for(answers) != "grant_partly":
        raise Refused(_("Answer each need first: what is granted of it, and to whom. Use the form “Answer”."))
    request.answered_on = today()


def store(need: ResourceNeed, said: dict[str, Any]) -> bool:
    """Write a need's answer from the form; True if it changed."""
    before = (need.answer, need.granted, need.available_id, need.conditions)
    answer = said["answer"]
    granted = said.get("granted") or need.extent
    if answer == Answer.GRANTED:
        granted = need.extent
    elif answer == Answer.PARTLY and granted >= need.extent:
        answer = Answer.GRANTED
    need.answer_with(
        answer, granted=granted, available=said.get("available"), conditions=said.get("conditions", ""),
        day=need.answered_on if before[0] == answer and need.answered_on else today(),
    )  # fmt: skip
    if (need.answer, need.granted, need.available_id, need.conditions) == before:
        return False
    need.save()
    return True
