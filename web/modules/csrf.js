/* htmx sends the token of the page's first form along, since the cookie is not for scripts. */

export function csrf() {
  document.body.addEventListener("htmx:configRequest", ({ detail }) => {
    if (detail.verb === "get") return;
    const token = document.querySelector("[name=csrfmiddlewaretoken]");
    if (token) detail.headers["X-CSRFToken"] = token.value;
  });
}
