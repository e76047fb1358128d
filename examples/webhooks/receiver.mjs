// A receiver of Meridian's webhooks, with the reference library of Standard Webhooks.
//
//   npm install standardwebhooks
//   WEBHOOK_SECRET=whsec_… PORT=9000 node receiver.mjs

import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";

const LONGEST = 5 * 1024 * 1024; // bytes
const webhook = new Webhook(process.env.WEBHOOK_SECRET);
const seen = new Set(); // message ids; yours belong into a database
const versions = new Map(); // by document

// Put the work into a queue here; the answer must not wait for it.
function handle({ type, data }) {
  if (data.version < (versions.get(data.uid) ?? 0)) return; // a retry that a later version has overtaken
  versions.set(data.uid, data.version);
  console.log(type, data.path);
}

async function read(request) {
  const pieces = [];
  let length = 0;
  for await (const piece of request) {
    length += piece.length;
    if (length > LONGEST) throw new Error("too long");
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

const server = createServer(async (request, response) => {
  try {
    const message = webhook.verify((await read(request)).toString(), request.headers);
    const id = request.headers["webhook-id"];
    if (!seen.has(id)) {
      handle(message);
      seen.add(id);
    }
    response.writeHead(204).end();
  } catch {
    response.writeHead(401).end();
  }
});
server.listen(Number(process.env.PORT ?? 9000), "127.0.0.1");
