/* Bundles the look, the page's small scripts and the map editor into the Python package: `node web/build.mjs [--watch]`.

   processlots.css   Bootstrap and the own layer as ONE file: as two, a browser now and then asks for Bootstrap's pictures first
   processlots.js    htmx and web/modules
   editor.js, .css   bpmn-js and web/editor, when it is there
   marks.svg …       copied; fonts beside the style sheet, with a hash in their names
   fonts/            the typeface of the PDF documents

   OUT in the environment sends the result elsewhere. */

import { build, context } from "esbuild";
import { cp, mkdir, readdir, rm } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bootstrap } from "./bootstrap.mjs";
import { writeFonts } from "./fonts.mjs";

const web = dirname(fileURLToPath(import.meta.url));
const out = process.env.OUT ?? join(web, "../src/processlots/kit/static/processlots");
const watch = process.argv.includes("--watch");

const common = {
  bundle: true,
  minify: true,
  outdir: out,
  logLevel: "warning",
  legalComments: "none",
  target: ["chrome123", "firefox121", "safari17.5"],
  assetNames: "[name]-[hash]",
};

const look = {
  ...common,
  entryPoints: { processlots: join(web, "css/main.css") },
  loader: { ".woff2": "file" },
  plugins: [bootstrap],
};
const page = { ...common, entryPoints: { processlots: join(web, "main.js") }, format: "iife" };
const editor = {
  ...common,
  entryPoints: { editor: join(web, "editor/index.js") },
  format: "iife",
  loader: { ".eot": "empty", ".svg": "empty", ".ttf": "empty", ".woff": "file", ".woff2": "file" },
};

await mkdir(out, { recursive: true });
// Fonts with yesterday's hash would lie in the wheel for ever.
for (const name of await readdir(out)) await rm(join(out, name), { recursive: true });
for (const name of await readdir(web)) if (name.endsWith(".svg")) await cp(join(web, name), join(out, name));
await writeFonts(join(out, "fonts"));

const wanted = [look, page];
if (existsSync(join(web, "editor/index.js"))) wanted.push(editor);
for (const options of wanted) {
  if (watch) await (await context(options)).watch();
  else await build(options);
}
