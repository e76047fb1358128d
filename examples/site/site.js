// What this site is called and where it stands. Everything else comes from the API.

import { read } from "./lib/api.js";

/** The settings of a build. */
export async function settings() {
  const root = await read("");
  return {
    site: {
      url: (process.env.SITE_URL ?? `http://localhost:${process.env.SITE_PORT ?? 8080}`).replace(/\/$/, ""),
      name: process.env.SITE_NAME ?? "Self-care for the back",
    },
    // The CMS offers feeds with the whole text; ours names the newest pages by their addresses here.
    feeds: { atom: new URL("../atom/", root.feed).href, rss: new URL("../rss/", root.feed).href },
    search: root.search ?? null, // an older Meridian has none, and then neither have we
  };
}
