// Pictures of gated pages open only with our key, which readers' browsers do not have. So a site that is built with a key
// brings a copy of each picture along; without one the browser fetches from Meridian what fits its screen.

const WIDEST = 1024; // pixels; one copy of each is enough for a site that only members reach

/** All objects in a value that describe a picture. */
function* picturesIn(value) {
  if (!value || typeof value !== "object") return;
  if (value.src && value.srcset) yield value;
  for (const part of Object.values(value)) yield* picturesIn(part);
}

/** The address of the copy to bring along: a drawing itself, or the widest WebP that is not too wide. */
function best({ src, srcset }) {
  const copies = srcset.filter(({ type, width }) => type === "image/webp" && width <= WIDEST);
  return copies.at(-1)?.url ?? src;
}

/** `/images/12-3f2a9c1d:signature/800.webp` as `pictures/12-3f2a9c1d-800.webp`; another picture has another address. */
function nameOf(address) {
  const [named, copy] = new URL(address).pathname.split("/").slice(-2);
  return `pictures/${named.split(":")[0]}-${copy}`;
}

/** Point documents to copies of their own pictures; the addresses of these, by file. */
export function bringAlong(documents) {
  const wanted = {};
  for (const picture of picturesIn(documents)) {
    const address = best(picture);
    wanted[nameOf(address)] = address;
    Object.assign(picture, { src: `/${nameOf(address)}`, srcset: [] });
  }
  return wanted;
}
