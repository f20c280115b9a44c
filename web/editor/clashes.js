/**
 * Two people have changed the same thing: both drawings side by side, and a choice for each thing that clashes. Nothing is
 * saved until every one is answered; leaving keeps one's own drawing as it is.
 */
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";

import { h } from "./dom.js";
import { drawingModule, drawingOptions } from "./drawing.js";
import { ownMarks } from "./marks.js";
import { fetchMap } from "./server.js";

const CLOSE = 1;
const ROUND = 160;

/** `refusal` has `clashes` (maps/bpmn/clash.py: key, element, what, named, mine, theirs, choice, kind), `by` and `detail`. */
export async function askAboutClashes(editor, refusal, xml, save) {
  const { say } = editor;
  const pictures = { mine: picture(editor, say("clash.mine")), theirs: picture(editor, say("clash.theirs", { person: refusal.by })) };
  const show = (clash) => Object.values(pictures).forEach((one) => one.show(clash.element));
  const form = h("form", {
    class: "ed-clashes",
    onsubmit: (event) => {
      event.preventDefault();
      const answers = new FormData(form);
      close();
      save(Object.fromEntries(refusal.clashes.map((clash, number) => [clash.key, answers.get(`clash-${number}`)])));
    },
  },
  h("h2", { id: "ed-clash-title" }, say("clash.title")),
  h("p", {}, refusal.detail),
  h("div", { class: "ed-pictures" }, pictures.mine.node, pictures.theirs.node),
  h("p", { class: "quiet" }, say("clash.help")),
  h("div", { class: "ed-questions" }, refusal.clashes.map((clash, number) => question(clash, number, refusal.by, say, show))),
  h("div", { class: "ed-buttons" },
    h("button", { type: "submit", class: "btn btn-primary" }, say("clash.save")),
    h("button", { type: "button", class: "btn", onclick: () => close() }, say("clash.leave"))));
  const dialog = h("dialog", { class: "ed-dialog", "aria-labelledby": "ed-clash-title", onclose: () => close() }, form);
  const close = () => {
    Object.values(pictures).forEach((one) => one.viewer.destroy());
    dialog.remove();
    editor.get("canvas").focus();
  };
  editor.bar.node.parentElement.append(dialog);
  dialog.showModal();
  await Promise.all([pictures.mine.draw(xml), fetchMap(editor.options.load).then((theirs) => pictures.theirs.draw(theirs))]);
  show(refusal.clashes[0]);
}

/** What of an element both have changed, and whose to take. What only stands elsewhere in the picture follows the other unless one says no. */
function question(clash, number, person, say, show) {
  const way = (side, label, words) => h("label", { class: "ed-way" },
    h("input", { type: "radio", name: `clash-${number}`, value: side, required: true, autofocus: number === 0 && side === "mine", checked: clash.kind === "picture" && clash.choice === side }),
    h("span", {}, h("b", {}, label), words && `: ${words}`));
  return h("fieldset", { onfocusin: () => show(clash), onpointerenter: () => show(clash) },
    h("legend", {}, sentence([clash.what, clash.named].filter(Boolean).join(": "))),
    clash.before && h("p", { class: "quiet" }, say("clash.before", { words: clash.before })),
    way("mine", say("clash.mine"), clash.mine),
    way("theirs", say("clash.theirs", { person }), clash.theirs));
}

const sentence = (text) => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** One drawing to look at; `show(id)` brings an element to the middle and marks it. */
function picture(editor, title) {
  const place = h("div", { class: "ed-picture" });
  const viewer = new NavigatedViewer({
    ...drawingOptions, container: place, moddleExtensions: { processlots: ownMarks },
    additionalModules: [drawingModule, { translate: ["value", editor.translate] }],
  });
  let marked = null;
  const show = (id) => {
    const canvas = viewer.get("canvas");
    if (marked) canvas.removeMarker(marked, "ed-clashing");
    marked = viewer.get("elementRegistry").get(id) ? id : null;
    if (!marked) return canvas.zoom("fit-viewport");
    canvas.addMarker(marked, "ed-clashing");
    const { x, y, width = 0, height = 0, waypoints } = viewer.get("elementRegistry").get(id);
    const middle = waypoints ? waypoints[Math.floor(waypoints.length / 2)] : { x: x + width / 2, y: y + height / 2 };
    const outer = canvas.viewbox().outer;
    const scale = Math.max(CLOSE, (Math.max(width, height) + ROUND) / Math.min(outer.width, outer.height));
    return canvas.viewbox({ x: middle.x - (outer.width * scale) / 2, y: middle.y - (outer.height * scale) / 2, width: outer.width * scale, height: outer.height * scale });
  };
  return {
    viewer, show,
    node: h("figure", {}, h("figcaption", {}, title), place),
    draw: (xml) => viewer.importXML(xml),
  };
}
