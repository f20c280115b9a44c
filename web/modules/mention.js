/* Names to choose from while one writes @ in <textarea data-mention="/personer/val/">: the address is asked with ?q= and answers
   {"results": [{"label"}]}. Arrows and Enter choose, Escape closes; without script the name is written in full. Listens on the
   document, so that a piece of a page that comes later needs nothing. */

const WAIT = 150; // ms without a key before asking
/** An @ that begins a name, and what has been written of the name up to the caret. */
const BEGUN = /(?:^|[^\w.])@([\p{L}][\p{L}\d' -]{0,60})$/u;
let made = 0;
let now = null;

export function mention() {
  document.addEventListener("input", ({ target }) => {
    if (target.matches?.("textarea[data-mention]")) (now?.area === target ? now : begin(target)).later();
  });
  document.addEventListener("keydown", (event) => now?.area === event.target && now.key(event), true);
  document.addEventListener("focusout", ({ target }) => now?.area === target && now.close());
}

function begin(area) {
  now?.close();
  now = new Mention(area);
  return now;
}

class Mention {
  constructor(area) {
    this.area = area;
    this.options = [];
    this.at = -1;
    this.list = Object.assign(document.createElement("ul"), { id: `mention-${++made}`, hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", document.body.dataset.hits ?? "");
    const box = Object.assign(document.createElement("div"), { className: "lookup" });
    box.append(this.list);
    area.after(box);
    for (const [name, value] of Object.entries({ "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-controls": this.list.id })) area.setAttribute(name, value);
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault(); // the field keeps its focus
      const place = this.options.indexOf(event.target.closest("[role=option]"));
      if (place >= 0) this.choose(place);
    });
  }

  begun() {
    return BEGUN.exec(this.area.value.slice(0, this.area.selectionStart))?.[1];
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    this.asking?.abort();
    const text = this.begun();
    if (!text) return this.close();
    this.asking = new AbortController();
    try {
      const address = new URL(this.area.dataset.mention, location.href);
      address.searchParams.set("q", text);
      const answer = await fetch(address, { headers: { Accept: "application/json" }, signal: this.asking.signal });
      return answer.ok && this.begun() === text ? this.show((await answer.json()).results) : this.close();
    } catch (error) {
      return error.name === "AbortError" ? undefined : this.close();
    }
  }

  show(results) {
    this.at = -1;
    this.area.removeAttribute("aria-activedescendant");
    this.options = results.slice(0, 6).map(({ label }, place) => {
      const option = Object.assign(document.createElement("li"), { id: `${this.list.id}-${place}`, textContent: label });
      option.setAttribute("role", "option");
      return option;
    });
    this.list.replaceChildren(...this.options);
    this.list.hidden = !this.options.length;
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.list.hidden = true;
    this.at = -1;
    this.area.removeAttribute("aria-activedescendant");
  }

  choose(place) {
    const { area } = this;
    const start = area.selectionStart - this.begun().length;
    area.setRangeText(`${this.options[place].textContent} `, start, area.selectionStart, "end");
    this.close();
  }

  key(event) {
    if (this.list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      const count = this.options.length;
      this.at = (this.at + step + (this.at < 0 && step < 0 ? 1 : 0) + count) % count;
      this.options.forEach((option, place) => option.setAttribute("aria-selected", String(place === this.at)));
      this.area.setAttribute("aria-activedescendant", this.options[this.at].id);
    } else if ((event.key === "Enter" || event.key === "Tab") && this.at >= 0) this.choose(this.at);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
