/** The work on one map: fetched, drawn, kept as a draft while unsaved, saved, and not lost when something says no. */
import { Changes } from "./changes.js";
import { dropDraft, keepDraft, readDraft } from "./drafts.js";
import { nameOf } from "./kinds.js";
import { fit } from "./view.js";
import { fetchMap, postMap, Refusal } from "./server.js";
import { newMap } from "./template.js";

const DRAFT_AFTER = 1500;
const READABLE = 0.6;

/** Fetches the map and opens it; offers a draft that is kept in the browser. */
export async function openMap(editor) {
  const { bar, notices, options, readonly, say } = editor;
  const work = { editor, dirty: false, version: options.version, key: [options.uid, options.person].filter(Boolean).join(":"), changes: null, timer: 0 };
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
  bar.state(say("state.clean"));
  listen(work);
  return offerDraft(work, xml);
}

/** One import of one file; false when it cannot be read. */
async function draw(work, xml) {
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
  fit(editor, { smallest: READABLE });
  return true;
}

function listen(work) {
  const { editor } = work;
  const eventBus = editor.get("eventBus");
  work.changes = new Changes(editor);
  eventBus.on("commandStack.changed", ({ trigger }) => { if (trigger !== "clear") touched(work); });
  window.addEventListener("beforeunload", (event) => { if (work.dirty) event.preventDefault(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden && work.dirty) keep(work); });
  editor.bar.node.parentElement.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") { event.preventDefault(); save(work); }
  });
}

function touched(work) {
  if (!work.dirty) work.editor.bar.state(work.editor.say("state.dirty"), "dirty");
  work.dirty = true;
  clearTimeout(work.timer);
  work.timer = setTimeout(() => keep(work), DRAFT_AFTER);
}

/** "14.42" in Swedish, "14:42" in English. */
function clock(at, { language }) {
  const time = new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  return language === "en" ? time : time.replace(":", ".");
}

function day(at, { language }) {
  return new Date(at).toLocaleDateString(language === "en" ? "en-GB" : "sv-SE", { dateStyle: "long" });
}

async function keep(work) {
  clearTimeout(work.timer);
  if (!work.dirty) return;
  const { xml } = await work.editor.modeler.saveXML({ format: true });
  const at = Date.now();
  const kept = await keepDraft(work.key, { xml, version: work.version, at, touched: work.changes.ids() });
  if (kept && work.dirty) work.editor.bar.state(work.editor.say("state.draft", { time: clock(at, work.editor) }), "dirty");
}

async function offerDraft(work, loaded) {
  const { editor } = work;
  const { notices, say } = editor;
  const draft = await readDraft(work.key);
  if (!draft) return;
  if (draft.xml === loaded) return void dropDraft(work.key);
  const time = say("draft.time", { day: day(draft.at, editor), time: clock(draft.at, editor) });
  const older = String(draft.version) !== String(work.version);
  notices.show({
    text: say("draft.found", { time }) + (older ? ` ${say("draft.older")}` : ""),
    actions: [
      [say("draft.restore"), async () => {
        if (!(await draw(work, draft.xml))) return;
        work.version = draft.version;
        work.changes.restore(draft.touched);
        editor.list.sort();
        touched(work);
        editor.announce(say("draft.restored"));
      }],
      [say("draft.discard"), () => dropDraft(work.key)],
    ],
  });
}

async function save(work) {
  const { editor } = work;
  const { bar, notices, say } = editor;
  if (work.saving) return;
  finishWriting(editor);
  work.saving = true;
  bar.busy(true);
  bar.state(say("state.saving"));
  work.dirty = false;
  try {
    const { xml } = await editor.modeler.saveXML({ format: true });
    const answer = await postMap(editor.options.save, { xml, version: work.version, comment: bar.comment(), ...work.changes.take() });
    saved(work, answer);
  } catch (refusal) {
    work.dirty = true;
    work.changes.giveBack();
    bar.state(say("state.failed"), "failed");
    refused(work, refusal instanceof Refusal ? refusal : new Refusal({ key: "save.refused", detail: refusal.message }));
    keep(work);
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

function saved(work, answer) {
  const { editor } = work;
  const { bar, notices, say } = editor;
  work.version = answer.version ?? work.version;
  bar.clearComment();
  const time = clock(Date.now(), editor);
  bar.state(answer.version ? say("state.saved.version", { time, version: answer.version }) : say("state.saved", { time }), "saved");
  if (work.dirty) touched(work);
  else dropDraft(work.key);
  notices.clear();
  const [finding] = answer.findings ?? [];
  if (answer.message || finding) notices.show({ text: answer.message || finding.message, actions: finding ? findingActions(editor, answer.findings) : [] });
}

function findingActions(editor, findings) {
  return findings.filter(({ element }) => element && editor.get("elementRegistry").get(element)).slice(0, 3)
    .map(({ element }) => [editor.say("notice.element", { name: nameOf(editor.get("elementRegistry").get(element), editor.say) }), () => showElement(editor, element)]);
}

/** Says why, shows the element it is about, and leaves the drawing as it is. */
function refused(work, refusal) {
  const { editor } = work;
  const { notices, say } = editor;
  const shown = refusal.element && showElement(editor, refusal.element);
  notices.show({
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
