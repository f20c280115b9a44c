/* Reading a map: larger and smaller without a new page, and walking along the flow by arrow keys. The page has [data-map];
   what is done here works without script too, by links (?zoom=) and by the steps. */

const LEVELS = [25, 50, 75, 100, 125, 150, 200, 300];

export function map() {
  for (const root of document.querySelectorAll("[data-map]")) read(root);
}

function read(root) {
  const sheet = root.querySelector(".sheet");
  const svg = sheet?.querySelector("svg.map");
  if (!svg) return;
  root.classList.add("on");
  const size = zooming(root, sheet, svg);
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
    if (event.key === "+" || event.key === "-") size.step(event.key === "+" ? 1 : -1);
    else if (event.key === "0") size.set(100);
    else if (!walk(root, event)) return;
    event.preventDefault();
  });
}

function zooming(root, sheet, svg) {
  const box = svg.viewBox.baseVal;
  const shown = root.querySelector("[data-zoom='100']");
  const now = () => (svg.getBoundingClientRect().width / box.width) * 100;

  /** Sets the size in per cent; the point (x, y) of the sheet, its middle by default, stays where it is. */
  function set(percent, x = sheet.clientWidth / 2, y = sheet.clientHeight / 2) {
    const scale = Math.min(Math.max(percent, 10), 400) / 100;
    const before = now() / 100;
    const [across, down] = [(sheet.scrollLeft + x) / before, (sheet.scrollTop + y) / before];
    svg.classList.remove("fit");
    svg.classList.add("zoomed");
    svg.setAttribute("width", Math.round(box.width * scale));
    svg.setAttribute("height", Math.round(box.height * scale));
    sheet.scrollTo(across * scale - x, down * scale - y);
    if (shown) shown.textContent = `${Math.round(scale * 100)} %`;
  }

  function step(way) {
    const here = Math.round(now());
    const next = way > 0 ? LEVELS.find((one) => one > here + 2) : LEVELS.findLast((one) => one < here - 2);
    if (next) set(next);
  }

  root.addEventListener("click", (event) => {
    const link = event.target.closest("[data-zoom]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.dataset.zoom === "in") step(1);
    else if (link.dataset.zoom === "out") step(-1);
    else if (link.dataset.zoom === "fit") {
      svg.classList.remove("zoomed");
      svg.classList.add("fit");
    } else set(Number(link.dataset.zoom));
  });

  sheet.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      const { left, top } = sheet.getBoundingClientRect();
      set(now() * Math.exp(-event.deltaY / 300), event.clientX - left, event.clientY - top);
    },
    { passive: false },
  );

  // Two fingers: the distance between them is the size.
  const fingers = new Map();
  let from = null;
  const apart = () => {
    const [one, other] = [...fingers.values()];
    return Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
  };
  sheet.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "touch") return;
    fingers.set(event.pointerId, event);
    from = fingers.size === 2 ? { apart: apart(), size: now() } : null;
  });
  sheet.addEventListener("pointermove", (event) => {
    if (!fingers.has(event.pointerId)) return;
    fingers.set(event.pointerId, event);
    if (!from || fingers.size !== 2) return;
    const [one, other] = [...fingers.values()];
    const { left, top } = sheet.getBoundingClientRect();
    set((from.size * apart()) / from.apart, (one.clientX + other.clientX) / 2 - left, (one.clientY + other.clientY) / 2 - top);
  });
  for (const end of ["pointerup", "pointercancel", "pointerleave"])
    sheet.addEventListener(end, (event) => {
      fingers.delete(event.pointerId);
      from = null;
    });

  return { set, step };
}

/** Goes along the flow from the step that has the focus, in the picture or in the list. Returns whether it went. */
function walk(root, event) {
  if (!/^Arrow(Left|Right|Up|Down)$/.test(event.key)) return false;
  const link = event.target.closest("a[data-no]");
  const item = event.target.closest(".walk > li");
  const step = link ? root.querySelector(`#steg-${link.dataset.no}`) : item;
  if (!step) {
    // From outside the flow into it: the sheet itself has the focus and has nowhere further to scroll.
    if (!event.target.matches(".sheet") || event.key !== "ArrowRight") return false;
    return go(root.querySelector(".sheet a[data-no]"));
  }
  const numbers = (one, name) => (one?.dataset[name] ?? "").split(" ").filter(Boolean);
  const place = (no) => root.querySelector(`#steg-${no}`);
  let to;
  if (event.key === "ArrowRight") [to] = numbers(step, "after");
  else if (event.key === "ArrowLeft") [to] = numbers(step, "before");
  else {
    // Branches of one choice: what follows the same step.
    const own = step.id.slice("steg-".length);
    const [giver] = numbers(step, "before");
    const beside = numbers(place(giver), "after");
    to = beside[beside.indexOf(own) + (event.key === "ArrowDown" ? 1 : -1)];
  }
  if (!to) return false;
  return go(link ? root.querySelector(`.sheet a[data-no="${to}"]`) : place(to)?.querySelector(".no a"));
}

function go(target) {
  if (!target) return false;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "nearest", inline: "center" });
  return true;
}
