/* The typeface of the PDF documents, which typst reads as TrueType only: a WOFF file is one whose tables are deflated. */

import { inflateSync } from "node:zlib";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const HEADER = 44;
const ENTRY = 20;
const cuts = ["latin", "latin-ext"].flatMap((part) => ["400-normal", "400-italic", "600-normal"].map((cut) => `${part}-${cut}`));

/* A TrueType file of a WOFF file (W3C, WOFF 1.0, sections 4 and 5). */
export function trueType(woff) {
  if (woff.toString("latin1", 0, 4) !== "wOFF") throw new Error("not a WOFF file");
  const count = woff.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_none, index) => {
    const at = HEADER + index * ENTRY;
    const [offset, packed, size, sum] = [4, 8, 12, 16].map((step) => woff.readUInt32BE(at + step));
    const bytes = woff.subarray(offset, offset + packed);
    return { tag: woff.subarray(at, at + 4), sum, bytes: packed < size ? inflateSync(bytes) : bytes };
  });
  const power = 2 ** Math.floor(Math.log2(count));
  const head = Buffer.alloc(12 + 16 * count);
  woff.copy(head, 0, 4, 8);
  [count, power * 16, Math.log2(power), (count - power) * 16].forEach((value, index) => head.writeUInt16BE(value, 4 + index * 2));
  const parts = [head];
  let place = head.length;
  tables.forEach(({ tag, sum, bytes }, index) => {
    const at = 12 + index * 16;
    tag.copy(head, at);
    [sum, place, bytes.length].forEach((value, step) => head.writeUInt32BE(value, at + 4 + step * 4));
    const padding = Buffer.alloc((4 - (bytes.length % 4)) % 4);
    parts.push(bytes, padding);
    place += bytes.length + padding.length;
  });
  return Buffer.concat(parts);
}

/* typst takes one file for each cut of a family, so what lies beyond Latin 1 is a family of its own, which the documents
   name second. The licence wants another name for what is changed; one as long keeps every table in its place. */
const NAMES = [["Source Sans 3", "Processlots E"], ["SourceSans3", "ProcesslotE"]];

export function renamed(font) {
  const encodings = [(text) => Buffer.from(text, "latin1"), (text) => Buffer.from(text, "utf16le").swap16()];
  for (const [old, own] of NAMES)
    for (const encode of encodings)
      for (let at = font.indexOf(encode(old)); at >= 0; at = font.indexOf(encode(old), at + 1)) encode(own).copy(font, at);
  return font;
}

/* Writes the cuts that the documents use into a folder. */
export async function writeFonts(folder) {
  const from = join(dirname(createRequire(import.meta.url).resolve("@fontsource/source-sans-3/package.json")), "files");
  await mkdir(folder, { recursive: true });
  for (const cut of cuts) {
    const name = `source-sans-3-${cut}`;
    const font = trueType(await readFile(join(from, `${name}.woff`)));
    await writeFile(join(folder, `${name}.ttf`), cut.startsWith("latin-ext") ? renamed(font) : font);
  }
}
