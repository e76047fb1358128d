// A plain file server, for looking at the site. In production any web server does this part.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { OUTPUT } from "./output.js";

export const HOOK = "/hooks/meridian";
const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
  ".xml": "application/xml; charset=utf-8",
};

/** The file at an address, or null. */
async function fileAt(path) {
  const file = normalize(path.endsWith("/") ? `${path}index.html` : path); // resolves ".." before the join
  const content = await readFile(join(OUTPUT, file)).catch(() => null);
  return content && { content, type: TYPES[extname(file)] ?? "application/octet-stream" };
}

async function answer(request, response) {
  const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  const found = await fileAt(path);
  const { content, type } = found ?? (await fileAt("/404.html")) ?? { content: "Not built yet", type: TYPES[".txt"] };
  response.writeHead(found ? 200 : 404, { "Content-Type": type, "Cache-Control": "no-cache" }).end(content);
}

/** Serve the built site; `hook`, where there is one, takes what is sent to HOOK. */
export function serve(port, hook) {
  const server = createServer((request, response) => {
    const handle = hook && request.method === "POST" && request.url === HOOK ? hook : answer;
    handle(request, response).catch(() => response.writeHead(400).end()); // an address that is none
  });
  server.listen(port, "127.0.0.1");
}
