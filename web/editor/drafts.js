/**
 * Drafts that wait in the browser (IndexedDB): { xml, version, at: milliseconds, touched: ids } by key. Where the browser keeps nothing
 * (private window, full disk) every call answers quietly with undefined or false, and the editor says nothing of drafts.
 */
const NAME = "processlots";
const STORE = "drafts";

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function within(mode, work) {
  try {
    const database = await opened();
    try {
      return await new Promise((resolve, reject) => {
        const transaction = database.transaction(STORE, mode);
        const request = work(transaction.objectStore(STORE));
        transaction.oncomplete = () => resolve(request.result ?? true);
        transaction.onerror = transaction.onabort = () => reject(transaction.error);
      });
    } finally {
      database.close();
    }
  } catch {
    return undefined;
  }
}

export async function readDraft(key) {
  const draft = await within("readonly", (store) => store.get(key));
  return draft?.xml ? draft : undefined;
}

/** True when the draft was kept. */
export async function keepDraft(key, draft) {
  return Boolean(await within("readwrite", (store) => store.put(draft, key)));
}

export async function dropDraft(key) {
  await within("readwrite", (store) => store.delete(key));
}
