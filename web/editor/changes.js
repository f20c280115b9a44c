/**
 * Which elements were touched since the last save, by id. bpmn-js writes a file anew as a whole (numbers, default values,
 * order), so the names of what someone really changed are kept beside it. Costs only the changed elements.
 */
export class Changes {
  constructor(editor) {
    this._registry = editor.get("elementRegistry");
    this._touched = new Set();
    const eventBus = editor.get("eventBus");
    eventBus.on("elements.changed", ({ elements }) => elements.forEach((element) => this._note(element)));
    eventBus.on(["shape.removed", "connection.removed"], ({ element }) => this._note(element));
    eventBus.on("element.updateId", ({ newId }) => this._touched.add(newId));
  }

  _note(element) {
    const id = element.businessObject?.id;
    if (id) this._touched.add(id);
  }

  /** { changed, removed } as lists of ids, and starts anew; `giveBack` undoes that when saving failed. */
  take() {
    const taken = this._touched;
    this._touched = new Set();
    this._taken = taken;
    const drawn = [...taken].map((id) => [id, this._registry.get(id)]);
    return {
      changed: [...new Set(drawn.filter(([, element]) => element).map(([, element]) => element.businessObject.id))],
      removed: drawn.filter(([, element]) => !element).map(([id]) => id),
    };
  }

  giveBack() {
    this._taken?.forEach((id) => this._touched.add(id));
  }

  /** Every id touched, to go with a draft; */
  ids() { return [...this._touched]; }

  /** and back again, when another file has been opened. */
  restore(ids = []) { this._touched = new Set(ids); }
}
