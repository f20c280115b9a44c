/** Where a step leads: to the map that shows its details, and a call to the process that is called (D-9). */
import { is } from "bpmn-js/lib/util/ModelUtil";

import { lookup } from "../../modules/lookup.js";
import { field, h } from "../dom.js";
import { mark, setMarks } from "../marks.js";
import { addPanel } from "../panels.js";
import { fetchJson } from "../server.js";

const one = ([selected]) => selected.labelTarget ?? selected;

/** What kinds of link an element may have: [key in the file, word]. */
function linksOf(element) {
  if (is(element, "bpmn:CallActivity")) return [["process", "links.process"], ["map", "links.map"]];
  return is(element, "bpmn:Activity") ? [["map", "links.map"]] : [];
}

addPanel({
  key: "links",
  order: 40,
  fits: (selection, editor) => selection.length === 1 && Boolean(editor.options.links) && linksOf(one(selection)).some(([key]) => !editor.readonly || mark(one(selection), key)),
  facts: (selection) => linksOf(one(selection)).map(([key]) => mark(one(selection), key)),
  draw: (selection, editor) => linksOf(one(selection)).map(([key, word]) => link(one(selection), key, editor.say(word), editor)),
});

const asked = (editor, what, more) => {
  const url = new URL(editor.options.links, document.baseURI);
  for (const [name, value] of Object.entries({ what, ...more })) url.searchParams.set(name, value);
  return url.href;
};

function link(element, key, label, editor) {
  const uid = mark(element, key);
  return uid ? linked(element, key, uid, label, editor) : search(element, key, label, editor);
}

function linked(element, key, uid, label, editor) {
  const { say } = editor;
  const name = h("span", {}, "…");
  fetchJson(asked(editor, key, { uid })).then((answer) => {
    const [found] = answer?.results ?? [];
    name.replaceChildren(found ? h("a", { href: found.url, target: "_blank", rel: "noopener" }, found.value) : say("links.unseen"));
  }, () => name.replaceChildren(say("links.unseen")));
  return h("div", { class: "ed-field ed-linked" }, h("p", { class: "form-label" }, label), h("p", {}, name),
    !editor.readonly && h("button", { type: "button", id: `ed-unlink-${key}`, class: "btn btn-sm", onclick: () => setMarks(editor, element, { [key]: "" }) }, say("links.remove")));
}

/** The page's own search as one types; what is chosen is looked up again by its words, since the field holds only these. */
function search(element, key, label, editor) {
  const { say } = editor;
  const input = h("input", {
    id: `ed-link-${key}`, class: "form-control", autocomplete: "off", "data-lookup": asked(editor, key, {}),
    onchange: async ({ target }) => {
      const words = target.value.trim();
      if (!words) return;
      const answer = await fetchJson(asked(editor, key, { q: words })).catch(() => null);
      const found = answer?.results?.find(({ value }) => value === words);
      if (!found) return void editor.announce(say("links.none", { words }));
      setMarks(editor, element, { [key]: found.uid });
      editor.announce(say("links.made", { name: found.value }));
    },
  });
  const made = field(label, input, say(`links.${key}.help`));
  lookup(made);
  return made;
}
