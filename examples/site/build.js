// Builds the site: looks what has changed, renders what that changes, and writes what differs.

import { pathToFileURL } from "node:url";
import Eleventy from "@11ty/eleventy";
import { assets } from "./lib/assets.js";
import { follow, load } from "./lib/copy.js";
import { digest, exists, filesBelow, remember, remembered, remove, write } from "./lib/output.js";
import { plan } from "./lib/plan.js";
import { settings } from "./site.js";

process.chdir(import.meta.dirname); // from where Eleventy looks for its folders

/** Build what has changed since the last time; the files written and removed. */
export async function build() {
  const copy = await load();
  await follow(copy);
  const files = await assets();
  const views = plan(copy.documents, { ...(await settings()), assets: digest(JSON.stringify(files)) });
  const [before, after] = [await remembered(), await digestsOf(views)];
  const stale = await filter(views, async ({ output }) => before[output] !== after[output] || !(await exists(output)));
  const pages = (await render(stale)).map(({ outputPath, content }) => [outputPath.replace("./_site/", ""), content]);
  const written = await filter([...files, ...pages], ([file, content]) => write(file, content));
  const removed = Object.keys(before).filter((file) => !(file in after));
  await Promise.all(removed.map(remove));
  await remember(after);
  return { rendered: stale.length, written: written.map(([file]) => file), removed };
}

/** What each file is made of: its view, and the templates, which are one for all of them. */
async function digestsOf(views) {
  const sources = (await Promise.all(["src", "lib"].map(filesBelow))).flat();
  const templates = digest(Buffer.concat(sources.map(([, content]) => content)));
  return Object.fromEntries(views.map((view) => [view.output, digest(templates + JSON.stringify(view))]));
}

/** Let Eleventy render these views; it writes nothing itself. */
function render(views) {
  if (!views.length) return [];
  const config = (eleventy) => eleventy.addGlobalData("views", views);
  return new Eleventy("src", "_site", { configPath: "eleventy.config.js", quietMode: true, config }).toJSON();
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
