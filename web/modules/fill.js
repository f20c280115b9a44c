/* <button type="button" data-fill="id" data-text="…"> writes the text into the control and lets it say what it thinks of it. */

export function fill() {
  // A button that prints is of no use without script, so it is hidden until there is one.
  for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
  document.addEventListener("click", (event) => event.target.closest?.("[data-print]") && print());
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-fill]");
    const control = button && document.getElementById(button.dataset.fill);
    if (!control) return;
    control.value = button.dataset.text;
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.focus();
  });
  // <form data-clears> is empty again when what was written in it has been kept, ready for the next.
  document.body.addEventListener("htmx:afterRequest", ({ detail }) => {
    const form = detail.elt;
    if (!detail.successful || !form.matches?.("form[data-clears]")) return;
    form.reset();
    form.querySelector("input:not([type=hidden])")?.focus();
  });
}
