// The files of the built site, and what we remember of how they came about.

import { createHash } from "node:crypto";
import { access, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
export const OUTPUT = join(ROOT, "_site");
const MEMORY = join(ROOT, ".built.json"); // by file, the digest of the view it was rendered from

export const digest = (text) => createHash("sha256").update(text).digest("base64url");

/** Every file below a folder of this project, with its content. */
export async function filesBelow(folder) {
  const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(paths.sort().map(async (path) => [path, await readFile(path)]));
}

/** What the last build rendered, by file. */
export async function remembered() {
  return JSON.parse(await readFile(MEMORY, "utf8").catch(() => "{}")); // nothing has been built yet
}

export const remember = (digests) => writeFile(MEMORY, JSON.stringify(digests));

export const exists = (file) => access(join(OUTPUT, file)).then(() => true, () => false);

/** Write a file unless it says the same already; whether it was written. */
export async function write(file, content) {
  const path = join(OUTPUT, file);
  const bytes = Buffer.from(content);
  const before = await readFile(path).catch(() => null); // it is new
  if (before?.equals(bytes)) return false;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
  return true;
}

export const remove = (file) => rm(join(OUTPUT, file), { force: true });
