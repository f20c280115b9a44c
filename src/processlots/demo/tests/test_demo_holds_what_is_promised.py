"""Sixty processes at every step, three of them complete, and the eight people of the cast (DESIGN 6)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import TestCase

from processlots import cli
from processlots.apps.followup import series
from processlots.apps.followup.models import Goal, Measure, Measurement
from processlots.apps.handbook.models import Entry
from processlots.apps.improvement.models import Need, PlanAction
from processlots.apps.maps import bpmn
from processlots.apps.maps.models import Line, MapElement
from processlots.apps.organisation import hanging
from processlots.apps.organisation.models import Appointment, Forum, Person, Reorganisation, Task, Unit
from processlots.apps.organisation.reorganising.proposal import Proposal
from processlots.apps.organisation.standing import standing
from processlots.apps.processes import standing as steps
from processlots.apps.processes.actions import reviewing
from processlots.apps.processes.models import (
    Attachment,
    Find,
    Interface,
    InterfaceConfirmation,
    Inventory,
    Process,
    ProcessCode,
    Release,
    Requirement,
)
from processlots.apps.processes.release import comparing
from processlots.apps.processes.release import standing as versions
from processlots.apps.resources import conflicts
from processlots.apps.resources.models import PerformanceFeedback, ResourceRequest
from processlots.demo import texts
from processlots.kit import checks, search
from processlots.kit.models import Installation
from processlots.kit.models.checks import StoredFinding
from processlots.kit.models.history import Act
from processlots.kit.periods import today

COMPLETE = ("Pröva ansökan om bygglov", "Tillhandahålla snöröjning", "Tillhandahålla IT-stöd")
CAST = ["alva", "love", "hanna", "charlie", "moa", "maj", "ali", "gro"]


class Modellby(TestCase):
    """`processlots demo` has been run in an empty database: once for all, which is why this is a class of Django's."""

    @classmethod
    def setUpTestData(cls) -> None:
        assert cli.main(["demo"]) == 0

    def test_there_are_sixty_processes_at_every_step_and_status(self) -> None:
        # Four more have been found since, and one is gone since the inventory of the year before.
        assert Process.objects.count() == 60 + 4 + 1
        assert set(Process.objects.values_list("step", flat=True)) == {1, 2, 3, 4, 5, 6}
        statuses = set(Process.objects.values_list("status", flat=True))
        assert statuses == set(Process.Status.values) - {"goals"}  # goals and no plan: nobody stands there for long
        assert set(Process.objects.exclude(type="").values_list("type", flat=True)) == set(Process.Type.values)

    def test_three_processes_are_complete(self) -> None:
        for name in COMPLETE:
            with self.subTest(name):
                process = Process.objects.get(name=name)
                assert (process.step, process.status) == (6, Process.Status.MANAGED)
                assert None not in (process.owner, process.leader)
                assert process.requirements.filter(critical=True).exists()
                longest = max(Measurement.objects.filter(measure=one, current=True).count() for one in process.measures.all())
                assert longest >= 36
                assert {"result", "development"} <= set(process.goals.filter(state="approved").values_list("kind", flat=True))
                for goal in process.goals.filter(state="approved"):
                    assert all((goal.method, goal.measured_by, goal.followed_up_by, goal.reported, goal.used, goal.decision))
                done = process.plan_actions.filter(state="followed_up", need__isnull=False)
                assert done.exists()
                assert all(one.actual_effect and one.need.decision for one in done)

    def test_their_maps_are_in_force_and_hold_together(self) -> None:
        for name in COMPLETE:
            with self.subTest(name):
                lines = Line.objects.filter(map__process__name=name, when="today")
                assert sorted(lines.values_list("map__kind", "state")) == [("detailed", "in_force"), ("overview", "in_force")]
                detailed = lines.get(map__kind="detailed")
                tasks = MapElement.objects.filter(line=detailed, gone_in=None, type="task")
                assert 8 <= tasks.count() <= 14
                assert tasks.exclude(lane="").count() == tasks.count()
                for line in lines:
                    assert line.in_force.confirmations.exists()
                    assert checks.run(line) == []

    def test_the_charts_tell_different_stories(self) -> None:
        def chart(name: str) -> series.control_chart.Chart:
            return series.chart_of(Measure.objects.get(name__startswith=name))

        rebased = chart("Tid från ansökan till beslut, median")
        assert len(rebased.segments) == 2
        assert [run.rule for run in rebased.runs if run.segment == 0][:1] == ["shift"]
        assert not [run for run in rebased.runs if run.segment == 1]
        improved = chart("Ansökningar som är kompletta")
        assert improved.variation == "improvement"
        assert ("shift", "up") in {(run.rule, run.side) for run in improved.runs}
        common = chart("Sökandes omdöme")
        assert (common.runs, common.variation) == ((), "common")
        assert [point.value for point in common.points].count(None) == 1
        outlier = chart("Tid till svar på synpunkter")
        assert [(run.rule, run.points) for run in outlier.runs] == [("outside", (21,))]
        assert chart("Nyanställda som har dator").variation == "concern"

    def test_signals_lead_to_decided_needs_and_followed_up_activities(self) -> None:
        answered = Need.objects.filter(signal__isnull=False, decision__isnull=False, plan_actions__state="followed_up")
        assert answered.count() == 2
        assert set(PlanAction.objects.values_list("state", flat=True)) == set(PlanAction.State.values)
        assert {"draft", "proposed", "approved"} <= set(Goal.objects.values_list("state", flat=True))

    def test_one_inventory_waits_with_bad_names_and_one_unit_is_untouched(self) -> None:
        waiting = Inventory.objects.get(state="ongoing", previous=None)
        assert str(waiting.unit) == "Planenheten"
        wrong = StoredFinding.objects.filter(check_id__in=("V-1", "V-3", "V-4", "V-6"), process__in=waiting.rows.values("pk"))
        assert len(set(wrong.values_list("object_id", flat=True))) == 4
        fresh = Unit.objects.get(name="Miljöenheten")
        assert not fresh.inventories.exists()
        assert not fresh.home_processes.exists()
        charlie = get_user_model().objects.get(username="charlie")
        assert fresh.pk in standing(charlie).manages

    def test_owners_are_missing_temporary_and_gone(self) -> None:
        decided = Process.objects.exclude(inventory_decision=None).filter(ended_on=None)
        assert decided.filter(owner=None).count() >= 5
        assert Appointment.objects.at().filter(role="owner", kind="temporary").count() >= 3
        assert [one.owner for one in Process.objects.filter(status="ended")] == [None, None, None]

    def test_inventories_and_finds_stand_in_every_state(self) -> None:
        """S1-7, S1-8, S1-11 and 20.1: planned, under way, decided, under review and reviewed; each answer to a find."""
        assert set(Inventory.objects.values_list("state", flat=True)) == set(Inventory.State.values)
        assert set(Find.objects.values_list("state", flat=True)) == set(Find.State.values)
        found = reviewing.changes(Inventory.objects.get(unit__name="Tekniska förvaltningen", state="decided"))
        assert found is not None
        assert (len(found.new), len(found.gone), len(found.changed)) == (1, 1, 2)
        assert StoredFinding.objects.filter(check_id="V-8").exists()
        orphans = StoredFinding.objects.filter(check_id="V-49").values_list("content_type__model", flat=True)
        assert {"service", "regulationpassage"} <= set(orphans)
        keys = set(Task.objects.open().values_list("key", flat=True))
        assert {"found-process", "inventory-review", "model-presentation"} <= keys

    def test_the_cast_enters_without_passwords_and_gro_has_no_place(self) -> None:
        users = get_user_model().objects.exclude(last_name="").order_by("pk")
        assert sorted(user.username for user in users) == sorted(CAST)
        assert not any(user.has_usable_password() for user in users)
        assert [user.username for user in users if not user.belongs] == ["gro"]
        assert standing(users.get(username="hanna")).facilitator
        assert standing(users.get(username="moa")).model_manager
        assert standing(users.get(username="ali")).administrator
        bygglov = Process.objects.get(name=COMPLETE[0])
        assert (str(bygglov.owner), str(bygglov.leader)) == ("Ägar-Alva", "Ledar-Love")

    def test_interfaces_stand_in_each_state_and_documents_are_fresh_and_overdue(self) -> None:
        assert set(Interface.objects.values_list("state", flat=True)) == set(Interface.State.values)
        assert InterfaceConfirmation.objects.exclude(broken_on=None).exists()
        assert {"one side", "two sides", "broken"} == {
            "broken" if row.confirmations.exclude(broken_on=None).exists() else "two sides" if len(row.sides) == 2 else "one side"
            for row in Interface.objects.filter(confirmations__isnull=False)
        }
        documents = list(Attachment.objects.all())
        assert {one.is_overdue for one in documents} == {True, False}
        assert any(isinstance(one.holder, MapElement) for one in documents)
        assert all(one.blob or one.link for one in documents)
        assert ProcessCode.objects.exists()
        assert {"yes", "partly"} <= set(Requirement.objects.values_list("met", flat=True))

    def test_organisation_and_handbook_are_filled(self) -> None:
        assert Installation.current() == ("Modellby kommun", True)
        assert 40 <= Unit.objects.count() <= 60
        assert 40 <= Person.objects.count() <= 60
        assert Forum.objects.count() >= 14
        assert all(Appointment.objects.filter(role="member", scope_id=forum.pk).exists() for forum in Forum.objects.all())
        assert Entry.objects.filter(kind="guidance").count() == 6
        assert Entry.objects.filter(kind="term").count() >= 60

    def test_one_reorganisation_is_performed_and_one_is_planned(self) -> None:
        performed, planned = Reorganisation.objects.order_by("date")
        assert (performed.state, planned.state) == ("performed", "draft")
        assert set(performed.successions.values_list("kind", flat=True)) == {"merged", "renamed"}
        assert not any(hanging.left_on(row.from_unit) for row in performed.successions.all())
        assert {"merged", "closed"} <= {fate.kind for fate in Proposal(planned).plan.fates.values()}

    def test_everything_is_one_act_and_can_be_found(self) -> None:
        acts = list(Act.objects.order_by("pk").values_list("text", flat=True))
        assert acts == ["Modellby kommun skapades", "Omorganisation: Natur och friluftsliv samlas"]
        love = get_user_model().objects.get(username="love")
        assert COMPLETE[0] in {str(hit.row) for hit in search.find(love, "bygglov")}

    def test_steps_and_findings_are_as_the_rules_say_now(self) -> None:
        for process in Process.objects.order_by("pk"):
            found = steps.compute(Process.objects.get(pk=process.pk))
            assert (process.step, process.status) == (found["step"], found["status"]), process.name
        stored = StoredFinding.objects.filter(content_type__model="process").values_list("object_id", "check_id", "field")
        said = [(process.pk, one.id, one.finding.field) for process in Process.objects.all() for one in checks.run(process)]
        assert set(stored) == set(said)

    def test_resources_are_asked_for_in_every_state_with_one_conflict_and_one_feedback(self) -> None:
        assert set(ResourceRequest.objects.values_list("state", flat=True)) == set(ResourceRequest.State.values)
        assert [str(one.what) for one in conflicts.find(conflicts.granted(), since=today())] == ["Medarbetar-Maj"]
        assert PerformanceFeedback.objects.count() == 1
        keys = set(Task.objects.open().values_list("key", flat=True))
        assert {"resource-answer", "resource-look", "resource-priority"} <= keys

    def test_versions_are_decided_one_twice_and_one_is_changed_since(self) -> None:
        decided = Release.objects.order_by("process__number", "number").values_list("process__name", "number")
        assert list(decided) == [
            ("Pröva ansökan om bygglov", 1), ("Pröva ansökan om bygglov", 2), ("Tillhandahålla snöröjning", 1),
            ("Tillhandahålla IT-stöd", 1),
        ]  # fmt: skip
        stands = {one.process.name: versions.of(one.process) for one in Release.objects.select_related("process")}
        changed = {name for name, one in stands.items() if one is not None and one.changed}
        assert changed == {"Tillhandahålla IT-stöd"}
        first, second = Release.objects.filter(process__name="Pröva ansökan om bygglov").order_by("number")
        told = comparing.compare(versions.read(first), versions.read(second))
        assert {one.key for one in told} == {"specification", "recipients", "goals"}

    def test_nobody_in_it_is_a_real_person(self) -> None:
        invented = re.compile(r"[A-ZÅÄÖ][A-Za-zåäö]+-[A-ZÅÄÖ][a-zåäö]+")
        assert [name for name in Person.objects.values_list("name", flat=True) if not invented.fullmatch(name)] == []
        assert not Person.objects.exclude(email="", external_id=None).exists()
        written = "".join(path.read_text("utf-8") for path in [*texts.PLACE.glob("*.yaml"), *texts.MAPS.glob("*.bpmn")])
        assert not re.search(r"\b(19|20)?\d{6}[-+]\d{4}\b|\b0\d{1,3}-\d{2,3} ?\d{2}|[\w.]+@\w+\.\w+", written)


@pytest.mark.once
@pytest.mark.parametrize("path", sorted(texts.MAPS.glob("*.bpmn")), ids=lambda path: path.name)
def test_every_map_is_drawn_and_without_fault(path: Path) -> None:
    kind = "overview" if "oversikt" in path.name else "detailed"
    a_map = bpmn.read(path.read_bytes())
    assert bpmn.check(a_map, kind) == []
    drawing = a_map.diagrams[0]
    assert not drawing.guessed
    assert {shape.of for shape in drawing.shapes} >= {row.id for row in bpmn.extract(a_map) if "Flow" not in row.type}
