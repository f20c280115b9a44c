/* <button type="button" data-fill="id" data-text="…"> writes the text into the control and lets it say what it thinks of it. */

export function fill() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-fill]");
    const control = button && document.getElementById(button.dataset.fill);
    if (!control) return;
    control.value = button.dataset.text;
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.focus();
  });
}
