// Builds the site: looks what has changed, renders what that changes, and writes what differs.

import { pathToFileURL } from "node:url";
import Eleventy from "@11ty/eleventy";
import { hasKey, readBytes } from "./lib/api.js";
import { assets } from "./lib/assets.js";
import { follow, load } from "./lib/copy.js";
import { digest, exists, filesBelow, remember, remembered, remove, write } from "./lib/output.js";
import { bringAlong } from "./lib/pictures.js";
import { plan } from "./lib/plan.js";
import { settings } from "./site.js";

process.chdir(import.meta.dirname); // from where Eleventy looks for its folders

/** Build what has changed since the last time; the files written and removed. */
export async function build() {
  const copy = await load();
  await follow(copy);
  const pictures = hasKey ? bringAlong(copy.documents) : {};
  const files = await assets();
  const views = plan(copy.documents, { ...(await settings()), assets: digest(JSON.stringify(files)) });
  const before = await remembered();
  const after = { ...(await digestsOf(views)), ...pictures };
  const stale = await filter(Object.keys(after), async (file) => before[file] !== after[file] || !(await exists(file)));
  const pages = await render(views.filter(({ output }) => stale.includes(output)));
  const fetched = await fetchAll(stale.filter((file) => file in pictures).map((file) => [file, pictures[file]]));
  const written = await filter([...files, ...pages, ...fetched], ([file, content]) => write(file, content));
  const removed = Object.keys(before).filter((file) => !(file in after));
  await Promise.all(removed.map(remove));
  await remember(after);
  return { rendered: pages.length, written: written.map(([file]) => file), removed };
}

/** What each file is made of: its view, and the templates, which are one for all of them. */
async function digestsOf(views) {
  const sources = (await Promise.all(["src", "lib"].map(filesBelow))).flat();
  const templates = digest(Buffer.concat(sources.map(([, content]) => content)));
  return Object.fromEntries(views.map((view) => [view.output, digest(templates + JSON.stringify(view))]));
}

/** Let Eleventy render these views: pairs of a file and its content. It writes nothing itself. */
async function render(views) {
  if (!views.length) return [];
  const config = (eleventy) => eleventy.addGlobalData("views", views);
  const eleventy = new Eleventy("src", "_site", { configPath: "eleventy.config.js", quietMode: true, config });
  return (await eleventy.toJSON()).map(({ outputPath, content }) => [outputPath.replace("./_site/", ""), content]);
}

/** Pairs of a file and what stands at its address; what was withdrawn meanwhile is left out. */
async function fetchAll(addresses) {
  const fetched = [];
  for (const [file, address] of addresses) fetched.push([file, await readBytes(address)]);
  return fetched.filter(([, content]) => content);
}

async function filter(items, keep) {
  const kept = [];
  for (const item of items) if (await keep(item)) kept.push(item);
  return kept;
}

export function report({ rendered, written, removed }) {
  console.log(`Rendered ${rendered}, wrote ${written.length}, removed ${removed.length}`);
  for (const file of written.length > 20 ? [] : written) console.log(`  ${file}`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) report(await build());
