/** "Lägg till efter": a map can be drawn with a name and Enter, again and again. */
import { is } from "bpmn-js/lib/util/ModelUtil";

import { field, h, option } from "../dom.js";
import { ADDABLE, kindWord, nameOf } from "../kinds.js";
import { actorsOf, laneOf, poolOf } from "../lanes.js";
import { addPanel } from "../panels.js";
import { add, canFollow } from "../placing.js";

const AFTER = ["palette.task", "palette.choice", "palette.parallel", "palette.call", "palette.middle", "palette.end", "palette.document", "palette.note"];

addPanel({ key: "add", order: 20, fits: (selection, { readonly }) => selection.length < 2 && !readonly, draw: ([element], editor) => form(element?.labelTarget ?? element, editor) });

function form(source, editor) {
  const { say, mapKind } = editor;
  const follows = canFollow(source, "bpmn:Task");
  const keys = follows ? AFTER : Object.keys(ADDABLE);
  const what = h("select", { id: "ed-add-what", class: "form-select" }, keys.map((key) => option(key, kindWord(say, key, mapKind))));
  const name = h("input", { id: "ed-add-name", class: "form-control", autocomplete: "off" });
  const registry = editor.get("elementRegistry");
  const lanes = mapKind === "overview" ? [] : actorsOf(poolOf(source) ?? registry.find((element) => is(element, "bpmn:Participant")));
  const own = source && (is(source, "bpmn:Lane") ? source : laneOf(source, registry));
  const actor = lanes.length > 1 && h("select", { id: "ed-add-actor", class: "form-select" }, lanes.map((lane) => option(lane.id, nameOf(lane, say), lane === own)));
  const submit = (event) => {
    event.preventDefault();
    const word = kindWord(say, what.value, mapKind);
    const given = name.value.trim();
    const lane = actor ? registry.get(actor.value) : null;
    const after = canFollow(source, ADDABLE[what.value].type) ? source : null;
    add(editor, ADDABLE[what.value], { source: after, lane, name: given });
    editor.announce(say(after ? "added.after" : "added", { what: word, name: given, source: after && nameOf(after, say) }));
  };
  return h("form", { class: "ed-part", onsubmit: submit, "aria-labelledby": "ed-add-title" },
    h("h3", { id: "ed-add-title", class: "h3" }, follows ? say("add.after") : say("add")),
    field(say("add.what"), what),
    actor && field(say("actor"), actor),
    field(say("add.name"), name),
    h("button", { type: "submit", id: "ed-add", class: "btn btn-sm" }, follows ? say("add.after") : say("add")));
}
