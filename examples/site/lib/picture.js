// A picture as the API describes it, as HTML: the browser picks width and format, and the page never jumps.

const escaped = (text) => String(text).replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
const FORMATS = ["image/avif", "image/webp"]; // the smallest first; the plain format is what `img` falls back to

function sourceOf(copies, type, sizes) {
  const fitting = copies.filter((copy) => copy.type === type);
  const srcset = fitting.map(({ url, width }) => `${url} ${width}w`).join(", ");
  return srcset && `<source type="${type}" srcset="${escaped(srcset)}" sizes="${sizes}">`;
}

/**
 * @param image as in a document; null gives nothing
 * @param sizes how wide it is shown, as the attribute `sizes` says it
 * @param first whether it is seen at once; all others wait until they are scrolled to
 */
export function picture(image, sizes = "(min-width: 48rem) 42rem, 94vw", first = false) {
  if (!image) return "";
  const { src, alt, width, height, srcset, focal_point: focus } = image;
  const place = focus ? ` style="object-position: ${percent(focus.x, width)} ${percent(focus.y, height)}"` : "";
  const when = first ? 'fetchpriority="high"' : 'loading="lazy"';
  const img = `<img src="${escaped(src)}" alt="${escaped(alt)}" width="${width}" height="${height}" ${when} decoding="async"${place}>`;
  return `<picture>${FORMATS.map((type) => sourceOf(srcset, type, sizes)).join("")}${img}</picture>`;
}

const percent = (part, whole) => `${Math.round((100 * part) / whole)}%`;
