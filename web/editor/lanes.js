/** Lanes are actors (model.md C-26, V-22): whose an element is, and how it changes hands. */
import { getLabel } from "bpmn-js/lib/util/LabelUtil";
import { is } from "bpmn-js/lib/util/ModelUtil";
import { collectLanes, getChildLanes } from "bpmn-js/lib/features/modeling/util/LaneUtil";

const BETWEEN = 50;
const EDGE = 20;
const HEAD = 30;

export function poolOf(element) {
  for (let at = element; at; at = at.parent) if (is(at, "bpmn:Participant")) return at;
  return null;
}

/** The innermost lane the file says an element belongs to, else null. Flows, pools and notes have none. */
export function laneOf(element, elementRegistry) {
  const lanes = is(element, "bpmn:FlowNode") ? element.businessObject.get("lanes") ?? [] : [];
  const innermost = lanes.find((lane) => !lane.childLaneSet) ?? lanes[0];
  return (innermost && elementRegistry.get(innermost.id)) ?? null;
}

/** Name of the lane, or of the pool where the lane has none; "" where the map says nothing. */
export function actorOf(element, elementRegistry) {
  if (!is(element, "bpmn:FlowNode")) return "";
  const named = [laneOf(element, elementRegistry), poolOf(element)].find((one) => one && getLabel(one));
  return named ? getLabel(named) : "";
}

/** Innermost lanes of a pool, from the top. */
export function actorsOf(pool) {
  return pool ? collectLanes(pool).filter((lane) => !getChildLanes(lane).length).sort((a, b) => a.y - b.y) : [];
}

const middle = (shape) => shape.y + shape.height / 2;

/** What in the lane a shape of this size at { x, y } (its centre) would stand on or too close to, from the left. */
function inTheWay(lane, size, { x, y }, elementRegistry, ignore = null) {
  return (lane.businessObject.get("flowNodeRef") ?? [])
    .map((node) => elementRegistry.get(node.id))
    .filter((shape) => shape && shape !== ignore
      && shape.y < y + size.height / 2 + EDGE && shape.y + shape.height > y - size.height / 2 - EDGE
      && shape.x < x + size.width / 2 + EDGE && shape.x + shape.width > x - size.width / 2 - EDGE)
    .sort((one, other) => one.x - other.x);
}

/** The first place at `position` or to the right of it that is free in the lane. */
export function freeIn(lane, size, position, elementRegistry, ignore = null) {
  let x = Math.max(position.x, lane.x + HEAD + EDGE + size.width / 2);
  for (let hits; (hits = inTheWay(lane, size, { x, y: position.y }, elementRegistry, ignore)).length;) {
    const last = hits.at(-1);
    x = last.x + last.width + BETWEEN + size.width / 2;
  }
  return { x, y: position.y };
}

/**
 * Room for a shape at `position` after `source`: what stands there, and all to the right of it, moves on. Returns the
 * position, or one further on where what stands there begins before the source ends.
 */
export function makeRoom(editor, lane, size, source, position) {
  const [hit] = inTheWay(lane, size, position, editor.get("elementRegistry"));
  if (!hit) return position;
  if (hit.x < source.x + source.width) return freeIn(lane, size, position, editor.get("elementRegistry"));
  const by = Math.ceil((position.x + size.width / 2 + BETWEEN - hit.x) / 10) * 10;
  const spaceTool = editor.get("spaceTool");
  const pool = poolOf(lane);
  const { movingShapes, resizingShapes } = spaceTool.calculateAdjustments(everythingIn(pool), "x", by, hit.x - 1);
  spaceTool.makeSpace(movingShapes, resizingShapes, { x: by, y: 0 }, "e", hit.x - 1);
  return position;
}

function everythingIn(shape) {
  return [shape, ...(shape.children ?? []).flatMap(everythingIn)];
}

/** Moves an element into another lane of its pool, straight up or down unless something stands there. */
export function moveToLane(shape, lane, modeling, elementRegistry) {
  const place = freeIn(lane, shape, { x: shape.x + shape.width / 2, y: middle(lane) }, elementRegistry, shape);
  const delta = { x: place.x - shape.x - shape.width / 2, y: place.y - middle(shape) };
  modeling.moveElements([shape], delta, poolOf(lane), { autoResize: true });
}

/** Makes a lane reach down to `bottom`; the lanes below move down with what they hold. */
export function deepenLane(lane, bottom, modeling) {
  const missing = Math.ceil((bottom + EDGE - lane.y - lane.height) / 10) * 10;
  if (missing > 0) modeling.resizeLane(lane, { x: lane.x, y: lane.y, width: lane.width, height: lane.height + missing }, false);
}
