/**
 * The map checks while one draws: the server is asked when the drawing has rested, one question at a time, never in the way.
 * What is found stands as a list beside the drawing, at the selected element, and as a mark in the picture.
 */
import { h } from "./dom.js";
import { nameOf } from "./kinds.js";
import { post } from "./server.js";

const MARKER = { F: "ed-found-error", V: "ed-found" };

/** { node, show(findings), ask(xml), of(id) → [{ message, severity }], after }: `after` is called when something else is found. */
export function checking(editor) {
  const { say, options } = editor;
  const node = h("div", { class: "ed-found-list" });
  let open = false;
  let found = new Map();
  let asking = false;
  let next = null;

  async function ask(xml) {
    if (!options.check) return;
    next = xml;
    if (asking) return;
    asking = true;
    while (next) {
      const question = next;
      next = null;
      try {
        show((await post(options.check, { xml: question })).findings);
      } catch {
        // Saving says what is wrong; a check that does not answer is no news.
      }
    }
    asking = false;
  }

  /** One pass over what was and what is found; nothing else of the drawing is touched. */
  function show(findings = []) {
    const canvas = editor.get("canvas");
    const registry = editor.get("elementRegistry");
    const marked = new Map();
    for (const { element, severity } of findings) {
      if (MARKER[severity] && registry.get(element) && marked.get(element) !== MARKER.F) marked.set(element, MARKER[severity]);
    }
    for (const id of found.keys()) for (const marker of Object.values(MARKER)) if (registry.get(id) && marked.get(id) !== marker) canvas.removeMarker(id, marker);
    for (const [id, marker] of marked) if (!canvas.hasMarker(id, marker)) canvas.addMarker(id, marker);
    found = Map.groupBy ? Map.groupBy(findings, ({ element }) => element) : grouped(findings);
    const items = findings.map((finding) => h("li", { class: finding.severity === "F" ? "error" : "" }, line(finding)));
    node.replaceChildren(items.length
      ? h("details", { open, ontoggle: ({ target }) => { open = target.open; } }, h("summary", {}, say(items.length === 1 ? "found.one" : "found.many", { count: items.length })), h("ul", {}, items))
      : h("p", { class: "quiet" }, say("found.none")));
    checks.after?.();
  }

  function line({ element, message }) {
    const drawn = editor.get("elementRegistry").get(element);
    if (!drawn) return message;
    return h("button", { type: "button", class: "btn-link", title: say("notice.element", { name: nameOf(drawn, say) }), onclick: () => editor.select(drawn) }, message);
  }

  const checks = { node, ask, show, after: null, of: (id) => (found.get(id) ?? []).map(({ message, severity }) => ({ message, severity })) };
  return checks;
}

function grouped(findings) {
  const groups = new Map();
  for (const finding of findings) groups.set(finding.element, [...(groups.get(finding.element) ?? []), finding]);
  return groups;
}
