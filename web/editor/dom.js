/** Building pages without HTML strings, so that neither markup from a file nor an inline style can slip in. */

/**
 * h("button", { class: "btn", onclick: save }, "Spara"): an element; `on…` become listeners, true an empty attribute,
 * false, null and undefined are left out, and so are such children.
 */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== false && child != null));
  return node;
}

/** A label above its control, tied together by the control's id; `help` stands between them. */
export function field(label, control, help) {
  const about = help && h("p", { class: "form-text", id: `${control.id}-help` }, help);
  if (about) control.setAttribute("aria-describedby", about.id);
  return h("div", { class: "ed-field" }, h("label", { class: "form-label", for: control.id }, label), about, control);
}

export function option(value, text, selected = false) {
  return h("option", { value, selected }, text);
}

/**
 * Replaces what stands in `region` and puts the focus back on the control with the same id, so that a redraw while
 * someone works there by keyboard or screen reader does not throw them out.
 */
export function redraw(region, ...children) {
  const focused = region.contains(document.activeElement) ? document.activeElement.id : "";
  region.replaceChildren(...children.flat(Infinity).filter(Boolean));
  if (focused) region.querySelector(`#${CSS.escape(focused)}`)?.focus({ preventScroll: true });
}
