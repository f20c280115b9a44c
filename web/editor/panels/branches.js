/** The ways out of a choice, each with its word ("ja", "nej"): a choice needs two that are named (V-24). */
import { getLabel } from "bpmn-js/lib/util/LabelUtil";
import { is } from "bpmn-js/lib/util/ModelUtil";

import { field, h } from "../dom.js";
import { nameOf } from "../kinds.js";
import { mark, setMarks } from "../marks.js";
import { addPanel } from "../panels.js";

addPanel({
  key: "branches",
  order: 15,
  fits: ([element], { readonly }) => !readonly && is(element, "bpmn:Gateway") && !is(element, "bpmn:ParallelGateway") && element.outgoing?.length > 0,
  facts: ([gateway]) => gateway.outgoing.map((flow) => [flow.id, getLabel(flow), flow.target.id, mark(flow, "share")]),
  draw: ([gateway], editor) => h("fieldset", { class: "ed-part" }, h("legend", { class: "h3" }, editor.say("branches")), gateway.outgoing.map((flow) => way(flow, editor)), h("p", { class: "ed-wrong", id: "ed-shares", role: "status" }, askew(gateway, editor))),
});

/** What is left by rounding to whole per cent; as maps/bpmn/marks.py has it. */
const ROUNDED = 1;

/** What is wrong with the shares together; "" where none is written or they come to a hundred. Of an inclusive choice several ways may be taken. */
function askew(gateway, { say, language }) {
  const shares = gateway.outgoing.map((flow) => mark(flow, "share"));
  const known = shares.filter(Boolean).map((share) => Number(share.replace(",", ".")));
  if (!known.length || shares.length < 2 || is(gateway, "bpmn:InclusiveGateway")) return "";
  if (known.length < shares.length) return say("branches.some");
  const sum = known.reduce((one, other) => one + other, 0);
  return Math.abs(sum - 100) > ROUNDED ? say("branches.sum", { sum: sum.toLocaleString(language, { maximumFractionDigits: 1 }) }) : "";
}

/** The word of the way, and how many per cent of the cases go there (M-LED-2). */
function way(flow, editor) {
  const { say } = editor;
  const name = nameOf(flow.target, say);
  const word = h("input", {
    id: `ed-way-${flow.id}`, class: "form-control", autocomplete: "off", value: getLabel(flow) ?? "",
    onchange: ({ target }) => editor.get("modeling").updateLabel(flow, target.value.trim()),
  });
  const share = h("input", {
    id: `ed-share-${flow.id}`, class: "form-control", autocomplete: "off", inputmode: "decimal", pattern: "100|[0-9]{1,2}([.,][0-9]{1,3})?", value: mark(flow, "share"), "aria-label": say("branches.share.to", { name }),
    onchange: ({ target }) => {
      target.value = target.value.trim();
      target.setCustomValidity(target.validity.patternMismatch ? say("branches.noshare") : "");
      if (target.validity.patternMismatch) target.reportValidity();
      else setMarks(editor, flow, { share: target.value });
    },
    oninput: ({ target }) => target.setCustomValidity(""),
  });
  return h("div", { class: "ed-row ed-way-out" }, field(say("branches.to", { name }), word), field(say("branches.share"), share));
}
