/**
 * The side panel's parts. A part is { key, order, fits(selection, editor) → bool, draw(selection, editor) → Node(s) };
 * `selection` is the array of selected elements. Parts are drawn anew when the selection or a selected element changes,
 * so they look at the selection only, never at the whole map.
 *
 * Other scripts add theirs when the editor says it is there:
 *
 *     document.addEventListener("processlots:editor", ({ detail: { addPanel, editor } }) => addPanel({ … }));
 */
const panels = [];

export function addPanel(panel) {
  panels.push(panel);
  panels.sort((a, b) => a.order - b.order);
}

export function panelsFor(selection, editor) {
  return panels.filter((panel) => panel.fits(selection, editor));
}
