/** What of the map is seen. */
const MARGIN = 24;
const LOGO = 56;  // the bpmn.io logo stands at the bottom and must not cover the drawing, nor be covered
const LARGEST = 1;

/** The whole map with a margin; where it would be smaller than `smallest`, its beginning at a readable size. */
export function fit(editor, { smallest = 0 } = {}) {
  const canvas = editor.get("canvas");
  canvas.resized();
  const { inner, outer } = canvas.viewbox();
  if (!inner.width || !outer.width) return;
  const whole = Math.min(LARGEST, (outer.width - 2 * MARGIN) / inner.width, (outer.height - MARGIN - LOGO) / inner.height);
  const zoom = whole < smallest ? smallest : whole;
  const [width, height] = [outer.width / zoom, outer.height / zoom];
  const before = (room, margins) => Math.max(MARGIN / zoom, (room - margins / zoom) / 2);
  canvas.viewbox({ x: inner.x - before(width - inner.width, 0), y: inner.y - before(height - inner.height, LOGO), width, height });
}

/**
 * Keeps the drawing the size of its place, in pixels: with a size in per cent Chromium lays out every text of the map
 * again at each change (measured: 5 times the time to move one of 1,500 elements).
 */
export function keepSize(editor, place) {
  const drawing = place.firstElementChild;
  new ResizeObserver(([{ contentRect: { width, height } }]) => {
    if (!width || !height) return;
    drawing.style.width = `${width}px`;
    drawing.style.height = `${height}px`;
    editor.get("canvas").resized();
  }).observe(place);
}
