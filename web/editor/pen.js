/**
 * One draws at a time: who has the pen is told by the server, asked every 20 seconds. The second sees the map and who draws
 * it, and may take over; the first is told and keeps what was not saved. The same question tells whether the line is there.
 */
import { h } from "./dom.js";
import { post } from "./server.js";
import { clock } from "./time.js";

const EVERY = 20_000;

/** The band that tells; `start(work)` begins to ask. `work` needs keep, keepOnServer, backOnLine, reload, save (work.js). */
export function pen(editor) {
  const { say, options } = editor;
  const node = h("div", { class: "ed-pen", role: "status" });
  const token = [...crypto.getRandomValues(new Uint8Array(10))].map((one) => one.toString(16).padStart(2, "0")).join("");
  let work = null;
  let mine = true;
  let shown = "";
  let timer = 0;

  async function ask(act = "hold") {
    clearTimeout(timer);
    let answer;
    try {
      answer = await post(options.pen, { window: token, act });
    } catch (refusal) {
      if (refusal.key === "save.offline") lineLost();
      return again();
    }
    if (work.offline) await lineBack();
    if (answer.mine) await ours(answer, act);
    else theirs(answer);
    work.keepOnServer();
    return again();
  }

  function again() {
    timer = setTimeout(ask, EVERY);
  }

  function lineLost() {
    if (!work.offline) work.keep();
    work.offline = true;
    show(`offline${work.waiting}`, say(work.waiting ? "pen.offline.waiting" : "pen.offline"));
  }

  async function lineBack() {
    work.offline = false;
    if (mine) show("");
    await work.backOnLine();
  }

  async function ours(answer, act) {
    show("");
    if (mine) return;
    mine = true;
    if (!work.dirty && Number(answer.version) > Number(work.version)) await work.reload(answer.version);
    editor.get("gate").set(false);
    editor.announce(say(act === "take" ? "pen.taken" : "pen.free"));
  }

  /** Somebody else has it: what is not saved here waits, and can be saved as it is or gone on with. */
  function theirs(answer) {
    const before = mine;
    mine = false;
    editor.get("gate").set(true);
    if (before) work.keep();
    const time = clock(Date.parse(answer.since), editor);
    const words = answer.self ? say("pen.self", { time }) : say("pen.theirs", { person: answer.holder, time });
    show(`${answer.since}${work.dirty}`, work.dirty ? `${words} ${say("pen.yours")}` : words,
      h("button", { type: "button", class: "btn btn-sm", onclick: () => ask("take") }, say("pen.take")),
      work.dirty && h("button", { type: "button", class: "btn btn-sm", onclick: () => work.save() }, say("pen.save")));
  }

  function show(key, words = "", ...buttons) {
    if (key === shown) return;
    shown = key;
    node.replaceChildren(...(words ? [h("p", {}, words), ...buttons.filter(Boolean)] : []));
  }

  function start(given) {
    work = given;
    if (!options.pen) return undefined;
    window.addEventListener("offline", () => ask());
    window.addEventListener("online", () => ask());
    window.addEventListener("pagehide", () => {
      work.keepOnServer({ keepalive: true });
      if (mine) post(options.pen, { window: token, act: "leave" }, { keepalive: true }).catch(() => undefined);
    });
    window.addEventListener("pageshow", ({ persisted }) => persisted && ask());
    return ask();
  }

  return { node, start, ask };
}
