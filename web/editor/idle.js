/** Does what need not be done now in a moment when nobody draws, within three seconds. */
export function whenIdle(act) {
  if (window.requestIdleCallback) window.requestIdleCallback(act, { timeout: 3000 });
  else setTimeout(act, 500);
}
