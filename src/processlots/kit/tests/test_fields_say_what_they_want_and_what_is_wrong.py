"""The field templates: label, help and error belong to their control, also for a screen reader."""

from __future__ import annotations

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils.translation import override
from lxml import html

pytestmark = pytest.mark.once


class Question(forms.Form):
    goal = forms.CharField(label="Goal", help_text="What, <b>how much</b>, by when.", widget=forms.Textarea)
    baseline = forms.DecimalField(label="Baseline", required=False)
    kind = forms.ChoiceField(
        label="Kind", help_text="One of two.", choices=[("r", "Result"), ("d", "Development")], widget=forms.RadioSelect
    )
    forums = forms.MultipleChoiceField(
        label="Forums", required=False, choices=[("a", "Group"), ("b", "Board")], widget=forms.CheckboxSelectMultiple
    )
    unit = forms.ChoiceField(label="Unit", choices=[("1", "First"), ("2", "Second & last")])
    asked = forms.BooleanField(label="They have been asked")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def drawn(form: forms.Form) -> html.HtmlElement:
    with override("en"):
        fields = [field.as_field_group() for field in form.visible_fields()] + form.hidden_fields()
        return html.fromstring(f"<div>{''.join(map(str, fields))}</div>")


def test_every_control_has_exactly_one_label() -> None:
    page = drawn(Question())
    for control in page.xpath("//input[not(@type='hidden')] | //select | //textarea"):
        assert len(page.xpath(f"//label[@for='{control.get('id')}']")) == 1, control.get("name")


def test_what_describes_a_control_is_on_the_page() -> None:
    page = drawn(Question({"baseline": "x"}))
    described = page.xpath("//@aria-describedby")
    ids = set(page.xpath("//@id"))
    assert len(described) >= 4
    for one in described:
        assert set(one.split()) <= ids, one


def test_the_error_stands_before_the_control_with_a_mark_and_a_word() -> None:
    page = drawn(Question({"goal": ""}))
    box = page.get_element_by_id("id_goal").getparent()
    assert box.get("class") == "field bad"
    names = [child.tag + "." + (child.get("class") or "") for child in box]
    assert names == ["label.form-label", "p.form-text", "p.why", "textarea.form-control"]
    assert page.get_element_by_id("id_goal_error").text_content().startswith("Error: ")
    assert page.get_element_by_id("id_goal").get("aria-invalid") == "true"


def test_a_field_without_error_is_not_called_bad() -> None:
    page = drawn(Question({"goal": "Eight weeks"}))
    assert page.get_element_by_id("id_goal").getparent().get("class") == "field"


def test_what_may_be_left_out_says_so_and_nothing_has_an_asterisk() -> None:
    page = drawn(Question())
    assert [
        label.text_content() for label in page.xpath("//label[span[@class='optional']] | //legend[span[@class='optional']]")
    ] == [
        "Baseline optional",
        "Forums optional",
    ]
    assert "*" not in page.text_content()


def test_a_group_of_choices_has_its_question_as_legend() -> None:
    page = drawn(Question())
    assert [legend.text_content().split()[0] for legend in page.xpath("//fieldset/legend")] == ["Kind", "Forums"]


def test_choices_are_escaped() -> None:
    assert drawn(Question()).xpath("//option[@value='2']")[0].text == "Second & last"


def test_controls_have_the_class_of_their_kind_once() -> None:
    page = drawn(Question())
    wanted = {
        "goal": "form-control",
        "baseline": "form-control",
        "unit": "form-select",
        "kind": "form-check-input",
        "asked": "form-check-input",
    }
    for name, css in wanted.items():
        control = page.xpath(f"//*[@name='{name}']")[0]
        assert control.get("class").split() == [css]
    assert page.xpath("//*[@name='secret']")[0].get("class") is None


def test_the_list_of_errors_links_to_the_first_control_of_each_field() -> None:
    form = Question({"baseline": "x"})
    with override("en"):
        page = html.fromstring(render_to_string("kit/_summary.html", {"form": form}) + str(form))
    targets = [link.lstrip("#") for link in page.xpath("//div[@class='summary']//a/@href")]
    assert targets == ["id_goal", "id_baseline", "id_kind_0", "id_unit", "id_asked"]
    assert "5 things to mend" in page.text_content()
    for target in targets:
        assert page.get_element_by_id(target).tag in {"input", "select", "textarea"}


def test_the_list_of_errors_escapes_what_was_written() -> None:
    form = Question({"unit": "<script>"})
    written = render_to_string("kit/_summary.html", {"form": form})
    assert "<script>" not in written
    assert "&lt;script&gt;" in written


def test_a_form_without_errors_has_no_list() -> None:
    assert render_to_string("kit/_summary.html", {"form": Question()}).strip() == ""
