/**
 * Copying from one map to another, also between windows: what is copied is kept in this browser for this person (drafts.js)
 * and pasted with ids of its own, so that nothing in the other map is taken for the same element.
 */
import { keepDraft, readDraft } from "./drafts.js";

const KEPT = 24 * 60 * 60 * 1000;

export function shareCopies(editor) {
  const key = `copied:${editor.options.person}`;
  editor.get("eventBus").on("copyPaste.elementsCopied", ({ tree, hints }) => {
    if (hints?.clip === false || !tree || !Object.keys(tree).length) return;
    editor.copiedHere = Date.now();
    keepDraft(key, { xml: JSON.stringify(tree), at: editor.copiedHere, map: editor.options.uid });
  });
  /** Puts what was copied last in another map on this one's clipboard, if that was later than the last copy here. */
  editor.fetchCopied = async () => {
    const kept = await readDraft(key);
    if (!kept || kept.map === editor.options.uid || kept.at <= (editor.copiedHere ?? 0) || Date.now() - kept.at > KEPT) return;
    editor.copiedHere = kept.at;
    editor.get("clipboard").set(JSON.parse(withFreshIds(kept.xml), revival(editor.get("moddle"))));
  };
}

/** Every id in the copied tree in exchange for a new one, and what refers to it with it. */
function withFreshIds(text) {
  const ids = new Map();
  JSON.parse(text, (key, value) => {
    if (key === "id" && typeof value === "string") ids.set(value, ids.get(value) ?? `${value.split("_")[0].replace(/[^A-Za-z]/g, "") || "Element"}_${random()}`);
    return value;
  });
  return JSON.stringify(JSON.parse(text), (key, value) => (typeof value === "string" && key !== "name" && key !== "text" && ids.get(value)) || value);
}

function random() {
  return [...crypto.getRandomValues(new Uint8Array(5))].map((one) => one.toString(36).padStart(2, "0")).join("");
}

/** Makes moddle's objects again of their JSON; what this drawing tool has no type for is left behind. */
function revival(moddle) {
  const made = new Map();
  return (key, value) => {
    if (typeof value?.$type !== "string") return Array.isArray(value) ? value.filter((one) => one !== undefined) : value;
    const { $type, ...attributes } = value;
    if (attributes.id && made.has(attributes.id)) return made.get(attributes.id);
    let element;
    try {
      element = moddle.create($type, attributes);
    } catch {
      return undefined;
    }
    if (attributes.id) made.set(attributes.id, element);
    return element;
  };
}
