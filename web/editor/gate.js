/**
 * Nothing is drawn while the gate is shut: somebody else has the pen. Reading, zooming, searching and copying go on.
 * bpmn-js asks its rules before it begins anything; the command stack is shut as well, for what does not ask.
 */
import CommandStack from "diagram-js/lib/command/CommandStack";
import Rules from "diagram-js/lib/features/rules/Rules";

const ALWAYS = new Set(["element.copy"]);

class Gate {
  constructor(eventBus) {
    this.shut = false;
    this._eventBus = eventBus;
  }

  set(shut) {
    if (this.shut === shut) return;
    this.shut = shut;
    this._eventBus.fire("gate.changed", { shut });
  }
}
Gate.$inject = ["eventBus"];

class GatedRules extends Rules {
  constructor(injector, gate) {
    super(injector);
    this._gate = gate;
  }

  allowed(action, context) { return this._gate.shut && !ALWAYS.has(action) ? false : super.allowed(action, context); }
}
GatedRules.$inject = ["injector", "gate"];

class GatedCommandStack extends CommandStack {
  constructor(eventBus, injector, gate) {
    super(eventBus, injector);
    this._gate = gate;
  }

  execute(command, context) { if (!this._gate.shut) super.execute(command, context); }

  undo() { if (!this._gate.shut) super.undo(); }

  redo() { if (!this._gate.shut) super.redo(); }

  canUndo() { return !this._gate.shut && super.canUndo(); }

  canRedo() { return !this._gate.shut && super.canRedo(); }
}
GatedCommandStack.$inject = ["eventBus", "injector", "gate"];

/** Writing straight in the drawing begins without asking the rules. */
class GatedWriting {
  constructor(directEditing, gate) {
    const activate = directEditing.activate.bind(directEditing);
    directEditing.activate = (element) => !gate.shut && activate(element);
  }
}
GatedWriting.$inject = ["directEditing", "gate"];

export const gateModule = {
  __init__: ["gatedWriting"],
  gate: ["type", Gate],
  gatedWriting: ["type", GatedWriting],
  rules: ["type", GatedRules],
  commandStack: ["type", GatedCommandStack],
};
