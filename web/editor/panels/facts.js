/**
 * What the model asks of a step beside its drawing: times with their source, IT system, information in and out, how many
 * cases a start has (C-26, C-27, M-LED-2). Written as marks in the file; the keys are those of maps/bpmn/marks.py.
 */
import { is } from "bpmn-js/lib/util/ModelUtil";

import { field, h, option } from "../dom.js";
import { allMarks, mark, setMarks } from "../marks.js";
import { addPanel } from "../panels.js";

const UNITS = ["minutes", "hours", "days", "weeks"];
const SOURCES = ["measured", "estimated"];
const PERIODS = ["day", "week", "month", "year"];
const START_KINDS = ["need", "event"];
const PARTS = ["min", "typical", "max"];
/** As maps/bpmn/marks.py reads them: at most seven figures and three decimals. */
const NUMBER = "[0-9]{1,7}([.,][0-9]{1,3})?";

const one = ([selected]) => selected.labelTarget ?? selected;
const hasFacts = (element) => is(element, "bpmn:Activity") || (is(element, "bpmn:Event") && !is(element, "bpmn:EndEvent"));

let opened = false;

addPanel({
  key: "facts",
  order: 42,
  fits: (selection, { mapKind }) => selection.length === 1 && hasFacts(one(selection)) && mapKind !== "overview",
  facts: (selection) => [one(selection).id, allMarks(one(selection))],
  draw: (selection, editor) => facts(one(selection), editor),
});

function facts(element, editor) {
  const { say } = editor;
  const activity = is(element, "bpmn:Activity");
  const start = is(element, "bpmn:StartEvent");
  return h("details", { class: "ed-part ed-facts", open: opened, ontoggle: ({ target }) => { opened = target.open; } },
    h("summary", { id: "ed-facts-title", class: "h3" }, say(start ? "facts.start" : "facts")),
    start && chosen(editor, element, "start_kind", START_KINDS, "facts.start_kind"),
    (start || activity) && h("div", { class: "ed-row" }, number(editor, element, "volume", say("facts.volume")), chosen(editor, element, "volume.per", PERIODS, "facts.per")),
    activity && time(editor, element, "work"),
    !start && time(editor, element, "wait"),
    activity && ["system", "information.in", "information.out"].map((key) => text(editor, element, key)));
}

function time(editor, element, key) {
  const { say } = editor;
  return h("fieldset", { class: "ed-time" },
    h("legend", {}, say(`facts.${key}`)),
    h("div", { class: "ed-row" }, PARTS.map((part) => number(editor, element, `${key}.${part}`, say(`facts.${part}`)))),
    h("div", { class: "ed-row" }, chosen(editor, element, `${key}.unit`, UNITS, "facts.unit"), chosen(editor, element, `${key}.source`, SOURCES, "facts.source")),
    h("p", { class: "ed-wrong", id: `ed-askew-${key}`, role: "status" }, askew(element, key) ? say("facts.askew") : ""));
}

/** True where least is more than usual, or usual more than most, as far as they are written. */
function askew(element, key) {
  const known = PARTS.map((part) => mark(element, `${key}.${part}`)).filter(Boolean).map((text) => Number(text.replace(",", ".")));
  return known.some((number, place) => place && number < known[place - 1]);
}

const idOf = (key) => `ed-fact-${key.replaceAll(/[._]/g, "-")}`;

/** Says in words what is no number, and writes nothing of it. */
function number(editor, element, key, label) {
  const input = h("input", {
    id: idOf(key), class: "form-control", inputmode: "decimal", autocomplete: "off", pattern: NUMBER, readonly: editor.readonly, value: mark(element, key),
    onchange: ({ target }) => {
      target.value = target.value.trim();
      target.setCustomValidity(target.validity.patternMismatch ? editor.say("facts.nonumber") : "");
      if (target.validity.patternMismatch) target.reportValidity();
      else setMarks(editor, element, { [key]: target.value });
    },
    oninput: ({ target }) => target.setCustomValidity(""),
  });
  return field(label, input);
}

function chosen(editor, element, key, values, label) {
  const value = mark(element, key);
  const select = h("select", { id: idOf(key), class: "form-select", disabled: editor.readonly, onchange: ({ target }) => editor.quietly(() => setMarks(editor, element, { [key]: target.value })) },
    option("", editor.say("facts.unknown"), !value), values.map((one) => option(one, editor.say(`facts.is.${one}`), one === value)));
  return field(editor.say(label), select);
}

function text(editor, element, key) {
  return field(editor.say(`facts.${key}`), h("input", {
    id: idOf(key), class: "form-control", maxlength: 500, autocomplete: "off", readonly: editor.readonly, value: mark(element, key),
    onchange: ({ target }) => setMarks(editor, element, { [key]: target.value.trim() }),
  }));
}
