/** The ways out of a choice, each with its word ("ja", "nej"): a choice needs two that are named (V-24). */
import { getLabel } from "bpmn-js/lib/util/LabelUtil";
import { is } from "bpmn-js/lib/util/ModelUtil";

import { field, h } from "../dom.js";
import { nameOf } from "../kinds.js";
import { addPanel } from "../panels.js";

addPanel({
  key: "branches",
  order: 15,
  fits: ([element], { readonly }) => !readonly && is(element, "bpmn:Gateway") && !is(element, "bpmn:ParallelGateway") && element.outgoing?.length > 0,
  facts: ([gateway]) => gateway.outgoing.map((flow) => [flow.id, getLabel(flow), flow.target.id]),
  draw: ([gateway], editor) => h("fieldset", { class: "ed-part" }, h("legend", { class: "h3" }, editor.say("branches")), gateway.outgoing.map((flow) => way(flow, editor))),
});

function way(flow, editor) {
  const input = h("input", {
    id: `ed-way-${flow.id}`, class: "form-control", autocomplete: "off", value: getLabel(flow) ?? "",
    onchange: ({ target }) => editor.get("modeling").updateLabel(flow, target.value.trim()),
  });
  return field(editor.say("branches.to", { name: nameOf(flow.target, editor.say) }), input);
}
