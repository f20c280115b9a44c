/* A form that has been sent is not sent again by an impatient second click; going back to it opens it anew. */

const sent = new WeakSet();

export function form() {
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-form]")) return;
    if (sent.has(event.target)) event.preventDefault();
    sent.add(event.target);
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-form]").forEach((one) => sent.delete(one)));
}
