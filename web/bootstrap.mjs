/* Bootstrap's style sheet without what the look does not use: a rule whose every selector names a component in UNUSED goes,
   and so does each declaration with a data: address, which the content policy would have to allow. */

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const UNUSED = [
  "accordion", "alert", "badge", "breadcrumb", "btn-close", "btn-group", "btn-link", "btn-outline", "btn-toolbar", "card", "carousel",
  "collapse", "collapsing", "dropdown", "dropend", "dropstart", "dropup", "fade", "figure", "form-control-color", "form-control-plaintext", "form-floating",
  "form-range", "form-switch", "img-fluid", "img-thumbnail", "input-group", "invalid", "is-invalid", "is-valid", "link-", "list-group", "modal", "navbar", "tab-content", "tab-pane",
  "nav", "offcanvas", "page-item", "page-link", "pagination", "placeholder-", "placeholder", "popover", "progress", "ratio", "spinner", "sticky",
  "table", "text-bg", "toast", "tooltip", "valid", "was-validated", "btn-secondary", "btn-success", "btn-info", "btn-warning", "btn-light",
  "btn-dark", "caption-top", "stretched-link", "blockquote", "focus-ring", "icon-link", "fixed", "hstack", "vstack", "vr",
];
const NAME = new RegExp(`\\.(${UNUSED.join("|")})(?![a-z])|\\.(${UNUSED.join("|")})-`);
const UTILITY = /\.(bg|border|text|link|rounded|shadow|opacity|object)-[a-z-]*(subtle|opacity|primary|secondary|success|info|warning|danger|light|dark|emphasis|gradient|circle|pill|sm|lg|md|xl|xxl|black|white)/;

/** esbuild plugin: `@import "bootstrap"` in CSS is answered with the cut-down sheet. */
export const bootstrap = {
  name: "bootstrap",
  setup(build) {
    const path = createRequire(import.meta.url).resolve("bootstrap/dist/css/bootstrap.css");
    build.onResolve({ filter: /^bootstrap$/ }, () => ({ path }));
    build.onLoad({ filter: /dist\/css\/bootstrap\.css$/ }, async () => ({
      contents: prune(await readFile(path, "utf8")),
      loader: "css",
    }));
  },
};

/** The sheet with unused rules and data: declarations taken out; at-rules are gone through, and dropped when empty. */
export function prune(css) {
  let out = "";
  for (const { head, body } of blocks(css.replace(/\/\*[^]*?\*\//g, ""))) {
    if (body === null) out += `${head};`;
    else if (/^@(media|supports)/.test(head)) {
      const inner = prune(body);
      if (inner.trim()) out += `${head}{${inner}}`;
    } else if (/^@keyframes/.test(head)) continue; // spinners, progress, placeholders
    else {
      const kept = selectors(head).filter((one) => !NAME.test(one) && !UTILITY.test(one));
      const declarations = body.split(/;(?![^(]*\))/).filter((one) => one.trim() && !one.includes("data:"));
      if (kept.length && declarations.length) out += `${kept.join(",")}{${declarations.join(";")}}`;
    }
  }
  return out;
}

/** Top-level pieces: {head, body}; body is null for statements such as @charset. */
function blocks(css) {
  const found = [];
  let at = 0;
  while (at < css.length) {
    const open = css.indexOf("{", at);
    const end = css.indexOf(";", at);
    if (open < 0) break;
    if (end >= 0 && end < open) {
      found.push({ head: css.slice(at, end).trim(), body: null });
      at = end + 1;
      continue;
    }
    let depth = 1;
    let close = open + 1;
    for (; depth; close++) depth += css[close] === "{" ? 1 : css[close] === "}" ? -1 : 0;
    found.push({ head: css.slice(at, open).trim(), body: css.slice(open + 1, close - 1) });
    at = close;
  }
  return found;
}

/** Comma-separated selectors, minding the commas inside :is() and :not(). */
function selectors(head) {
  const parts = [""];
  let depth = 0;
  for (const letter of head) {
    if (letter === "(") depth++;
    if (letter === ")") depth--;
    if (letter === "," && !depth) parts.push("");
    else parts[parts.length - 1] += letter;
  }
  return parts.map((one) => one.trim());
}
