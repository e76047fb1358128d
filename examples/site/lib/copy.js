// Our copy of everything the API lets us read, kept current by its changes feed.
//
// The feed tells what was published, updated and withdrawn, in one order, and nothing twice. We keep the cursor beside
// the documents: whatever happens meanwhile, the next look begins where the last one ended.

import { readFile, rename, writeFile } from "node:fs/promises";
import { ask, at } from "./api.js";

const FILE = new URL("../.copy.json", import.meta.url);

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
    const response = await ask(`changes/?limit=100&include=documents${since}`);
    if (response.status === 410) {
      // The cursor has expired: our key reads something else now, or a backup was restored. Begin again.
      Object.assign(copy, { cursor: null, documents: {} });
      continue;
    }
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}: the changes feed`);
    const { items, cursor, has_more: more } = await response.json();
    for (const change of items) take(copy.documents, change);
    copy.cursor = cursor;
    if (!more) break;
  }
  await save(copy);
}

/** Each document stands in the last change that tells of it; what has no address any more has been withdrawn. */
function take(documents, { id, url, document }) {
  if (document) documents[id] = document;
  else if (!url) delete documents[id];
}
