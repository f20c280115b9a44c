/** What an empty map starts from: a pool with two actors, a start and an end; an overview has no actors (C-23, C-24). */
const ROOT = `xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"`;

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

const shape = (id, x, y, width, height, more = "") =>
  `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"${more}><dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}"/></bpmndi:BPMNShape>`;

const file = (before, process, plane, shapes) =>
  `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions ${ROOT} id="Definitions" targetNamespace="http://bpmn.io/schema/bpmn">${before}<bpmn:process id="Process" isExecutable="false">${process}</bpmn:process><bpmndi:BPMNDiagram id="Diagram"><bpmndi:BPMNPlane id="Plane" bpmnElement="${plane}">${shapes}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>`;

/** BPMN 2.0 XML of a new map; `title` is the process's name. */
export function newMap(mapKind, say, title = "") {
  const start = `<bpmn:startEvent id="Start" name="${escaped(say("new.start"))}"/>`;
  const end = `<bpmn:endEvent id="End" name="${escaped(say("new.end"))}"/>`;
  if (mapKind === "overview") {
    return file("", start + end, "Process", shape("Start", 180, 160, 36, 36) + shape("End", 760, 160, 36, 36));
  }
  const lane = (number, holds) => `<bpmn:lane id="Lane_${number}" name="${escaped(say("new.lane", { number }))}"><bpmn:flowNodeRef>${holds}</bpmn:flowNodeRef></bpmn:lane>`;
  const pool = `<bpmn:collaboration id="Collaboration"><bpmn:participant id="Pool" name="${escaped(title || say("new.pool"))}" processRef="Process"/></bpmn:collaboration>`;
  const across = ' isHorizontal="true"';
  return file(
    pool,
    `<bpmn:laneSet id="Lanes">${lane(1, "Start")}${lane(2, "End")}</bpmn:laneSet>${start}${end}`,
    "Collaboration",
    shape("Pool", 120, 80, 780, 300, across) + shape("Lane_1", 150, 80, 750, 150, across) + shape("Lane_2", 150, 230, 750, 150, across)
      + shape("Start", 212, 137, 36, 36) + shape("End", 812, 287, 36, 36),
  );
}
