/** What an element is, in the words of the palette. */
import { getLabel } from "bpmn-js/lib/util/LabelUtil";
import { is } from "bpmn-js/lib/util/ModelUtil";

/** First hit wins. */
const KINDS = [
  ["bpmn:StartEvent", "palette.start"],
  ["bpmn:EndEvent", "palette.end"],
  ["bpmn:Event", "palette.middle"],
  ["bpmn:ParallelGateway", "palette.parallel"],
  ["bpmn:Gateway", "palette.choice"],
  ["bpmn:CallActivity", "palette.call"],
  ["bpmn:SubProcess", "palette.call"],
  ["bpmn:Activity", "palette.task"],
  ["bpmn:DataObjectReference", "palette.document"],
  ["bpmn:DataStoreReference", "palette.store"],
  ["bpmn:TextAnnotation", "type.note"],
  ["bpmn:Participant", "type.pool"],
  ["bpmn:Lane", "type.lane"],
  ["bpmn:SequenceFlow", "type.flow"],
  ["bpmn:MessageFlow", "type.message"],
  ["bpmn:Association", "type.line"],
  ["bpmn:DataAssociation", "type.line"],
  ["bpmn:Group", "type.group"],
];

/** What can be added from the side panel and by keyboard: key of the word → what to create. */
export const ADDABLE = {
  "palette.task": { type: "bpmn:Task" },
  "palette.choice": { type: "bpmn:ExclusiveGateway" },
  "palette.parallel": { type: "bpmn:ParallelGateway" },
  "palette.call": { type: "bpmn:CallActivity" },
  "palette.middle": { type: "bpmn:IntermediateThrowEvent" },
  "palette.end": { type: "bpmn:EndEvent" },
  "palette.start": { type: "bpmn:StartEvent" },
  "palette.document": { type: "bpmn:DataObjectReference" },
  "palette.note": { type: "bpmn:TextAnnotation" },
};

/** In an overview (C-23) what is drawn are process steps, not activities. */
export function kindWord(say, key, mapKind) {
  return say(key === "palette.task" && mapKind === "overview" ? "palette.step" : key);
}

export function kindOf(element, say, mapKind) {
  const [, key] = KINDS.find(([type]) => is(element, type)) ?? [null, "type.other"];
  return kindWord(say, key, mapKind);
}

/** The element's name; a flow without one is told by what it joins. */
export function nameOf(element, say) {
  const name = getLabel(element)?.trim();
  if (element.waypoints && element.source && element.target) {
    const ends = [element.source, element.target].map((end) => getLabel(end)?.trim() || say("unnamed")).join(" → ");
    return name ? `${ends}: ${name}` : ends;
  }
  return name || say("unnamed");
}

/** "Granska ansökan, Aktivitet, Handläggare", as read out when it is selected. */
export function describe(element, say, mapKind, actor) {
  return [nameOf(element, say), kindOf(element, say, mapKind), actor].filter(Boolean).join(", ");
}
