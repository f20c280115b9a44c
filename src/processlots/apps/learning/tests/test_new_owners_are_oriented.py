"""V-53, UT-5, S2-5, S3-5: new owners and leaders take the orientation within three months; a facilitator helps."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from processlots.apps.learning import actions
from processlots.apps.learning.models import Course, Occasion, TrainingRecord, months_after
from processlots.apps.learning.reminders import nearest
from processlots.apps.organisation import tasks
from processlots.apps.organisation.models import Appointment, Forum, Task, Unit
from processlots.apps.processes.models import Process
from processlots.apps.processes.tests.makers import give_role, make_decided_here
from processlots.kit import checks
from processlots.kit.models.checks import StoredFinding
from processlots.kit.periods import today

DAY = datetime.timedelta(days=1)


@pytest.fixture
def process(cast: Any) -> Process:
    return make_decided_here(cast)


@pytest.fixture
def orientation(cast: Any) -> Course:
    return Course.objects.create(name="Introduktion", for_owners=True)


def said(row: Appointment) -> list[tuple[str, str]]:
    return [(one.id, one.severity) for one in checks.run(row)]


@pytest.mark.parametrize("role", ["owner", "leader"])
def test_v_53_bad_no_orientation_within_three_months(cast: Any, process: Process, orientation: Course, role: str) -> None:
    give_role(process, cast.person("alva"))
    if role == "leader":
        give_role(process, cast.person("love"), "leader")
    row = Appointment.objects.get(role=role)
    row.valid_from = months_after(today(), -4)
    assert said(row) == [("V-53", "V")]


def test_v_53_good_the_course_is_recorded(cast: Any, process: Process, orientation: Course) -> None:
    row = give_role(process, cast.person("alva"), valid_from=months_after(today(), -4))
    TrainingRecord.objects.create(person=cast.person("alva"), course=orientation)
    assert said(row) == []


def test_the_first_three_months_are_free(cast: Any, process: Process, orientation: Course) -> None:
    assert said(give_role(process, cast.person("alva"), valid_from=months_after(today(), -3))) == []


def test_who_is_new_is_asked_to_contact_the_facilitator_in_the_area(cast: Any, process: Process, orientation: Course) -> None:
    row = give_role(process, cast.person("alva"))
    tasks.refresh(row)
    task = Task.objects.open().get(key="orientation")
    assert (str(task.person), task.due) == ("Ägar-Alva", months_after(today(), 3))
    assert "Handledar-Hanna" in task.text_sv
    sent = {"person": "Ägar-Alva", "course": orientation.pk, "date": today().isoformat()}
    assert cast.client("moa").post("/utbildning/nytt/", sent).status_code == 302
    assert not Task.objects.open().filter(key="orientation").exists()


def test_the_finding_stands_with_the_process_and_goes_with_the_course(cast: Any, process: Process, orientation: Course) -> None:
    row = give_role(process, cast.person("alva"), valid_from=months_after(today(), -4))
    checks.refresh(row)
    assert StoredFinding.objects.get(check_id="V-53").process == process.pk
    assert "V-53" in cast.client("maj").get(f"/processer/{process.key}/").content.decode()
    TrainingRecord.objects.create(person=cast.person("alva"), course=orientation)
    actions.taken(cast.person("alva"))
    assert not StoredFinding.objects.filter(check_id="V-53").exists()


def test_the_nearest_area_is_asked_first(cast: Any) -> None:
    """R-7: by area."""
    other = Unit.objects.create(name="Miljöenheten", kind=Unit.Kind.UNIT, parent=cast.board)
    Appointment.objects.create(role="facilitator", person=cast.person("love"), scope=cast.board, state="decided")
    Appointment.objects.create(role="facilitator", person=cast.person("maj"), scope=cast.unit, state="decided")
    assert [str(nearest(unit)) for unit in (cast.unit, other, cast.council, None)] == [
        "Medarbetar-Maj", "Ledar-Love", "Handledar-Hanna", "Handledar-Hanna",
    ]  # fmt: skip
    Appointment.objects.all().delete()
    assert nearest(cast.unit) is None


def test_a_management_group_is_presented_the_model_before_its_inventory(cast: Any) -> None:
    """UT-5."""
    group = Forum.objects.create(name="Ledningsgruppen", unit=cast.administration)
    page = f"/forum/{group.pk}/"
    assert "Inte än" in cast.client("maj").get(page).content.decode()
    course = Course.objects.create(name="Modellen för ledningsgrupper", for_groups=True)
    occasion = Occasion.objects.create(course=course, date=today() + 5 * DAY, forum=group)
    assert "planerad till" in cast.client("maj").get(page).content.decode()
    Occasion.objects.filter(pk=occasion.pk).update(date=today() - DAY)
    actions.record(occasion, {cast.person("charlie"): "passed"}, cast.moa)
    assert "presenterades" in cast.client("maj").get(page).content.decode()
