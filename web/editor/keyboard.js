/** Everything without a pointer: keys in the canvas, and palette and context pad as buttons one can reach. */
import { connectToSelected } from "./side.js";
import { neighbour, paste } from "./placing.js";
import { palettePressedByKey } from "./symbols.js";

const PRESS = ["Enter", " "];
const HIGH = 2000;

/** Keys are bound to the canvas by diagram-js: single letters act only while it has the focus (WCAG 2.1.4). */
export function bindKeys(editor, canvas) {
  const svg = canvas.querySelector(".djs-container > svg");
  svg.setAttribute("role", "application");
  svg.setAttribute("aria-label", editor.say("canvas"));
  const keyboard = editor.get("keyboard");
  const selected = () => editor.get("selection").get();

  const follow = (direction) => {
    const [element] = selected();
    const next = element ? neighbour(element, direction) : editor.firstElement();
    if (next) editor.select(next, { aloud: true });
  };
  const keys = {
    n: () => follow(1),
    b: () => follow(-1),
    Enter: () => selected().length === 1 && editor.goToName(),
  };
  const drawingKeys = { a: () => editor.goToAdd() };
  const commands = {
    v: () => paste(editor),
    d: () => selected().length && paste(editor, selected()),
  };

  keyboard.addListener(HIGH, ({ keyEvent }) => {
    const name = keyEvent.key.length === 1 ? keyEvent.key.toLowerCase() : keyEvent.key;
    const act = keyboard.isCmd(keyEvent) ? !editor.readonly && commands[name] : !keyboard.hasModifier(keyEvent) && (keys[name] ?? (!editor.readonly && drawingKeys[name]));
    if (!act) return undefined;
    act();
    return true;
  });
}

/** Palette and context pad are made of plain elements; here they become buttons for keyboard and screen reader. */
export function bindPads(editor, palettePlace, canvas) {
  palettePlace.addEventListener("keydown", (event) => {
    const entry = event.target.closest(".entry[data-action]");
    if (!entry || !PRESS.includes(event.key)) return;
    event.preventDefault();
    palettePressedByKey(editor, entry.dataset.action);
  });

  editor.get("eventBus").on("contextPad.open", ({ current }) => {
    for (const entry of current.html.querySelectorAll(".entry")) {
      entry.setAttribute("role", "button");
      entry.setAttribute("tabindex", "0");
      entry.setAttribute("aria-label", entry.title);
    }
  });
  canvas.addEventListener("keydown", (event) => {
    const entry = event.target.closest(".djs-context-pad .entry");
    if (!entry || !PRESS.includes(event.key)) return;
    event.preventDefault();
    if (entry.dataset.action === "connect") return connectToSelected(editor);
    entry.click();
    if (!canvas.querySelector(".djs-popup-parent")) editor.get("canvas").focus();
  });
}
