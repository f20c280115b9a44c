/** The bar over the canvas: undo, zoom, minimap, more symbols, and saving with its state in words. */
import { h } from "./dom.js";
import { switchSymbols } from "./symbols.js";
import { fit } from "./view.js";

const STEP = 1.25;
const SMALLEST = 0.2;
const LARGEST = 4;

/** Returns { node, state(text, kind), comment() → text, ready(save, download) }. */
export function bar(editor, place) {
  const { say, readonly } = editor;
  const state = h("p", { class: "ed-state", role: "status" }, say("state.loading"));
  const comment = h("input", { id: "ed-comment", class: "form-control form-control-sm", maxlength: 300, autocomplete: "off" });
  const save = button("save", () => acts.save?.(), "btn-primary");
  const undo = button("undo", () => editor.get("commandStack").undo());
  const redo = button("redo", () => editor.get("commandStack").redo());
  const real = button("zoom.real", () => editor.get("canvas").zoom(1));
  const acts = {};

  function button(key, act, extra = "") {
    return h("button", { type: "button", class: `btn btn-sm ${extra}`, onclick: (event) => act(event.currentTarget) }, say(key));
  }

  function toggle(key, act) {
    return h("button", { type: "button", class: "btn btn-sm", "aria-pressed": "false", onclick: ({ currentTarget }) => {
      const on = currentTarget.getAttribute("aria-pressed") !== "true";
      currentTarget.setAttribute("aria-pressed", String(on));
      act(on);
    } }, say(key));
  }

  function zoomBy(factor) {
    const canvas = editor.get("canvas");
    canvas.zoom(Math.min(LARGEST, Math.max(SMALLEST, canvas.zoom() * factor)));
  }

  const zoom = h("div", { class: "ed-group", role: "group", "aria-label": say("zoom") },
    h("button", { type: "button", class: "btn btn-sm", "aria-label": say("zoom.out"), onclick: () => zoomBy(1 / STEP) }, "−"),
    real,
    h("button", { type: "button", class: "btn btn-sm", "aria-label": say("zoom.in"), onclick: () => zoomBy(STEP) }, "+"),
    button("fit", () => fit(editor)));

  const node = h("div", { class: "ed-bar" },
    h("div", { class: "ed-tools", role: "group", "aria-label": say("bar") },
      !readonly && h("div", { class: "ed-group" }, undo, redo),
      zoom,
      toggle("minimap", (on) => editor.get("minimap").toggle(on)),
      !readonly && toggle("symbols", (on) => switchSymbols(editor, editor.symbols, on)),
      place.requestFullscreen && toggle("fullscreen", (on) => (on ? place.requestFullscreen() : document.exitFullscreen())),
      button("download", () => acts.download?.())),
    h("div", { class: "ed-saving" }, state,
      !readonly && h("label", { class: "form-label", for: "ed-comment" }, say("comment")),
      !readonly && comment,
      !readonly && save));

  const eventBus = editor.get("eventBus");
  const showZoom = () => {
    const percent = Math.round(editor.get("canvas").zoom(false) * 100);
    real.textContent = `${percent} %`;
    real.setAttribute("aria-label", say("zoom.real", { percent }));
  };
  const showSteps = () => {
    undo.disabled = !editor.get("commandStack").canUndo();
    redo.disabled = !editor.get("commandStack").canRedo();
  };
  eventBus.on("canvas.viewbox.changed", showZoom);
  if (!readonly) {
    eventBus.on("commandStack.changed", showSteps);
    showSteps();
  }
  real.textContent = "100 %";
  place.addEventListener("fullscreenchange", () => {
    node.querySelectorAll("[aria-pressed]").forEach((one) => one.textContent === say("fullscreen") && one.setAttribute("aria-pressed", String(document.fullscreenElement === place)));
  });

  return {
    node,
    state: (text, kind = "") => { state.textContent = text; state.dataset.kind = kind; },
    comment: () => comment.value.trim(),
    clearComment: () => { comment.value = ""; },
    busy: (on) => { save.disabled = on; },
    ready: (given) => Object.assign(acts, given),
  };
}
