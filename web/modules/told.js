/* Says in the page when a request in the background did not work, and moves focus to the list of errors. */

export function told() {
  for (const event of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.body.addEventListener(event, ({ detail }) => say(detail.xhr?.getResponseHeader("X-Told") ?? document.body.dataset.failed));
  }
  focusSummary(document);
  document.body.addEventListener("htmx:load", ({ detail }) => focusSummary(detail.elt));
}

/** One message at the top, read aloud at once. */
export function say(text) {
  const place = document.getElementById("told");
  if (!place || !text) return;
  const box = document.createElement("div");
  box.className = "told error";
  box.setAttribute("role", "alert");
  box.append(Object.assign(document.createElement("p"), { textContent: text }));
  place.replaceChildren(box);
}

function focusSummary(root) {
  const summary = root.matches?.("[data-summary]") ? root : root.querySelector("[data-summary]");
  summary?.focus();
}
