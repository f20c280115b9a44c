/**
 * Comments on an element, with @mention: what stands on the element's own page, fetched when someone opens it here, and a
 * badge in the picture where something is open. Whoever reads the map may comment, also while another draws.
 */
import { h } from "../dom.js";
import { addPanel } from "../panels.js";
import { fetchJson, sendForm } from "../server.js";

const BADGE = "processlots-comments";
const one = ([selected]) => selected.labelTarget ?? selected;

let opened = false;

addPanel({
  key: "comments",
  order: 60,
  fits: (selection, { options }) => selection.length === 1 && Boolean(options.about),
  facts: (selection, editor) => [one(selection).id, editor.openComments?.[one(selection).id] ?? 0],
  draw: (selection, editor) => talk(one(selection), editor),
});

/** Fetches how many are open, and puts a badge on each in one pass. */
export async function showComments(editor) {
  const { options, say } = editor;
  if (!options.about) return;
  const open = (await fetchJson(options.about).catch(() => null))?.open;
  if (!open) return;
  editor.openComments = open;
  const overlays = editor.get("overlays");
  overlays.remove({ type: BADGE });
  for (const [id, count] of Object.entries(open)) {
    if (!editor.get("elementRegistry").get(id)) continue;
    const words = say(count === 1 ? "talk.badge.one" : "talk.badge", { count });
    overlays.add(id, BADGE, { position: { top: -10, right: 10 }, scale: { min: 1 }, html: h("span", { class: "ed-badge", role: "img", "aria-label": words, title: words }, String(count)) });
  }
}

function heading(element, { say, openComments }) {
  const count = openComments?.[element.id] ?? 0;
  return count ? say(count === 1 ? "talk.open.one" : "talk.open", { count }) : say("talk");
}

function talk(element, editor) {
  const inside = h("div", { class: "ed-talk" });
  const load = () => fill(inside, element, editor);
  const node = h("details", {
    class: "ed-part ed-facts", open: opened,
    ontoggle: ({ target }) => {
      opened = target.open;
      if (opened && !inside.hasChildNodes()) load();
    },
  }, h("summary", { id: "ed-talk-title", class: "h3" }, heading(element, editor)), inside);
  if (opened) load();
  return node;
}

/** The server's own part of the page: written and escaped by its template, like every page. */
async function fill(inside, element, editor) {
  const { say, options } = editor;
  const url = new URL(options.about, document.baseURI);
  url.searchParams.set("id", element.businessObject.id);
  let told;
  try {
    told = await fetchJson(url.href);
  } catch {
    return inside.replaceChildren(h("p", { class: "quiet" }, say("talk.unreachable")));
  }
  if (!told) return inside.replaceChildren(h("p", { class: "quiet" }, say("talk.unsaved")));
  const page = new DOMParser().parseFromString(told.html, "text/html");
  inside.replaceChildren(...page.body.childNodes);
  for (const form of inside.querySelectorAll("form[method=post]")) form.addEventListener("submit", (event) => send(event, inside, element, editor));
  return undefined;
}

/** Sent without leaving the drawing; what is wrong is said at the field, and what was written stays. */
async function send(event, inside, element, editor) {
  event.preventDefault();
  const form = event.target;
  try {
    await sendForm(form.action, new FormData(form));
  } catch (refusal) {
    const said = h("p", { class: "ed-refused", role: "alert" }, refusal.detail || editor.say(refusal.key, { status: refusal.status }));
    form.querySelector(".ed-refused")?.remove();
    form.prepend(said);
    return form.querySelector("textarea")?.focus();
  }
  await fill(inside, element, editor);
  await showComments(editor);
  inside.previousElementSibling.textContent = heading(element, editor);
  return inside.querySelector("textarea")?.focus();
}
