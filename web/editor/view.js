/** What of the map is seen. */
const MARGIN = 24;
const LARGEST = 1;

/** The whole map with a margin; where it would be smaller than `smallest`, its beginning at a readable size. */
export function fit(editor, { smallest = 0 } = {}) {
  const canvas = editor.get("canvas");
  canvas.resized();
  const { inner, outer } = canvas.viewbox();
  if (!inner.width || !outer.width) return;
  const whole = Math.min(LARGEST, (outer.width - 2 * MARGIN) / inner.width, (outer.height - 2 * MARGIN) / inner.height);
  const zoom = whole < smallest ? smallest : whole;
  const [width, height] = [outer.width / zoom, outer.height / zoom];
  canvas.viewbox({ x: inner.x - MARGIN / zoom, y: inner.y - MARGIN / zoom, width, height });
}
