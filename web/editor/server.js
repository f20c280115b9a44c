/** Talking to the server: the map's XML in, the drawn map out. */

/** What the server, or the way to it, said no with. `key` names our own words where the server gave none. */
export class Refusal extends Error {
  constructor({ key = "", detail = "", element = "", status = 0, url = "", clashes = null, by = "" }) {
    super(detail || key);
    Object.assign(this, { key, detail, element, status, url, clashes, by });
  }
}

/** XML of the map as text; "" for a map that has none yet (204 or an empty body). */
export async function fetchMap(url) {
  const answer = await reach(url, { headers: { Accept: "application/xml, application/problem+json" } });
  if (!answer.ok) throw await refusalOf(answer, "load.failed");
  return answer.status === 204 ? "" : decode(await answer.arrayBuffer()).trim();
}

/** Text of an XML file in the encoding it declares; the declaration's encoding is dropped, it no longer says the truth. */
function decode(bytes) {
  const declared = new TextDecoder("latin1").decode(bytes.slice(0, 200)).match(/^[^<]*<\?xml[^>]*?\sencoding=["']([\w.:-]+)["']/)?.[1];
  let decoder;
  try {
    decoder = new TextDecoder(declared ?? "utf-8");
  } catch {
    decoder = new TextDecoder();
  }
  return decoder.decode(bytes).replace(/^(<\?xml[^>]*?)\s+encoding=(["']).*?\2/, "$1");
}

/**
 * Posts { xml, version, comment, changed, removed, choices } as JSON and returns the answer's JSON ({ version?, message?,
 * findings?, merged? }). `changed` names the elements drawn or altered since the last save, `removed` those taken away:
 * bpmn-js writes the whole file anew and drops what it could not read, so the server needs to know which differences are
 * meant. Throws a Refusal; one with `clashes` waits for an answer to each of them in `choices`.
 */
export function postMap(url, body) {
  return post(url, body, { refused: ({ status }) => (status === 409 ? "save.conflict" : "save.refused") });
}

/** Posts JSON and returns the answer's ({} for 204). Throws a Refusal. `keepalive`: also from a page that is left. */
export async function post(url, body, { refused = () => "save.refused", ...options } = {}) {
  const answer = await reach(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json, application/problem+json", "X-CSRFToken": csrfToken() },
    body: JSON.stringify(body),
    ...options,
  });
  if (!answer.ok) throw await refusalOf(answer, refused(answer));
  if (answer.status === 204) return {};
  return answer.json().catch(() => { throw new Refusal({ key: "save.refused", status: answer.status }); });
}

/** JSON from an address; null where there is nothing (204). Throws a Refusal. */
export async function fetchJson(url) {
  const answer = await reach(url, { headers: { Accept: "application/json, application/problem+json" } });
  if (!answer.ok) throw await refusalOf(answer, "load.failed");
  return answer.status === 204 ? null : answer.json();
}

/** Posts a form of the page as it is. Throws a Refusal with the server's sentence. */
export async function sendForm(url, data) {
  const answer = await reach(url, { method: "POST", redirect: "follow", headers: { Accept: "application/json, application/problem+json, text/html", "X-Requested-With": "fetch", "X-CSRFToken": csrfToken() }, body: data });
  if (!answer.ok) throw await refusalOf(answer, "save.refused");
}

export async function remove(url) {
  const answer = await reach(url, { method: "DELETE", headers: { Accept: "application/problem+json", "X-CSRFToken": csrfToken() } });
  if (!answer.ok) throw await refusalOf(answer, "save.refused");
}

async function reach(url, options) {
  let answer;
  try {
    answer = await fetch(url, { credentials: "same-origin", redirect: "manual", ...options });
  } catch {
    throw new Refusal({ key: "save.offline" });
  }
  if (answer.type === "opaqueredirect" || answer.status === 401) throw new Refusal({ key: "save.signedout", status: answer.status });
  return answer;
}

async function refusalOf(answer, key) {
  const problem = /json/.test(answer.headers.get("Content-Type") ?? "") ? await answer.json().catch(() => ({})) : {};
  return new Refusal({ key, detail: problem.detail, element: problem.element, url: problem.url, clashes: problem.clashes, by: problem.by, status: answer.status });
}

/** Django's token: a hidden field or a meta element in the page, else the cookie. */
function csrfToken() {
  return document.querySelector("[name=csrfmiddlewaretoken]")?.value
    ?? document.querySelector("meta[name=csrf-token]")?.content
    ?? document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/)?.[1]
    ?? "";
}
