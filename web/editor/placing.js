/** Adding and joining without a pointer: what the side panel, the palette by keyboard and the keys A and Ctrl+V do. */
import { is } from "bpmn-js/lib/util/ModelUtil";

import { nameOf } from "./kinds.js";
import { actorsOf, deepenLane, freeIn, laneOf, makeRoom, poolOf } from "./lanes.js";

const ARTIFACTS = ["bpmn:DataObjectReference", "bpmn:DataStoreReference", "bpmn:TextAnnotation"];

/** Whether something can follow `element` in the flow, or (for notes and documents) be tied to it. */
export function canFollow(element, type) {
  if (!element) return false;
  if (ARTIFACTS.includes(type)) return is(element, "bpmn:FlowNode");
  return is(element, "bpmn:FlowNode") && !is(element, "bpmn:EndEvent") && type !== "bpmn:StartEvent";
}

/**
 * Adds one element ({ type, … } or a shape made already) and returns its shape; one step to undo. After `source` where
 * that is possible, else on its own.
 * `lane` says whose it is; without it the source's actor, or the first.
 */
export function add(editor, attributes, { source = null, lane = null, name = "" } = {}) {
  const shape = attributes.businessObject ? attributes : editor.get("elementFactory").createShape({ ...attributes });
  const after = canFollow(source, attributes.type) ? source : null;
  let added = null;
  editor.together(() => {
    added = after ? append(editor, shape, after, lane) : place(editor, shape, source, lane);
    if (name) editor.get("modeling").updateLabel(added, name);
  });
  editor.select(added);
  return added;
}

function append(editor, shape, source, lane) {
  const modeling = editor.get("modeling");
  const elementRegistry = editor.get("elementRegistry");
  const position = editor.get("eventBus").fire("autoPlace", { source, shape });
  const own = laneOf(source, elementRegistry);
  const target = lane ?? own;
  if (target && is(shape, "bpmn:FlowNode")) {
    if (target !== own) position.y = target.y + target.height / 2;
    Object.assign(position, makeRoom(editor, target, shape, source, position));
    deepenLane(target, position.y + shape.height / 2, modeling);
  }
  return modeling.appendShape(source, shape, position, source.parent);
}

function place(editor, shape, near, lane) {
  const canvas = editor.get("canvas");
  const modeling = editor.get("modeling");
  const elementRegistry = editor.get("elementRegistry");
  const pool = poolOf(lane ?? near) ?? elementRegistry.find((element) => is(element, "bpmn:Participant"));
  const target = lane ?? (near && (is(near, "bpmn:Lane") ? near : laneOf(near, elementRegistry))) ?? actorsOf(pool)[0];
  if (target) {
    const position = freeIn(target, shape, { x: target.x, y: target.y + target.height / 2 }, elementRegistry);
    return modeling.createShape(shape, position, pool);
  }
  if (pool && !is(shape, "bpmn:Participant")) return modeling.createShape(shape, { x: pool.x + pool.width / 2, y: pool.y + pool.height / 2 }, pool);
  const root = canvas.getRootElement();
  return modeling.createShape(shape, free(root, shape, inView(editor)), root);
}

/** `position`, or the first place below it that nothing covers. */
function free(root, shape, position) {
  let { x, y } = position;
  const column = root.children.filter((child) => child.width && Math.abs(child.x + child.width / 2 - x) < (child.width + shape.width) / 2 + 20);
  for (const child of column.sort((a, b) => a.y - b.y)) {
    if (child.y < y + shape.height / 2 + 20 && child.y + child.height > y - shape.height / 2 - 20) y = child.y + child.height + 50 + shape.height / 2;
  }
  return { x, y };
}

/** Joins two elements by whatever BPMN allows between them; null where nothing is. One step to undo. */
export function connect(editor, source, target) {
  const allowed = editor.get("rules").allowed("connection.create", { source, target });
  if (!allowed) return null;
  let made = null;
  editor.together(() => {
    made = editor.get("modeling").connect(source, target, allowed === true ? undefined : allowed);
    if (is(made, "bpmn:SequenceFlow") && target.x + target.width < source.x) goBackBelow(editor, made);
  });
  return made;
}

