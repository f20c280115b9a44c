/**
 * Says which strings of bpmn-js, diagram-js and the minimap have no Swedish, and which Swedish nothing asks for.
 *
 *     node web/editor/check-translations.mjs
 *
 * Reads the installed packages in node_modules: calls of translate("…"), the labels of the menus (they are translated
 * through a variable), constants and sums handed to translate, and text written straight into the templates. Ends with 1 and a list when a
 * string is missing or no longer asked for, or when translate is handed something this reader does not know.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

import { swedish } from "./sv.js";
import { TRANSLATED_IN_PAGE } from "./leftovers.js";
import { WORDS } from "./words.js";

const HERE = dirname(fileURLToPath(import.meta.url));
const MODULES = process.env.NODE_MODULES ?? findModules(HERE);
const SOURCES = ["bpmn-js/lib", "diagram-js/lib", "diagram-js-direct-editing/lib", "diagram-js-minimap/dist/index.esm.js"];

/** What the bpmn.io licence asks us to leave as it is. */
const UNTOUCHED = new Set(["Powered by bpmn.io"]);

/** Variables that hold a label collected below, or the parameter of translate itself. */
const PASSED_ON = new Set(["label", "template"]);

const asked = new Map();
const unknown = [];
for (const file of SOURCES.flatMap((source) => [...files(join(MODULES, source))])) {
  read(file, readFileSync(file, "utf8").replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, ""));
}
await readMenus();

const problems = [
  ...[...asked].filter(([text]) => !(text in swedish)).map(([text, file]) => `no Swedish: "${text}" (${file})`),
  ...Object.keys(swedish).filter((text) => !asked.has(text)).map((text) => `nothing asks for: "${text}"`),
  ...unknown,
  ...Object.entries(WORDS).filter(([, pair]) => pair.length !== 2 || pair.some((word) => typeof word !== "string" || !word)).map(([key]) => `words.js: "${key}" needs Swedish and English`),
];
console.log(problems.join("\n") || `${asked.size} strings of the drawing libraries have Swedish, and ${Object.keys(WORDS).length} of our own have both languages.`);
process.exit(problems.length ? 1 : 0);

function findModules(folder) {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, "node_modules/bpmn-js"))) return join(at, "node_modules");
    if (at === dirname(at)) { console.error("check-translations: bpmn-js is not installed, run python3 dev.py setup"); process.exit(2); }
  }
}

function* files(path) {
  if (path.endsWith(".js")) return yield path;
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.isDirectory() || /(?<!\.spec)\.js$/.test(entry.name)) yield* files(join(path, entry.name));
  }
}

function ask(text, file) {
  if (!UNTOUCHED.has(text) && !asked.has(text)) asked.set(text, relative(MODULES, file));
}

/** Collects from one file: translate("…"), translate(CONSTANT), translate("…" + variable), and text fixed in the page. */
function read(file, code) {
  const moves = file.endsWith("SvgTransformUtil.js") || /import\s*\{[^}]*\btranslate\b[^}]*\}\s*from '[^']*SvgTransformUtil/.test(code);  // there translate(gfx, x, y) moves a shape
  for (const [, argument] of moves ? [] : code.matchAll(/(?:(?<![\w.'"`-])translate|\._translate)\(\s*([^,)]+)/g)) {
    const literal = argument.match(/^(['"])(.*)\1\s*$/)?.[2];
    const sum = argument.match(/^'([^']+)' \+ \w+/)?.[1];
    const constant = /^[A-Z_]+$/.test(argument) && code.match(new RegExp(`${argument} = '([^']+)'`))?.[1];
    if (literal || constant) ask(literal || constant, file);
    else if (sum) for (const [, value] of (code.match(/_OPTIONS = \[([^\]]+)\]/)?.[1] ?? "").matchAll(/'([^']+)'/g)) ask(sum + value, file);
    else if (!PASSED_ON.has(argument.trim())) unknown.push(`cannot read translate(${argument.trim()}) in ${relative(MODULES, file)}`);
  }
  for (const [, label] of code.matchAll(/\blabel: '([^']+)'/g)) ask(label, file);
  for (const [, label] of code.matchAll(/\blabel = '([^']+)'/g)) {
    ask(label, file);
    for (const [, more] of code.matchAll(/\blabel \+= '([^']+)'/g)) ask(label + more, file);
  }
  for (const [, text] of code.matchAll(/\b(?:title|aria-label|placeholder)="([^"$<>{}']+)"/g)) ask(text, file);
  for (const [, text] of code.matchAll(/(?:title|label) \|\| '([^']+)'/g)) ask(text, file);
  for (const [, one, many, rest] of code.matchAll(/\? '(\w+)' : '(\w+)' \}( \w+)/g)) [one, many, rest].forEach((text) => ask(text, file));
}

/** The menus' labels as data, in case a label is put together where the text reader does not see it. */
async function readMenus() {
  const catalogue = join(MODULES, "bpmn-js/lib/features/popup-menu/PopupEntries.js");
  const source = readFileSync(catalogue, "utf8");
  const { PopupEntries } = await import("data:text/javascript," + encodeURIComponent(source));
  for (const { label } of Object.values(PopupEntries)) ask(label, catalogue);
  for (const text of TRANSLATED_IN_PAGE) if (!asked.has(text)) unknown.push(`leftovers.js replaces "${text}", which no menu shows any more`);
}
