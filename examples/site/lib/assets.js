// The files that are served as they stand: stylesheet, script, icon, and the one typeface we bring along.

import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { createRequire } from "node:module";
import { filesBelow } from "./output.js";

const FONT = "@fontsource/newsreader/files/newsreader-latin-500-normal.woff2";

/** Pairs of a file's name in the site and its content. */
export async function assets() {
  const own = (await filesBelow("assets")).map(([path, content]) => [`assets/${basename(path)}`, content]);
  const font = await readFile(createRequire(import.meta.url).resolve(FONT));
  return [...own, ["assets/newsreader.woff2", font]];
}
