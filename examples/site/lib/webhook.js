// Takes the webhooks of Meridian, which are signed after Standard Webhooks.

import { Webhook } from "standardwebhooks";

const LONGEST = 5 * 1024 * 1024; // bytes

async function bodyOf(request) {
  const pieces = [];
  let length = 0;
  for await (const piece of request) {
    length += piece.length;
    if (length > LONGEST) throw new Error("too long");
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString();
}

/**
 * A handler of requests that answers 204 to what Meridian has signed and 401 to everything else.
 *
 * @param secret as the admin showed it when the destination was made
 * @param told called for each message; it must not keep the answer waiting
 */
export function webhook(secret, told) {
  const signed = new Webhook(secret);
  return async (request, response) => {
    try {
      signed.verify(await bodyOf(request), request.headers);
    } catch {
      return response.writeHead(401).end(); // not Meridian, or not today
    }
    told();
    response.writeHead(204).end();
  };
}
