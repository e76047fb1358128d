// Serves the built site on this machine and keeps it current.
//
// We ask the changes feed every few seconds. A webhook makes that immediate. It may come twice, late or never, so it
// decides nothing: it only makes us look now.

import { build, report } from "./build.js";
import { Bell } from "./lib/bell.js";
import { serve } from "./lib/server.js";
import { webhook } from "./lib/webhook.js";

const PORT = Number(process.env.SITE_PORT ?? 8080);
const PAUSE = 1000 * Number(process.env.LOOK_EVERY ?? 10); // between two looks when nobody tells us anything
const SECRET = process.env.WEBHOOK_SECRET;

async function look() {
  try {
    const built = await build();
    if (built.rendered || built.written.length || built.removed.length) report(built);
  } catch (error) {
    // Meridian may be starting or restarting: what is built is served until it answers again.
    console.error(`Could not look: ${(error.cause ?? error).message}`);
  }
}

const bell = new Bell();
serve(PORT, SECRET && webhook(SECRET, () => bell.ring()));
console.log(`The site: http://localhost:${PORT}/`);
for (;;) {
  await look();
  await bell.next(PAUSE);
}
