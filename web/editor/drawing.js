/** How bpmn-js draws here: the look's colours and type, and lane heads on land as in the reading view. */
import { getDi, is } from "bpmn-js/lib/util/ModelUtil";
import { isExpanded, isHorizontal } from "bpmn-js/lib/util/DiUtil";
import BaseRenderer from "diagram-js/lib/draw/BaseRenderer";

const HEAD = 30;
const SVG = "http://www.w3.org/2000/svg";

/** Colours are variables, so that light, dark and print follow the page without drawing anew. */
export const drawingOptions = {
  bpmnRenderer: { defaultFillColor: "var(--paper)", defaultStrokeColor: "var(--ink)" },
  textRenderer: {
    defaultStyle: { fontFamily: '"Source Sans 3", "Segoe UI", system-ui, sans-serif', fontSize: 13, fontWeight: "400", lineHeight: 1.2 },
    externalStyle: { fontSize: 12 },
  },
};

function hasOwnColour(element) {
  const di = getDi(element);
  return Boolean(di && (di.get("background-color") || di.get("bioc:fill")));
}

class LaneHeads extends BaseRenderer {
  constructor(eventBus, bpmnRenderer) {
    super(eventBus, 1500);
    this._bpmnRenderer = bpmnRenderer;
  }

  canRender(element) {
    return !element.labelTarget && (is(element, "bpmn:Lane") || (is(element, "bpmn:Participant") && isExpanded(element))) && !hasOwnColour(element);
  }

  drawShape(parent, element, attributes) {
    const drawn = this._bpmnRenderer.drawShape(parent, element, attributes);
    const head = document.createElementNS(SVG, "rect");
    const across = isHorizontal(element);
    head.setAttribute("class", "ed-lanehead");
    head.setAttribute("width", across ? HEAD : element.width);
    head.setAttribute("height", across ? element.height : HEAD);
    drawn.after(head);
    return drawn;
  }

  getShapePath(shape) { return this._bpmnRenderer.getShapePath(shape); }
}
LaneHeads.$inject = ["eventBus", "bpmnRenderer"];

/** What brings its own colour from the file is drawn as by day also at night: its text was chosen for that ground. */
class OwnColours {
  constructor(eventBus, canvas) {
    const mark = (element) => {
      if (element.type === "label" || !element.di) return;
      const own = hasOwnColour(element);
      if (own !== canvas.hasMarker(element, "ed-own-colour")) canvas[own ? "addMarker" : "removeMarker"](element, "ed-own-colour");
    };
    eventBus.on("shape.added", 500, ({ element }) => mark(element));
    eventBus.on("elements.changed", ({ elements }) => elements.filter((element) => element.parent && !element.waypoints).forEach(mark));
  }
}
OwnColours.$inject = ["eventBus", "canvas"];

export const drawingModule = {
  __init__: ["laneHeads", "ownColours"],
  laneHeads: ["type", LaneHeads],
  ownColours: ["type", OwnColours],
};
