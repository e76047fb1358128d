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

/** What stands at an address; null where nothing is, or nothing for us. */
export async function read(address) {
  const response = await ask(address);
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}: ${address}`);
  return response.json();
}
