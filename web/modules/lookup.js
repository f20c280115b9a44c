/* Search as you type, on an ordinary text field: <input data-lookup="/address/">. The address is asked with ?q= and answers
   {"results": [{"value", "label", "note"?}]}; `value` is what the field then says. ARIA 1.2 combobox with a list. */

const WAIT = 150; // ms without a key before asking
let made = 0;

export function lookup(root) {
  for (const input of root.querySelectorAll("input[data-lookup]:not([role=combobox])")) new Lookup(input);
}

class Lookup {
  constructor(input) {
    this.input = input;
    this.options = [];
    this.at = -1;
    const id = input.id || `lookup-${++made}`;
    this.list = Object.assign(document.createElement("ul"), { id: `${id}-list`, hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", document.body.dataset.hits ?? "");
    this.note = Object.assign(document.createElement("p"), { className: "note" });
    this.note.setAttribute("role", "status");
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id })) {
      input.setAttribute(name, value);
    }
    const box = Object.assign(document.createElement("div"), { className: "lookup" });
    const focused = document.activeElement === input;
    input.replaceWith(box);
    box.append(input, this.list, this.note);
    if (focused) input.focus();
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    // mousedown, not click: the field keeps its focus
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const place = this.options.indexOf(event.target.closest("[role=option]"));
      if (place >= 0) this.choose(place);
    });
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    const text = this.input.value.trim();
    this.asking?.abort();
    if (!text) return this.close();
    this.asking = new AbortController();
    try {
      const address = new URL(this.input.dataset.lookup, location.href);
      address.searchParams.set("q", text);
      const answer = await fetch(address, { headers: { Accept: "application/json" }, signal: this.asking.signal });
      if (!answer.ok) return this.close();
      this.show((await answer.json()).results);
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(results) {
    this.at = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.options = results.map(({ value, label, note }, place) => {
      const option = Object.assign(document.createElement("li"), { id: `${this.list.id}-${place}`, textContent: label ?? value });
      option.setAttribute("role", "option");
      option.dataset.value = value;
      if (note) option.append(Object.assign(document.createElement("small"), { textContent: note }));
      return option;
    });
    this.list.replaceChildren(...this.options);
    this.note.textContent = results.length ? "" : (document.body.dataset.none ?? "");
    this.list.hidden = !results.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.list.hidden = true;
    this.note.textContent = "";
    this.at = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  move(step) {
    if (this.list.hidden) return this.ask();
    const count = this.options.length;
    this.at = (this.at + step + (this.at < 0 && step < 0 ? 1 : 0) + count) % count;
    this.options.forEach((option, place) => option.setAttribute("aria-selected", String(place === this.at)));
    this.options[this.at].scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", this.options[this.at].id);
  }

  choose(place) {
    this.input.value = this.options[place].dataset.value;
    this.close();
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  key(event) {
    const open = !this.list.hidden;
    if (event.key === "ArrowDown") this.move(1);
    else if (event.key === "ArrowUp") this.move(-1);
    else if (event.key === "Enter" && open && this.at >= 0) this.choose(this.at);
    else if (event.key === "Escape" && open) this.close();
    else if (event.key === "Tab" && open && this.at >= 0) return this.choose(this.at); // takes the choice along and goes on
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
