/** Name, description and actor of one element, and changing its type or removing it. */
import { getLabel } from "bpmn-js/lib/util/LabelUtil";
import { is } from "bpmn-js/lib/util/ModelUtil";

import { field, h, option } from "../dom.js";
import { kindOf, nameOf } from "../kinds.js";
import { actorOf, actorsOf, laneOf, moveToLane, poolOf } from "../lanes.js";
import { addPanel } from "../panels.js";
import { removeSelected } from "../placing.js";

const HELP = [["bpmn:Activity", "name.help.task"], ["bpmn:ExclusiveGateway", "name.help.choice"]];

const one = ([selected]) => selected.labelTarget ?? selected;

addPanel({
  key: "about",
  order: 10,
  fits: (selection) => selection.length === 1,
  facts: (selection, editor) => {
    const element = one(selection);
    return [element.id, element.type, getLabel(element), documentationOf(element)?.text, laneOf(element, editor.get("elementRegistry"))?.id];
  },
  draw: (selection, editor) => about(one(selection), editor),
});
addPanel({ key: "several", order: 10, fits: (selection, { readonly }) => selection.length > 1 && !readonly, draw: (_, editor) => buttons(editor, null) });

function about(element, editor) {
  const { say, readonly } = editor;
  const [, help] = HELP.find(([type]) => is(element, type)) ?? [];
  const name = h("textarea", {
    id: "ed-name", class: "form-control", rows: 2, readonly,
    onchange: ({ target }) => editor.get("modeling").updateLabel(element, target.value.trim()),
    onkeydown: (event) => { if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); event.target.blur(); event.target.focus(); } },
  }, getLabel(element) ?? "");
  const description = h("textarea", {
    id: "ed-description", class: "form-control", rows: 2, readonly,
    onchange: ({ target }) => describe(element, target.value.trim(), editor),
  }, documentationOf(element)?.text ?? "");
  return [
    h("p", { class: "quiet" }, kindOf(element, say, editor.mapKind)),
    field(say("name"), name, help && editor.mapKind !== "overview" && !readonly ? say(help) : null),
    is(element, "bpmn:FlowNode") && editor.mapKind !== "overview" && actor(element, editor),
    field(say("description"), description),
    readonly ? null : buttons(editor, element),
  ].filter(Boolean);
}

function documentationOf(element) {
  return element.businessObject.get("documentation")?.[0];
}

/** The first bpmn:documentation is ours to edit; its other attributes and any further ones stay as they are. */
function describe(element, text, editor) {
  const modeling = editor.get("modeling");
  const [first, ...rest] = element.businessObject.get("documentation") ?? [];
  if (text && first) modeling.updateModdleProperties(element, first, { text });
  else modeling.updateProperties(element, { documentation: text ? [editor.get("bpmnFactory").create("bpmn:Documentation", { text })] : rest });
}

function actor(element, editor) {
  const { say } = editor;
  const registry = editor.get("elementRegistry");
  const lanes = actorsOf(poolOf(element));
  const own = laneOf(element, registry);
  if (editor.readonly || lanes.length < 2) {
    return field(say("actor"), h("input", { id: "ed-actor", class: "form-control", readonly: true, value: actorOf(element, registry) || say("actor.none") }));
  }
  return field(say("actor"), h("select", {
    id: "ed-actor", class: "form-select",
    onchange: ({ target }) => {
      const lane = registry.get(target.value);
      if (!lane) return;
      editor.quietly(() => moveToLane(element, lane, editor.get("modeling"), registry));
      editor.announce(say("actor.moved", { name: nameOf(element, say), actor: nameOf(lane, say) }));
    },
  }, !own && option("", say("actor.none"), true), lanes.map((lane) => option(lane.id, nameOf(lane, say), lane === own))));
}

function buttons(editor, element) {
  const { say } = editor;
  const changeable = element && !editor.get("popupMenu").isEmpty(element, "bpmn-replace");
  return h("div", { class: "ed-buttons" },
    changeable && h("button", { type: "button", id: "ed-change", class: "btn btn-sm", onclick: (event) => editor.get("contextPad").triggerEntry("replace", "click", event) }, say("change")),
    h("button", { type: "button", id: "ed-delete", class: "btn btn-sm", onclick: () => removeSelected(editor) }, say("delete")));
}
