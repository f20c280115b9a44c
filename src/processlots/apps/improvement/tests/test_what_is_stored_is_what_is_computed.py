"""Step, status, needs, measures and findings are stored with every change; computed anew they are the same (DESIGN 6)."""

from __future__ import annotations

from typing import Any

from processlots.apps.followup import series
from processlots.apps.followup.models import Goal, Measure
from processlots.apps.followup.tests.makers import PLAN, SHIFT, make_goal, make_measure, make_process, month
from processlots.apps.improvement import keeping
from processlots.apps.improvement.models import Need, PlanAction
from processlots.apps.processes import standing
from processlots.apps.processes.models import Process
from processlots.kit import checks
from processlots.kit.models.checks import StoredFinding


def same(process: Process) -> None:
    """Everything computed anew is what is stored."""
    stored = Process.objects.values("owner_id", "leader_id", "step", "status").get(pk=process.pk)
    assert standing.compute(Process.objects.get(pk=process.pk)) == stored
    for need in Need.objects.all():
        assert keeping.state_of(need) == need.state, need
    for measure in Measure.objects.all():
        found = series.shown(series.chart_of(measure))
        assert {name: getattr(measure, name) for name in found} == found
    for row in [*Goal.objects.all(), *Measure.objects.all(), *Need.objects.all(), *PlanAction.objects.all()]:
        said = sorted((one.id, one.finding.field) for one in checks.run(row))
        kept = StoredFinding.objects.filter(object_id=row.pk, content_type__model=row._meta.model_name)
        assert sorted(kept.values_list("check_id", "field")) == said, row
        assert set(kept.values_list("process", flat=True)) <= {process.pk}


def test_through_the_whole_thread(cast: Any) -> None:
    process = make_process(cast)
    love, alva = cast.client("love"), cast.client("alva")
    named = f"{process} ({process.label})"
    measure = make_measure(process, cast, SHIFT)
    same(process)
    sent = {"process": named, "statement": "Öka takten", "kind": "result", "measures": [str(measure.pk)]}
    assert love.post("/mal/nytt/", sent).status_code == 302
    goal = Goal.objects.get()
    assert StoredFinding.objects.filter(process=process.pk, check_id="V-16").exists()
    assert "V-16" in love.get(process.get_absolute_url()).content.decode()
    same(process)
    fields = {
        "statement": "Högst 7 veckor",
        "direction": "at_most",
        "target": "7",
        "unit_text": "veckor",
        "due": "2030-12-31",
        **PLAN,
    }
    page = love.get(f"/mal/{goal.key}/andra/")
    sent |= fields | {"version": str(page.context["version"])}
    assert love.post(f"/mal/{goal.key}/andra/", sent).status_code == 302
    same(process)
    for verb, browser in (("propose", love), ("approve", alva)):
        browser.post(f"/mal/{goal.key}/gor/{verb}/")
        same(process)
    goal.refresh_from_db()
    measure.refresh_from_db()
    assert (goal.state, measure.assurance != "") == ("approved", True)
    love.post(f"/matt/{measure.key}/behov/")
    same(process)
    need = Need.objects.get()
    love.post("/aktiviteter/nytt/", {"process": named, "text": "Införa granskning", "kind": "develop", "need": str(need.pk)})
    same(process)
    action = PlanAction.objects.get()
    for verb, data in (("begin", {}), ("finish", {}), ("follow_up", {"actual_effect": "Två veckor"})):
        love.post(f"/aktiviteter/{action.key}/gor/{verb}/", data)
        same(process)
    love.post(f"/matt/{measure.key}/varde/", {"period": f"{month(17, 18):%Y-%m}", "value": "20"})
    same(process)
    love.post(f"/mal/{goal.key}/gor/revise/")
    same(process)
    alva.post(f"/mal/{goal.key}/avsluta/", {"reason": "Slås ihop med ett annat", "version": str(Goal.objects.get().version)})
    assert Goal.objects.get().state == "ended"
    same(process)


def test_an_approved_goal_takes_the_process_on_a_step_at_the_press(cast: Any) -> None:
    process = make_process(cast)
    measure = make_measure(process, cast, [8, 9], measured_by=cast.person("maj"))
    goal = make_goal(process, measure, state="proposed", **PLAN, followed_up_by=cast.person("love"))
    criterion = next(iter(standing.criteria(process)[5]))
    assert not criterion.done
    cast.client("alva").post(f"/mal/{goal.key}/gor/approve/")
    assert standing.criteria(Process.objects.get())[5][0].done
    same(process)