/** A flow back to the left runs under what it returns past, not through it. */
function goBackBelow(editor, flow) {
  const { source, target } = flow;
  const passed = source.parent.children.filter((shape) => is(shape, "bpmn:FlowNode") && !shape.labelTarget
    && shape.x < source.x + source.width && shape.x + shape.width > target.x && Math.abs(shape.y - source.y) < 150);
  const y = Math.max(...[source, target, ...passed].map((shape) => shape.y + shape.height)) + 20;
  const lane = laneOf(source, editor.get("elementRegistry"));
  if (lane && y < lane.y + lane.height + 40) deepenLane(lane, y, editor.get("modeling"));
  const from = { x: source.x + source.width / 2, y: source.y + source.height };
  const to = { x: target.x + target.width / 2, y: target.y + target.height };
  editor.get("modeling").updateWaypoints(flow, [from, { x: from.x, y }, { x: to.x, y }, to]);
}

/** Pastes what was copied (in another map, too), or a copy of `elements`, a little beside the original or in the middle of the view. */
export async function paste(editor, elements = null) {
  if (!elements) await editor.fetchCopied();
  const copyPaste = editor.get("copyPaste");
  const registry = editor.get("elementRegistry");
  const tree = elements ? copyPaste.copy(elements, { clip: false }) : editor.get("clipboard").get();
  const tops = Object.values(tree ?? {})[0]?.filter(({ width }) => width) ?? [];
  if (!tops.length) return;
  const root = editor.get("canvas").getRootElement();
  const pool = poolOf(editor.get("selection").get()[0]) ?? registry.find((element) => is(element, "bpmn:Participant"));
  const original = registry.get(tops[0].id);
  const parent = tops.some(({ businessObject }) => businessObject?.$type === "bpmn:Participant") ? root : original?.parent ?? pool ?? root;
  if (editor.readonly) return;
  const made = copyPaste.paste({ element: parent, point: original ? beside(tops) : parent === root ? below(root, tops) : inView(editor), tree });
  if (!original && made?.[0]) editor.get("canvas").scrollToElement(made[0]);
  editor.get("selection").select((made ?? []).filter((shape) => shape.parent && !shape.labelTarget && !made.includes(shape.parent)));
}

function beside(shapes) {
  const left = Math.min(...shapes.map(({ x }) => x));
  const right = Math.max(...shapes.map(({ x, width }) => x + width));
  const top = Math.min(...shapes.map(({ y }) => y));
  const bottom = Math.max(...shapes.map(({ y, height }) => y + height));
  return { x: Math.round((left + right) / 2) + 40, y: Math.round((top + bottom) / 2) + 40 };
}

/** Under all that is drawn, so that a pool from another map does not cover the one here. */
function below(root, shapes) {
  const drawn = root.children.filter(({ width }) => width);
  if (!drawn.length) return { x: 0, y: 0 };
  const [left, right] = [Math.min(...shapes.map(({ x }) => x)), Math.max(...shapes.map(({ x, width }) => x + width))];
  const [top, bottom] = [Math.min(...shapes.map(({ y }) => y)), Math.max(...shapes.map(({ y, height }) => y + height))];
  const [start, end] = [Math.min(...drawn.map(({ x }) => x)), Math.max(...drawn.map(({ y, height }) => y + height))];
  return { x: Math.round(start + (right - left) / 2), y: Math.round(end + 50 + (bottom - top) / 2) };
}

function inView(editor) {
  const seen = editor.get("canvas").viewbox();
  return { x: Math.round(seen.x + seen.width / 2), y: Math.round(seen.y + seen.height / 2) };
}

/** The element after or before along the flow. */
export function neighbour(element, direction) {
  const flows = (direction > 0 ? element.outgoing : element.incoming) ?? [];
  const flow = flows.find((connection) => is(connection, "bpmn:SequenceFlow")) ?? flows[0];
  return flow && (direction > 0 ? flow.target : flow.source);
}

/** Removes what is selected and says so. */
export function removeSelected(editor) {
  const selection = editor.get("selection").get();
  if (!selection.length) return;
  const name = nameOf(selection[0], editor.say);
  editor.get("modeling").removeElements([...selection]);
  editor.announce(editor.say("deleted", { name }));
  editor.get("canvas").focus();
}
