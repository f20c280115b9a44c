/**
 * What the server hangs beside the selected element, its panels (kit.panels of MapElement): documents, requirements, and what
 * later apps add. Pieces of our own pages, fetched when someone opens them here; links open in another tab, so that nothing
 * drawn is left.
 */
import { is } from "bpmn-js/lib/util/ModelUtil";

import { h } from "../dom.js";
import { addPanel } from "../panels.js";
import { fetchJson } from "../server.js";

const KINDS = ["bpmn:FlowNode", "bpmn:DataObjectReference", "bpmn:DataStoreReference"];
const one = ([selected]) => selected.labelTarget ?? selected;

let opened = false;

addPanel({
  key: "parts",
  order: 50,
  fits: (selection, { options }) => Boolean(options.about) && selection.length === 1 && KINDS.some((kind) => is(one(selection), kind)),
  facts: (selection) => one(selection).id,
  draw: (selection, editor) => parts(one(selection), editor),
});

function parts(element, editor) {
  const { say } = editor;
  const inside = h("div", { class: "ed-parts", "aria-live": "polite" });
  const load = () => fill(inside, element, editor);
  const node = h("details", {
    class: "ed-part ed-facts", open: opened,
    ontoggle: ({ target }) => {
      opened = target.open;
      if (opened && !inside.hasChildNodes()) load();
    },
  }, h("summary", { id: "ed-parts-title", class: "h3" }, say("parts")), inside);
  if (opened) load();
  return node;
}

async function fill(inside, element, { say, options }) {
  const url = new URL(options.about, document.baseURI);
  url.searchParams.set("id", element.businessObject.id);
  url.searchParams.set("parts", "1");
  inside.replaceChildren(h("p", { class: "quiet" }, say("parts.loading")));
  let told;
  try {
    told = await fetchJson(url.href);
  } catch {
    return inside.replaceChildren(h("p", { class: "quiet" }, say("parts.failed")));
  }
  if (!told) return inside.replaceChildren(h("p", { class: "quiet" }, say("parts.unsaved")));
  const page = new DOMParser().parseFromString(told.html, "text/html");
  inside.replaceChildren(...page.body.children, h("p", {}, h("a", { href: told.url }, say("parts.page"))));
  for (const link of inside.querySelectorAll("a[href]")) Object.assign(link, { target: "_blank", rel: "noopener" });
  return undefined;
}
