// Our copy of everything the API lets us read, kept current by its changes feed.
//
// The feed tells what was published, updated and withdrawn, in one order, and nothing twice. We keep the cursor beside
// the documents: whatever happens meanwhile, the next look begins where the last one ended.

import { readFile, rename, writeFile } from "node:fs/promises";
import { ask, at, read } from "./api.js";

const FILE = new URL("../.copy.json", import.meta.url);
const AT_ONCE = 8; // documents that are fetched side by side

/** The copy as the last look left it, or an empty one. */
export async function load() {
  const text = await readFile(FILE, "utf8").catch(() => null); // there is none before the first look
  const copy = text && JSON.parse(text);
  return copy?.api === at("") ? copy : { api: at(""), cursor: null, documents: {} };
}

/** Written beside and then renamed, so that a crash leaves the old copy whole. */
async function save(copy) {
  const draft = new URL("../.copy.json.draft", import.meta.url);
  await writeFile(draft, JSON.stringify(copy));
  await rename(draft, FILE);
}

/** Bring the copy up to date. */
export async function follow(copy) {
  for (;;) {
    const since = copy.cursor ? `&since=${encodeURIComponent(copy.cursor)}` : "";
    const response = await ask(`changes/?limit=100${since}`);
    if (response.status === 410) {
      // The cursor has expired: our key reads something else now, or a backup was restored. Begin again.
      Object.assign(copy, { cursor: null, documents: {} });
      continue;
    }
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}: the changes feed`);
    const { items, cursor, has_more: more } = await response.json();
    await take(copy.documents, items);
    copy.cursor = cursor;
    if (!more) break;
  }
  await save(copy);
}

/** Only the last change of a document matters; one without an address has been withdrawn. */
async function take(documents, changes) {
  const last = [...new Map(changes.map((change) => [change.id, change])).values()];
  while (last.length) await Promise.all(last.splice(0, AT_ONCE).map((change) => takeOne(documents, change)));
}

async function takeOne(documents, { id, url }) {
  // null: it was withdrawn while we looked, and the feed is about to say so.
  const document = url && (await read(url));
  if (document) documents[id] = document;
  else delete documents[id];
}
