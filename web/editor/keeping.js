/**
 * What is drawn and not saved is kept: in the browser a moment after each change, on the server with the next sign of life
 * (pen.js), so that a person finds it on another machine, too.
 */
import { dropDraft, keepDraft, readDraft } from "./drafts.js";
import { whenIdle } from "./idle.js";
import { fetchJson, post, remove } from "./server.js";
import { clock, day } from "./time.js";

const DRAFT_AFTER = 1500;

/** `work` gets `keep()`, `keepOnServer()`, `forget()`, `touched()`; see work.js for its fields. */
export function keeping(work) {
  const { editor } = work;
  const { options, say } = editor;
  let timer = 0;
  let sent = 0;
  let changedAt = 0;

  work.touched = () => {
    if (!work.dirty) editor.bar.state(say("state.dirty"), "dirty");
    work.dirty = true;
    changedAt = Date.now();
    clearTimeout(timer);
    timer = setTimeout(() => whenIdle(work.keep), DRAFT_AFTER);  // writing out a large map takes a while
  };

  work.keep = async () => {
    clearTimeout(timer);
    if (!work.dirty) return;
    const at = Date.now();
    const draft = await drawing(work);
    editor.checking.ask(draft.xml);
    const kept = await keepDraft(work.key, { ...draft, at, waiting: work.waiting });
    if (kept && work.dirty && !work.saving && !work.waiting) editor.bar.state(say("state.draft", { time: clock(at, editor) }), "dirty");
  };

  /** True when the server has what is drawn now. `keepalive` where the page is being left. */
  work.keepOnServer = async ({ keepalive = false } = {}) => {
    if (!options.draft || !work.dirty || sent >= changedAt) return true;
    const at = Date.now();
    try {
      await post(options.draft, await drawing(work), { keepalive });
    } catch {
      return false;
    }
    sent = at;
    return true;
  };

  work.forget = async () => {
    clearTimeout(timer);
    sent = 0;
    await dropDraft(work.key);
  };
}

async function drawing(work) {
  const { xml } = await work.editor.modeler.saveXML({ format: true });
  return { xml, version: work.version, touched: work.changes.ids() };
}

/**
 * Offers what was left: in this browser, on the server, or both where they differ. `open(draft)` goes on with one of them.
 * Nothing is thrown away that nobody has been asked about.
 */
export async function offerDrafts(work, loaded, open) {
  const { editor } = work;
  const { notices, say, options } = editor;
  const here = await readDraft(work.key);
  const there = options.draft ? await fetchJson(options.draft).catch(() => null) : null;
  const found = [here && { ...here, where: "draft.here" }, there && { ...there, where: "draft.there" }].filter((draft) => draft && draft.xml !== loaded);
  if (!found.length) return void (here && dropDraft(work.key));
  if (found.length === 2 && found[0].xml === found[1].xml) found.pop();
  found.sort((a, b) => b.at - a.at);
  const [last] = found;
  const time = say("draft.time", { day: day(last.at, editor), time: clock(last.at, editor) });
  const older = String(last.version ?? "") !== String(work.version ?? "");
  notices.show({
    text: [say("draft.found", { time }), older && say("draft.older"), found.length === 2 && say("draft.both")].filter(Boolean).join(" "),
    actions: [
      ...found.map((draft) => [found.length === 1 ? say("draft.restore") : say(draft.where, { time: clock(draft.at, editor) }), () => open(draft)]),
      [say("draft.discard"), () => discard(work)],
    ],
  });
}

function discard(work) {
  dropDraft(work.key);
  if (work.editor.options.draft) remove(work.editor.options.draft).catch(() => undefined);
}
