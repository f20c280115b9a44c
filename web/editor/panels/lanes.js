/** New actors in a pool, where one of its lanes or the pool itself is selected. */
import { is } from "bpmn-js/lib/util/ModelUtil";
import { isExpanded } from "bpmn-js/lib/util/DiUtil";
import { getChildLanes } from "bpmn-js/lib/features/modeling/util/LaneUtil";

import { h } from "../dom.js";
import { addPanel } from "../panels.js";

const isActor = (element) => is(element, "bpmn:Lane") || (is(element, "bpmn:Participant") && isExpanded(element));

addPanel({
  key: "lanes",
  order: 12,
  fits: ([element, ...more], { readonly, mapKind }) => Boolean(element) && !more.length && !readonly && mapKind !== "overview" && isActor(element),
  draw: ([element], editor) => {
    const { say } = editor;
    const modeling = editor.get("modeling");
    const button = (key, act) => h("button", { type: "button", id: `ed-${key.replace(".", "-")}`, class: "btn btn-sm", onclick: () => { act(); editor.announce(say("lanes.added")); } }, say(key));
    return h("fieldset", { class: "ed-part" }, h("legend", { class: "h3" }, say("lanes")), h("div", { class: "ed-buttons" },
      button("lanes.above", () => editor.select(modeling.addLane(element, "top"))),
      button("lanes.below", () => editor.select(modeling.addLane(element, "bottom"))),
      getChildLanes(element).length < 2 && button("lanes.two", () => modeling.splitLane(element, 2))));
  },
});
