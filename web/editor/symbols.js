/**
 * What one draws with: the basic symbols of BPMN first (model.md D-7), everything bpmn-js has on request.
 * `symbols.full` is shared by palette, context pad and the menu for changing type.
 */
import PaletteProvider from "bpmn-js/lib/features/palette/PaletteProvider";
import Palette from "diagram-js/lib/features/palette/Palette";

import { ADDABLE, kindWord } from "./kinds.js";

/** Palette entry → key of its word. Order is the order in the short palette. */
const SHORT = {
  "hand-tool": "palette.hand",
  "lasso-tool": "palette.lasso",
  "space-tool": "palette.space",
  "global-connect-tool": "palette.connect",
  "tool-separator": null,
  "create.start-event": "palette.start",
  "create.intermediate-event": "palette.middle",
  "create.end-event": "palette.end",
  "create.task": "palette.task",
  "create.call-activity": "palette.call",
  "create.exclusive-gateway": "palette.choice",
  "create.parallel-gateway": "palette.parallel",
  "create.data-object": "palette.document",
  "create.annotation": "palette.note",
  "create.participant-expanded": "palette.pool",
};

const MORE = {
  "create.subprocess-expanded": "palette.subprocess",
  "create.data-store": "palette.store",
  "create.group": "palette.group",
};

/** Entries bpmn-js' own palette lacks or draws otherwise: symbol and shape. */
const OWN = {
  "create.call-activity": { group: "activity", className: "bpmn-icon-call-activity", shape: { type: "bpmn:CallActivity" } },
  "create.exclusive-gateway": { group: "gateway", className: "bpmn-icon-gateway-xor", shape: { type: "bpmn:ExclusiveGateway" } },
  "create.parallel-gateway": { group: "gateway", className: "bpmn-icon-gateway-parallel", shape: { type: "bpmn:ParallelGateway" } },
  "create.annotation": { group: "artifact", className: "bpmn-icon-text-annotation", shape: { type: "bpmn:TextAnnotation" } },
};

const TOOLS = { "hand-tool": "handTool", "lasso-tool": "lassoTool", "space-tool": "spaceTool" };

/** What the short menu for changing type offers; the rest comes with the full symbols. */
const SHORT_CHANGES = new Set([
  "task", "call-activity", "collapsed-subprocess", "exclusive-gateway", "parallel-gateway", "none-start", "none-intermediate-throw", "none-end",
  "message-start", "timer-start", "message-intermediate-catch", "timer-intermediate-catch", "message-boundary", "timer-boundary",
  "data-object-reference", "data-store-reference", "sequence-flow", "default-flow", "expanded-pool", "collapsed-pool",
].map((name) => `replace-with-${name}`));

const NOT_SHORT = ["append.intermediate-event", "lane-divide-three"];
const LANE_ENTRIES = /^lane-/;

/** The palette stands beside the canvas, not over it, and keeps one column. */
class DockedPalette extends Palette {
  constructor(eventBus, canvas, config) {
    super(eventBus, canvas);
    this._place = config.parent;
  }

  _getParentContainer() { return this._place; }

  _needsCollapse() { return false; }
}
DockedPalette.$inject = ["eventBus", "canvas", "config.palette"];

class WordedPaletteProvider extends PaletteProvider {
  constructor(injector, config) {
    super(...PaletteProvider.$inject.map((name) => injector.get(name)));
    this._config = config;
  }

  getPaletteEntries() {
    const { say, symbols, mapKind } = this._config;
    const theirs = super.getPaletteEntries();
    const words = { ...SHORT, ...(symbols.full ? MORE : {}) };
    if (mapKind === "overview" && !symbols.full) delete words["create.participant-expanded"];
    const entries = {};
    for (const [id, key] of Object.entries(words)) {
      if (!key) { entries[id] = theirs[id]; continue; }
      const word = kindWord(say, key, mapKind);
      entries[id] = { ...theirs[id], ...this._own(id), html: entryMarkup(word), title: id.startsWith("create.") ? say("palette.add", { word }) : word };
    }
    return entries;
  }

  _own(id) {
    if (!(id in OWN)) return {};
    const { shape, ...entry } = OWN[id];
    const start = (event) => this._create.start(event, this._elementFactory.createShape({ ...shape }));
    return { ...entry, action: { dragstart: start, click: start } };
  }
}
WordedPaletteProvider.$inject = ["injector", "config.palette"];

/** The library takes markup, not a node; `word` is one of ours. */
function entryMarkup(word) {
  return `<div class="entry" draggable="true" tabindex="0"><span class="word">${word}</span></div>`;
}

/** Leaves out what the short set lacks, and lanes in an overview (C-23). */
class ShortMenus {
  constructor(contextPad, popupMenu, config) {
    this._config = config;
    contextPad.registerProvider(300, this);
    popupMenu.registerProvider("bpmn-replace", 300, this);
  }

  getContextPadEntries() { return (entries) => this._keep(entries, (id) => !NOT_SHORT.includes(id)); }

  getMultiElementContextPadEntries() { return (entries) => entries; }

  getPopupMenuEntries() { return (entries) => this._keep(entries, (id) => SHORT_CHANGES.has(id)); }

  getPopupMenuHeaderEntries() { return (entries) => this._keep(entries, () => false); }

  _keep(entries, isShort) {
    const { symbols, mapKind } = this._config;
    return Object.fromEntries(Object.entries(entries).filter(([id]) => symbols.full || (isShort(id) && !(mapKind === "overview" && LANE_ENTRIES.test(id)))));
  }
}
ShortMenus.$inject = ["contextPad", "popupMenu", "config.palette"];

export const symbolsModule = {
  __init__: ["shortMenus"],
  palette: ["type", DockedPalette],
  paletteProvider: ["type", WordedPaletteProvider],
  shortMenus: ["type", ShortMenus],
};

/**
 * Enter or space on a symbol: a thing is added after the selected one (or on its own), Connect goes to the field for it,
 * a tool is switched on as by its key.
 */
export function palettePressedByKey(editor, id) {
  if (id === "global-connect-tool") return editor.goToConnect();
  if (id in TOOLS) {
    editor.get("editorActions").trigger(TOOLS[id]);
    return editor.get("canvas").focus();
  }
  const addable = ADDABLE[SHORT[id]];
  if (addable) return editor.addHere(addable);
  const elementFactory = editor.get("elementFactory");
  const made = {
    "create.participant-expanded": () => elementFactory.createParticipantShape(),
    "create.subprocess-expanded": () => elementFactory.createShape({ type: "bpmn:SubProcess", isExpanded: true }),
    "create.data-store": () => elementFactory.createShape({ type: "bpmn:DataStoreReference" }),
    "create.group": () => elementFactory.createShape({ type: "bpmn:Group" }),
  }[id];
  return made && editor.addHere(made());
}

/** Shows the other set of symbols. */
export function switchSymbols(editor, symbols, full) {
  symbols.full = full;
  const palette = editor.get("palette");
  palette._toolsContainer = null;  // Palette remembers the list it is about to replace
  editor.get("eventBus").fire("i18n.changed");
  const [selected] = editor.get("selection").get();
  if (selected) editor.get("contextPad").open(selected, true);
}
