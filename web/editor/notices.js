/** Messages over the canvas that wait for an answer: one at a time, in words, with a way out. */
import { h } from "./dom.js";

/**
 * Returns { node, show({ text, detail, actions: [[label, act]], kind }), clear() }; kind "error" is read out at once.
 * `afterwards` takes the focus on when the pressed button is gone.
 */
export function noticeboard(say, afterwards) {
  const node = h("div", { class: "ed-notices" });
  const clear = () => node.replaceChildren();
  function show({ text, detail = "", actions = [], kind = "" }) {
    const notice = h("div", { class: `ed-notice ${kind}`, role: kind === "error" ? "alert" : "status" },
      h("p", {}, text),
      detail && h("p", { class: "quiet", lang: "en" }, detail),
      h("div", { class: "ed-buttons" },
        actions.map(([label, act]) => h("button", { type: "button", class: "btn btn-sm", onclick: () => { clear(); afterwards(); act(); } }, label)),
        h("button", { type: "button", class: "btn btn-sm btn-bare", onclick: () => { clear(); afterwards(); } }, say("notice.close"))));
    node.replaceChildren(notice);
  }
  return { node, show, clear };
}
