/** The work on one map: fetched, drawn, kept while unsaved, saved, merged, and not lost when something says no. */
import { Changes } from "./changes.js";
import { askAboutClashes } from "./clashes.js";
import { keeping, offerDrafts } from "./keeping.js";
import { nameOf } from "./kinds.js";
import { showComments } from "./panels/comments.js";
import { fetchMap, postMap, Refusal } from "./server.js";
import { newMap } from "./template.js";
import { clock } from "./time.js";
import { fit } from "./view.js";

const READABLE = 0.6;

/**
 * Fetches the map and opens it; offers a draft that is kept. `work`: `dirty` (something is not saved), `version` (number
 * that is drawn on), `changes` (changes.js), `saving`, `offline`, `waiting` (a save that waits for the line).
 */
export async function openMap(editor) {
  const { bar, notices, options, readonly, say } = editor;
  const work = { editor, dirty: false, version: options.version, key: [options.uid, options.person].filter(Boolean).join(":"), changes: null };
  bar.ready({ save: () => save(work), download: () => download(work) });

  let xml;
  try {
    xml = await fetchMap(options.load);
  } catch (refusal) {
    bar.state(say("load.failed"), "failed");
    return notices.show({ kind: "error", text: refusal.detail || say(refusal.key || "load.failed"), actions: [[say("load.retry"), () => openMap(editor)]] });
  }
  if (!(await draw(work, xml || newMap(editor.mapKind, say, options.title)))) return undefined;
  editor.list.start();
  if (options.element) showElement(editor, options.element);
  if (readonly) return bar.state(say("state.readonly"));
  if (xml) editor.checking.ask(xml);
  bar.state(say("state.clean"));
  listen(work);
  const asked = editor.pen.start(work);
  showComments(editor);
  await offerDrafts(work, xml, (draft) => goOnWith(work, draft));
  return asked;
}

/** One import of one file; false when it cannot be read. `view`: where to look instead of at the beginning. */
async function draw(work, xml, view = null) {
  const { editor } = work;
  const { notices, say } = editor;
  try {
    const { warnings } = await editor.modeler.importXML(xml);
    const count = warnings.length;
    if (count) notices.show({ text: say(count === 1 ? "load.warnings.one" : "load.warnings", { count }), detail: warnings.slice(0, 5).map((warning) => warning.message ?? String(warning)).join("; ") });
  } catch (error) {
    editor.bar.state(say("load.failed"), "failed");
    notices.show({ kind: "error", text: say("load.unreadable"), detail: error.message });
    return false;
  }
  if (view) editor.get("canvas").viewbox(view);
  else fit(editor, { smallest: READABLE });
  return true;
}

function listen(work) {
  const { editor } = work;
  const eventBus = editor.get("eventBus");
  work.changes = new Changes(editor);
  keeping(work);
  work.save = () => save(work);
  work.reload = (version) => reload(work, version);
  work.backOnLine = () => (work.waiting ? save(work) : work.keepOnServer());
  eventBus.on("commandStack.changed", ({ trigger }) => { if (trigger !== "clear") work.touched(); });
  window.addEventListener("beforeunload", (event) => { if (work.dirty) event.preventDefault(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden && work.dirty) work.keep(); });
  editor.bar.node.parentElement.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") { event.preventDefault(); save(work); }
  });
}

/** The version saved last, drawn where one was looking, with what was selected. */
async function reload(work, version) {
  const { editor } = work;
  const selected = editor.get("selection").get().map(({ id }) => id);
  const view = editor.get("canvas").viewbox();
  if (!(await draw(work, await fetchMap(editor.options.load), { x: view.x, y: view.y, width: view.width, height: view.height }))) return;
  work.version = version;
  work.changes.restore([]);
  editor.list.sort();
  const registry = editor.get("elementRegistry");
  editor.get("selection").select(selected.map((id) => registry.get(id)).filter(Boolean));
  showComments(editor);
}

async function goOnWith(work, draft) {
  const { editor } = work;
  if (!(await draw(work, draft.xml))) return;
  work.version = draft.version;
  work.changes.restore(draft.touched);
  editor.list.sort();
  work.touched();
  editor.announce(editor.say("draft.restored"));
  if (draft.waiting) await save(work);
}

async function save(work, choices = {}) {
  const { editor } = work;
  const { bar, say } = editor;
  if (work.saving) return;
  finishWriting(editor);
  work.saving = true;
  bar.busy(true);
  bar.state(say("state.saving"));
  work.dirty = false;
  let xml;
  try {
    ({ xml } = await editor.modeler.saveXML({ format: true }));
    const answer = await postMap(editor.options.save, { xml, version: work.version, comment: bar.comment(), choices, ...work.changes.take() });
    work.waiting = false;
    await saved(work, answer);
  } catch (refusal) {
    work.dirty = true;
    work.changes.giveBack();
    refused(work, refusal instanceof Refusal ? refusal : new Refusal({ key: "save.refused", detail: refusal.message }), xml, choices);
    work.keep();
  } finally {
    work.saving = false;
    bar.busy(false);
  }
}

/** What someone is writing in a field counts too: leaving the field and coming back hands it over. */
function finishWriting(editor) {
  if (editor.get("directEditing").isActive()) editor.get("directEditing").complete();
  const field = document.activeElement;
  if (!field?.matches("textarea, input")) return;
  field.blur();
  field.focus();
}

/** Where somebody else's version was merged in, the map is drawn anew, unless one has drawn on meanwhile: then next time. */
async function saved(work, answer) {
  const { editor } = work;
  const { bar, notices, say } = editor;
  bar.clearComment();
  const time = clock(Date.now(), editor);
  notices.clear();
  if (answer.merged && work.dirty) work.changes.giveBack();
  else if (answer.merged) await reload(work, answer.version);
  else work.version = answer.version ?? work.version;
  bar.state(answer.version ? say("state.saved.version", { time, version: answer.version }) : say("state.saved", { time }), "saved");
  if (work.dirty) work.touched();
  else work.forget();
  if (answer.findings) editor.checking.show(answer.findings);
  if (answer.message) notices.show({ text: answer.message });
}

/** Says why, shows the element it is about, and leaves the drawing as it is. */
function refused(work, refusal, xml, choices) {
  const { editor } = work;
  const { bar, notices, say } = editor;
  if (refusal.key === "save.offline" && editor.options.pen) {
    work.waiting = true;
    bar.state(say("state.waiting"), "dirty");
    return void editor.pen.ask();
  }
  work.waiting = false;
  bar.state(say("state.failed"), "failed");
  if (refusal.clashes) return void askAboutClashes(editor, refusal, xml, (more) => save(work, { ...choices, ...more }));
  const shown = refusal.element && showElement(editor, refusal.element);
  return notices.show({
    kind: "error",
    text: refusal.detail || say(refusal.key, { status: refusal.status }),
    actions: [
      ...(shown ? [[say("notice.element", { name: nameOf(shown, say) }), () => showElement(editor, refusal.element)]] : []),
      ...(refusal.status === 409 ? [[say("save.conflict.other"), () => window.open(refusal.url || window.location.href, "_blank", "noopener")]] : []),
      [say("download"), () => download(work)],
    ],
  });
}

function showElement(editor, id) {
  const element = editor.get("elementRegistry").get(id);
  if (element) editor.select(element);
  return element;
}

async function download({ editor }) {
  const { xml } = await editor.modeler.saveXML({ format: true });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([xml], { type: "application/xml" }));
  link.download = `${editor.options.title || "karta"}.bpmn`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
