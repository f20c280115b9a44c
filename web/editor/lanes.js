/** Lanes are actors (model.md C-26, V-22): whose an element is, and how it changes hands. */
import { getLabel } from "bpmn-js/lib/util/LabelUtil";
import { is } from "bpmn-js/lib/util/ModelUtil";
import { collectLanes, getChildLanes } from "bpmn-js/lib/features/modeling/util/LaneUtil";

const BETWEEN = 50;
const EDGE = 20;

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

/** Name of the lane, or of the pool where it has no lanes; "" where the map says nothing. */
export function actorOf(element, elementRegistry) {
  if (!is(element, "bpmn:FlowNode")) return "";
  const lane = laneOf(element, elementRegistry);
  const pool = poolOf(element);
  return getLabel(lane ?? pool ?? element.parent) && (lane || pool) ? getLabel(lane ?? pool) : "";
}

/** Innermost lanes of a pool, from the top. */
export function actorsOf(pool) {
  return pool ? collectLanes(pool).filter((lane) => !getChildLanes(lane).length).sort((a, b) => a.y - b.y) : [];
}

const middle = (shape) => shape.y + shape.height / 2;

/**
 * Where in a lane a shape of this size is free, at `x` (its centre) or the first place to the right of it.
 * Looks only at what the lane holds.
 */
export function freeIn(lane, size, x, y, elementRegistry, ignore = null) {
  const taken = (lane.businessObject.get("flowNodeRef") ?? [])
    .map((node) => elementRegistry.get(node.id))
    .filter((shape) => shape && shape !== ignore)
    .sort((a, b) => a.x - b.x);
  let at = Math.max(x, lane.x + 30 + EDGE + size.width / 2);
  for (const shape of taken) {
    const across = shape.y < y + size.height / 2 + EDGE && shape.y + shape.height > y - size.height / 2 - EDGE;
    const along = shape.x < at + size.width / 2 + EDGE && shape.x + shape.width > at - size.width / 2 - EDGE;
    if (across && along) at = shape.x + shape.width + BETWEEN + size.width / 2;
  }
  return { x: at, y };
}

/** Moves an element into another lane of its pool, straight up or down unless something stands there. */
export function moveToLane(shape, lane, modeling, elementRegistry) {
  const place = freeIn(lane, shape, shape.x + shape.width / 2, middle(lane), elementRegistry, shape);
  const delta = { x: place.x - shape.x - shape.width / 2, y: place.y - middle(shape) };
  modeling.moveElements([shape], delta, poolOf(lane), { autoResize: true });
}

/** Makes a lane reach down to `bottom`; the lanes below move down with what they hold. */
export function deepenLane(lane, bottom, modeling) {
  const missing = Math.ceil((bottom + EDGE - lane.y - lane.height) / 10) * 10;
  if (missing > 0) modeling.resizeLane(lane, { x: lane.x, y: lane.y, width: lane.width, height: lane.height + missing }, false);
}
