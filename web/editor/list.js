/**
 * Everything in the map as one list: a way to find and select by keyboard and screen reader.
 *
 * Costs while drawing are those of the changed elements only: names and comings and goings are put in place one by one,
 * and the order (actor, then from left to right) is made anew when someone enters the list.
 */
import { is } from "bpmn-js/lib/util/ModelUtil";

import { h, option } from "./dom.js";
import { whenIdle } from "./idle.js";
import { kindOf, nameOf } from "./kinds.js";
import { laneOf, poolOf } from "./lanes.js";

export function elementList(editor) {
  const { say } = editor;
  const options = new Map();
  let inOrder = false;

  const select = h("select", {
    id: "ed-list", class: "form-select", size: 8, "aria-describedby": "ed-list-help",
    onfocus: () => inOrder || sort(),
    onchange: () => choose(),
    onkeydown: (event) => { if (event.key === "Enter") { event.preventDefault(); editor.goToName(); } },
  });
  const node = h("section", { class: "ed-list" },
    h("label", { class: "form-label", for: "ed-list" }, say("list")),
    h("p", { class: "form-text", id: "ed-list-help" }, say("list.help")),
    select);

  const listed = (element) => !element.labelTarget && element.parent && element.businessObject;

  /** Flows begin with their kind, so that typing the start of a name finds the element and not what leads from it. */
  function text(element) {
    const kind = kindOf(element, say, editor.mapKind);
    return element.waypoints ? `${kind}: ${nameOf(element, say)}` : `${nameOf(element, say)} (${kind})`;
  }

  function choose() {
    const element = editor.get("elementRegistry").get(select.value);
    if (element) editor.select(element);
  }

  function sort() {
    const registry = editor.get("elementRegistry");
    const groups = new Map();
    const into = (key, label) => groups.get(key) ?? groups.set(key, { label, elements: [] }).get(key);
    into("", say("list.none"));
    for (const element of registry.getAll()) {
      if (!listed(element)) continue;
      if (element.waypoints) { into("flows", say("list.flows")).elements.push(element); continue; }
      const lane = is(element, "bpmn:Lane") ? element : laneOf(element, registry) ?? poolOf(element);
      into(lane?.id ?? "", lane ? nameOf(lane, say) : "").elements.push(element);
    }
    const flows = groups.get("flows");
    groups.delete("flows");
    const inFlow = [...groups.values()].sort((a, b) => top(a) - top(b));
    options.clear();
    const chosen = select.value;
    select.replaceChildren(...[...inFlow, flows].filter((group) => group?.elements.length).map(({ label, elements }) =>
      h("optgroup", { label }, elements.sort((a, b) => (a.x ?? 0) - (b.x ?? 0) || (a.y ?? 0) - (b.y ?? 0)).map(make))));
    const [selected, ...more] = editor.get("selection").get();
    select.value = selected && !more.length ? (selected.labelTarget ?? selected).id : chosen;
    inOrder = true;
  }

  const top = ({ elements }) => Math.min(...elements.map(({ y }) => y ?? Infinity));

  function make(element) {
    const made = option(element.id, text(element));
    options.set(element.id, made);
    return made;
  }

  function keep({ elements }) {
    inOrder = false;
    for (const element of elements) {
      if (!listed(element)) continue;
      const known = options.get(element.id);
      if (!known) select.append(make(element));
      else if (known.textContent !== text(element)) known.textContent = text(element);  // the same words anew lay out the whole list
    }
  }

  function drop({ element }) {
    options.get(element.id)?.remove();
    options.delete(element.id);
  }

  function renamed({ element, newId }) {
    const known = options.get(element.id);
    if (!known) return;
    options.delete(element.id);
    options.set(newId, known);
    known.value = newId;
  }

  /**
   * Listens once the map is drawn; before that every shape would be one change. Filled when the browser has nothing better to
   * do, or someone comes here: laying out a thousand lines takes a fifth of opening a large map.
   */
  function start() {
    const eventBus = editor.get("eventBus");
    whenIdle(() => inOrder || sort());
    eventBus.on("elements.changed", keep);
    eventBus.on(["shape.removed", "connection.removed"], drop);
    eventBus.on("element.updateId", renamed);
  }

  /** Shows which one is selected in the map. */
  function show(element) {
    if (document.activeElement !== select || select.value !== element?.id) select.value = element?.id ?? "";
  }

  return { node, start, sort, show };
}
