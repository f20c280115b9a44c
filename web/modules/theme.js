/* Light, dark or as the system: changes at once, and is remembered by the same form that works without script. */

export function theme() {
  document.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (!event.target.matches("[data-switches]") || button?.name !== "theme") return;
    event.preventDefault();
    const root = document.documentElement;
    if (button.value === "auto") delete root.dataset.bsTheme;
    else root.dataset.bsTheme = button.value;
    for (const one of event.target.querySelectorAll("[name=theme]")) one.setAttribute("aria-pressed", one === button);
    const body = new FormData(event.target, button);
    await fetch(button.formAction, { method: "POST", body, redirect: "manual" });
  });
}
