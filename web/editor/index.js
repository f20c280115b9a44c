/** The map editor. esbuild bundles this file to static/processlots/editor.js and editor.css. */
import "bpmn-js/dist/assets/diagram-js.css";
import "bpmn-js/dist/assets/bpmn-js.css";
import "bpmn-js/dist/assets/bpmn-font/css/bpmn-embedded.css";
import "diagram-js-minimap/assets/diagram-js-minimap.css";
import "./editor.css";

import { start } from "./editor.js";

const place = document.getElementById("editor");
if (place?.dataset.load !== undefined) start(place);
