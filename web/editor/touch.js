/**
 * Fingers on the canvas. diagram-js knows the mouse only: a tap reaches it as a click by the browser, a finger that moves
 * is passed on here as a mouse that drags, two fingers zoom.
 */
const MOVES_AT = 6;

export function bindTouch(editor, surface) {
  let one = null;
  let two = null;

  surface.addEventListener("touchstart", (event) => {
    if (event.touches.length === 2) {
      if (one?.moving) lift();
      one = null;
      two = { apart: apart(event), zoom: editor.get("canvas").zoom(false) };
    } else if (event.touches.length === 1) {
      const { clientX, clientY } = event.touches[0];
      one = { target: event.target, over: event.target, clientX, clientY, moving: false };
    }
  }, { passive: true });

  surface.addEventListener("touchmove", (event) => {
    if (two && event.touches.length === 2) {
      event.preventDefault();
      const box = surface.getBoundingClientRect();
      const [a, b] = event.touches;
      editor.get("canvas").zoom(Math.min(4, Math.max(0.2, two.zoom * apart(event) / two.apart)), { x: (a.clientX + b.clientX) / 2 - box.left, y: (a.clientY + b.clientY) / 2 - box.top });
    } else if (one && event.touches.length === 1) {
      const touch = event.touches[0];
      if (!one.moving && Math.hypot(touch.clientX - one.clientX, touch.clientY - one.clientY) < MOVES_AT) return;
      event.preventDefault();
      if (!one.moving) {
        one.moving = true;
        send("mousedown", one.target, one);
      }
      drag(touch);
    }
  }, { passive: false });

  for (const end of ["touchend", "touchcancel"]) {
    surface.addEventListener(end, (event) => {
      if (one?.moving) {
        event.preventDefault();
        lift();
      }
      one = null;
      if (event.touches.length < 2) two = null;
    }, { passive: false });
  }

  function drag({ clientX, clientY }) {
    const over = document.elementFromPoint(clientX, clientY) ?? one.over;
    if (over !== one.over) {
      send("mouseout", one.over, { clientX, clientY }, over);
      send("mouseover", over, { clientX, clientY }, one.over);
    }
    Object.assign(one, { over, clientX, clientY });
    send("mousemove", over, one);
  }

  /** A browser ends a drag with a click, which diagram-js waits for to throw away. */
  function lift() {
    send("mouseup", one.over, one);
    send("click", one.over, one);
  }
}

const apart = ({ touches: [a, b] }) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) || 1;

function send(type, target, { clientX, clientY }, relatedTarget = null) {
  target.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, view: window, button: 0, buttons: type === "mouseup" ? 0 : 1, clientX, clientY, relatedTarget }));
}
