/**
 * The side panel's parts. A part is { key, order, fits(selection, editor) → bool, draw(selection, editor) → Node(s),
 * facts(selection, editor) → anything JSON, optional }; `selection` is the array of selected elements. Parts are drawn
 * anew when the selection changes, and when a selected element changes so that some part's facts are others: moving it
 * draws nothing. Parts look at the selection only, never at the whole map.
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

/** What the panels show, as text to compare. */
export function factsOf(selection, editor) {
  return JSON.stringify(panelsFor(selection, editor).map((panel) => [panel.key, panel.facts?.(selection, editor)]));
}
