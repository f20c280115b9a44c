/** Puts the editor together on its place in the page and opens the map. */
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import Modeler from "bpmn-js/lib/Modeler";
import { is } from "bpmn-js/lib/util/ModelUtil";
import minimapModule from "diagram-js-minimap";

import { bar } from "./bar.js";
import { checking } from "./checking.js";
import { h } from "./dom.js";
import { shareCopies } from "./copying.js";
import { drawingModule, drawingOptions } from "./drawing.js";
import { gateModule } from "./gate.js";
import { bindKeys, bindPads } from "./keyboard.js";
import { describe } from "./kinds.js";
import { actorOf } from "./lanes.js";
import { translateLeftovers } from "./leftovers.js";
import { ownMarks } from "./marks.js";
import { noticeboard } from "./notices.js";
import { addPanel } from "./panels.js";
import { pen } from "./pen.js";
import { add } from "./placing.js";
import { connectToSelected, goToAdd, goToName, side } from "./side.js";
import { symbolsModule } from "./symbols.js";
import { bindTouch } from "./touch.js";
import { translator } from "./translate.js";
import { keepSize } from "./view.js";
import { wording } from "./words.js";
import { openMap } from "./work.js";

/**
 * What the template says on the element: data-load, data-save (addresses), data-version, data-language ("sv"|"en"),
 * data-kind ("detailed"|"overview"), data-check, data-pen, data-draft, data-links, data-about (addresses, see README), data-readonly (present = only reading), data-uid (the map's) and data-person
 * (so that drafts on a shared machine stay apart), data-title (name for the pool of a new map), data-element (id to
 * select first).
 */
export async function start(place) {
  const { load, save = "", version = "", language = "sv", kind = "detailed", uid = load, person = "", title = "", element = "", pen: penAddress = "", draft = "", links = "", check = "", about = "" } = place.dataset;
  const say = wording(language);
  const translate = translator(language);
  const reading = "readonly" in place.dataset;
  const symbols = { full: false };

  const palettePlace = h("div", { class: "ed-palette djs-parent bio-theme-parent", role: "group", "aria-label": say("palette") });
  const canvas = h("div", { class: "ed-canvas" });
  const said = h("p", { class: "visually-hidden", "aria-live": "polite" });
  const notices = noticeboard(say, () => modeler.get("canvas").focus());
  await fontsReady();

  const Kind = reading ? NavigatedViewer : Modeler;
  const modeler = new Kind({
    ...drawingOptions,
    additionalModules: [minimapModule, drawingModule, { translate: ["value", translate] }, ...(reading ? [] : [symbolsModule, togetherModule, gateModule])],
    moddleExtensions: { processlots: ownMarks },
    palette: { parent: palettePlace, say, symbols, mapKind: kind },
    keyboardMoveSelection: { moveSpeed: 10, moveSpeedAccelerated: 50 },
  });

  const editor = {
    modeler, say, translate, language, symbols, notices, mapKind: kind,
    options: { load, save, version, uid, person, title, element, pen: penAddress, draft, links, check, about },
    get readonly() { return reading || modeler.get("gate").shut; },
    get: (name) => modeler.get(name),
    announce: (text) => { said.textContent = said.textContent === text ? `${text}\u00a0` : text; },
    together: (steps) => editor.get("commandStack").execute("processlots.together", { steps }),
    select: (target, { aloud = false } = {}) => select(editor, target, aloud),
    firstElement: () => editor.get("elementRegistry").find((one) => is(one, "bpmn:StartEvent")) ?? editor.get("elementRegistry").find((one) => is(one, "bpmn:FlowNode")),
    addHere: (attributes) => addHere(editor, attributes),
    goToName, goToAdd,
    goToConnect: () => connectToSelected(editor),
  };

  editor.checking = checking(editor);
  const beside = side(editor);
  editor.list = beside.list;
  editor.quietly = beside.quietly;
  const top = bar(editor, place);
  editor.bar = top;
  editor.pen = pen(editor);
  place.replaceChildren(top.node, editor.pen.node, notices.node, h("div", { class: reading ? "ed-desk ed-reading" : "ed-desk" }, !reading && palettePlace, canvas, beside.node), said);
  place.classList.add("map-editor");
  modeler.attachTo(canvas);
  keepSize(editor, canvas);

  follow(editor, beside);
  bindKeys(editor, canvas);
  bindTouch(editor, canvas.querySelector(".djs-container > svg"));
  if (!reading) {
    bindPads(editor, palettePlace, canvas);
    shareCopies(editor);
    editor.get("eventBus").on("gate.changed", ({ shut }) => {
      palettePlace.inert = shut;
      place.classList.toggle("ed-shut", shut);
      beside.update(true);
    });
    translateLeftovers(editor.get("eventBus"), canvas, translate);
  }
  place.dispatchEvent(new CustomEvent("processlots:editor", { bubbles: true, detail: { editor, addPanel } }));
  await openMap(editor);
  return editor;
}

/** Several commands as one step to undo. */
class Together {
  preExecute({ steps }) { steps(); }
}
class TogetherCommand {
  constructor(commandStack) { commandStack.registerHandler("processlots.together", Together); }
}
TogetherCommand.$inject = ["commandStack"];
const togetherModule = { __init__: ["togetherCommand"], togetherCommand: ["type", TogetherCommand] };

/** Texts are measured when drawn, so the type must be there first; a second is waited, no more. */
function fontsReady() {
  return Promise.race([document.fonts.load('13px "Source Sans 3"').catch(() => []), new Promise((resolve) => setTimeout(resolve, 1000))]);
}

function select(editor, target, aloud) {
  const root = editor.get("canvas").findRoot(target);
  if (root && root !== editor.get("canvas").getRootElement()) editor.get("canvas").setRootElement(root);
  editor.get("selection").select(target);
  editor.get("canvas").scrollToElement(target);
  if (aloud) editor.announce(describe(target, editor.say, editor.mapKind, actorOf(target, editor.get("elementRegistry"))));
}

function addHere(editor, attributes) {
  const [source] = editor.get("selection").get();
  const made = add(editor, attributes, { source: source?.labelTarget ?? source });
  editor.announce(editor.say("added", { what: describe(made, editor.say, editor.mapKind), name: "" }));
  editor.goToName();
}

/** Keeps the panels with the selection; several changes in one go are one update. */
function follow(editor, beside) {
  const eventBus = editor.get("eventBus");
  let waiting = false;
  let asked = false;
  const update = (now) => {
    asked ||= now;
    if (waiting) return;
    waiting = true;
    // Not at once: who leaves a field by Tab has not arrived at the next yet, and would be thrown out of a panel drawn anew.
    setTimeout(() => {
      beside.update(asked);
      waiting = asked = false;
    });
  };
  eventBus.on("selection.changed", ({ newSelection }) => {
    beside.list.show(newSelection.length === 1 ? newSelection[0].labelTarget ?? newSelection[0] : null);
    update(true);
  });
  eventBus.on("elements.changed", ({ elements }) => {
    const selection = editor.get("selection").get();
    if (selection.some((one) => [one, one.labelTarget, ...(one.outgoing ?? [])].some((element) => element && elements.includes(element)))) update(false);
  });
  beside.update();
}
