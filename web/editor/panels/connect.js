/** Joining the selected element with another one by name. */
import { h, field, option } from "../dom.js";
import { kindOf, nameOf } from "../kinds.js";
import { addPanel } from "../panels.js";
import { connect } from "../placing.js";

addPanel({ key: "connect", order: 30, fits: (selection, { readonly }) => selection.length === 1 && !selection[0].waypoints && !readonly && canStart(selection[0]), draw: ([element], editor) => form(element.labelTarget ?? element, editor) });

const canStart = ({ businessObject }) => businessObject.$instanceOf("bpmn:InteractionNode") || businessObject.$instanceOf("bpmn:FlowNode") || ["bpmn:TextAnnotation", "bpmn:DataObjectReference", "bpmn:DataStoreReference"].includes(businessObject.$type);

function form(source, editor) {
  const { say } = editor;
  const registry = editor.get("elementRegistry");
  const to = h("select", { id: "ed-connect", class: "form-select", onfocus: () => fill(), onpointerdown: () => fill() }, option("", say("connect.choose")));
  let filled = false;

  /** Only when someone comes here: the list names the whole map. */
  function fill() {
    if (filled) return;
    filled = true;
    const targets = registry.filter((element) => element !== source && element.width && element.parent && !element.labelTarget && canStart(element));
    to.append(...targets.sort((a, b) => a.x - b.x).map((element) => option(element.id, `${nameOf(element, say)} (${kindOf(element, say, editor.mapKind)})`)));
  }

  const submit = (event) => {
    event.preventDefault();
    const target = registry.get(to.value);
    if (!target) return to.focus();
    const made = connect(editor, source, target);
    return editor.announce(made ? say("connected", { name: nameOf(target, say) }) : say("connect.refused"));
  };
  return h("form", { class: "ed-part", onsubmit: submit },
    field(say("connect"), to),
    h("button", { type: "submit", id: "ed-connect-do", class: "btn btn-sm" }, say("palette.connect")));
}
