/** The column beside the canvas: everything in the map as a list, then the panels about what is selected. */
import { h, redraw } from "./dom.js";
import { elementList } from "./list.js";
import { factsOf, panelsFor } from "./panels.js";
import "./panels/about.js";
import "./panels/add.js";
import "./panels/branches.js";
import "./panels/facts.js";
import "./panels/links.js";
import "./panels/comments.js";
import "./panels/connect.js";
import "./panels/lanes.js";
import "./panels/parts.js";

const KEYS = ["keys.list", "keys.add", "keys.move", "keys.follow", "keys.copy", "keys.save"];

/** Returns { node, update(), list, quietly(act) }; `update(false)` draws the panels anew only if they would show something else. */
export function side(editor) {
  const { say } = editor;
  const about = h("div", { class: "ed-about" });
  const found = h("ul", { class: "ed-found-here", hidden: true });
  const list = elementList(editor);
  const node = h("div", { class: "ed-side" },
    list.node,
    editor.checking.node,
    h("section", { "aria-labelledby": "ed-side-title" }, h("h2", { id: "ed-side-title", class: "h3" }, say("side")), found, about),
    !editor.readonly && h("details", { class: "ed-keys" }, h("summary", {}, say("keys")), h("ul", {}, KEYS.map((key) => h("li", {}, say(key))))),
  );
  /** By itself, so that an answer of the checks redraws no field that someone is writing in. */
  const showFound = () => {
    const [one, ...more] = editor.get("selection").get();
    const findings = one && !more.length ? editor.checking.of((one.labelTarget ?? one).id) : [];
    found.hidden = !findings.length;
    found.replaceChildren(...findings.map(({ message, severity }) => h("li", { class: severity === "F" ? "error" : "" }, message)));
  };
  editor.checking.after = showFound;
  let shown = "";
  const update = (asked = true) => {
    const selection = editor.get("selection").get();
    const said = selection.length === 0 ? say("nothing") : selection.length > 1 ? say("several", { count: selection.length }) : null;
    const facts = factsOf(selection, editor);
    if (!asked && facts === shown) return;
    shown = facts;
    showFound();
    redraw(about, said && h("p", { class: "quiet" }, said), panelsFor(selection, editor).map((panel) => panel.draw(selection, editor)));
  };
  /** Runs a change made in a field that shows it already: drawn anew, a list would forget the letters typed to choose in it. */
  const quietly = (act) => {
    act();
    shown = factsOf(editor.get("selection").get(), editor);
  };
  return { node, update, list, quietly };
}

export function goToName() { focus("ed-name", true); }

export function goToAdd() { focus("ed-add-name"); }

/** To the field that joins the selected element with another; says what to do first where none is selected. */
export function connectToSelected(editor) {
  if (!focus("ed-connect")) editor.announce(editor.say("connect.first"));
}

function focus(id, mark = false) {
  const control = document.getElementById(id);
  control?.focus();
  if (mark) control?.select?.();
  return Boolean(control);
}
