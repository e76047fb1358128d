// The one place that asks Meridian's API.

const ADDRESS = process.env.MERIDIAN_API ?? "http://localhost:8000/api/v1/";
const KEY = process.env.MERIDIAN_API_KEY; // for a site behind a log-in of its own; without it nothing gated is read

export const hasKey = Boolean(KEY);

/** The address of something under the API's root. */
export const at = (path) => new URL(path, ADDRESS).href;

/** Ask, and wait for as long as the API wants us to when we have asked too often. */
export async function ask(address) {
  const response = await fetch(at(address), { headers: KEY ? { Authorization: `Bearer ${KEY}` } : {} });
  if (response.status !== 429) return response;
  await new Promise((resolve) => setTimeout(resolve, 1000 * Number(response.headers.get("Retry-After") ?? 5)));
  return ask(address);
}

/** The answer from an address; null where nothing is, or nothing for us. */
async function found(address) {
  const response = await ask(address);
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}: ${address}`);
  return response;
}

/** The JSON at an address, or null. */
export const read = async (address) => (await found(address))?.json() ?? null;

/** The bytes at an address, or null. */
export async function readBytes(address) {
  const response = await found(address);
  return response && Buffer.from(await response.arrayBuffer());
}
