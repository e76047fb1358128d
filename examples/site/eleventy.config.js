import { picture } from "./lib/picture.js";
import { areas } from "./lib/areas.js";
import { words } from "./lib/words.js";

const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
const MONTH = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
const NUMBER = new Intl.NumberFormat("en-GB");

/** "1982", "December 1982" or "2 November 2026", as exact as the date is given. */
function day(date) {
  const parts = date.slice(0, 10).split("-").length;
  return parts === 1 ? date : (parts === 2 ? MONTH : DAY).format(new Date(date));
}

const SHORT = 20; // characters; a column of less is as wide, or its words would break

/** How wide each column of a table is, in per cent: said beforehand, no row that comes moves the others. */
function shares({ columns, rows }) {
  const longest = columns.map((_, at) => Math.max(SHORT, ...[columns, ...rows].map((row) => row[at].length)));
  const wanted = longest.map(Math.sqrt);
  const all = wanted.reduce((sum, one) => sum + one, 0);
  return wanted.map((one) => Math.round((100 * one) / all));
}

export default function (config) {
  config.addGlobalData("words", words);
  config.addGlobalData("areas", areas);
  config.addFilter("day", day);
  config.addFilter("number", (value) => NUMBER.format(value).replace("-", "−"));
  config.addFilter("picture", picture);
  config.addFilter("shares", shares);
  config.addFilter("lines", (text) => text.split("\n"));
  config.addFilter("money", ({ amount, currency }) =>
    new Intl.NumberFormat("en-GB", { style: "currency", currency }).format(amount),
  );
  config.addFilter("named", (codes, names) => (codes ?? []).map((code) => names[code]).join(", "));
  config.addFilter("json", (value) => JSON.stringify(value).replaceAll("<", "\\u003c"));
  return { dir: { input: "src", includes: "_includes" }, htmlTemplateEngine: "njk" };
}
