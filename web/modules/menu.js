/* The menu of a narrow window is a <details>; Escape and a click beside it also close it. */

export function menu() {
  const open = () => document.querySelector("details[data-menu][open]");
  document.addEventListener("keydown", (event) => {
    const shown = event.key === "Escape" && open();
    if (!shown) return;
    shown.open = false;
    shown.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    const shown = open();
    if (shown && !shown.contains(event.target)) shown.open = false;
  });
}
