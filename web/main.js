/* What every page loads. Each module makes something that already works without script quicker or kinder. */

import htmx from "htmx.org";
import { csrf } from "./modules/csrf.js";
import { dialog } from "./modules/dialog.js";
import { fill } from "./modules/fill.js";
import { form } from "./modules/form.js";
import { lookup } from "./modules/lookup.js";
import { map } from "./modules/map.js";
import { mention } from "./modules/mention.js";
import { menu } from "./modules/menu.js";
import { rows } from "./modules/rows.js";
import { theme } from "./modules/theme.js";
import { told } from "./modules/told.js";

globalThis.htmx = htmx;
Object.assign(htmx.config, {
  allowEval: false, // the content policy refuses it
  includeIndicatorStyles: false, // inline styles too
  selfRequestsOnly: true,
  historyCacheSize: 0, // nobody's page lies in the browser's storage
  refreshOnHistoryMiss: true,
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "409|422", swap: true }, // the form with what is wrong
    { code: "...", swap: false, error: true },
  ],
});

csrf();
dialog();
fill();
form();
map();
mention();
menu();
rows();
theme();
told();
lookup(document);
document.body.addEventListener("htmx:load", ({ detail }) => lookup(detail.elt));
