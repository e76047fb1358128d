// Which files the site has, and what each of them is made of.
//
// A view holds everything its template shows, and nothing else. So the question "what must be rendered again?" needs no
// list of dependencies that could be wrong: a file is rendered again when its view is no longer what it was.

import { cautionsOf, Library } from "./library.js";

// Kinds of pages with a template of their own; all others are shown by `page.njk`.
const TEMPLATES = {
  articles: "article",
  authors: "author",
  blog: "article",
  books: "offer",
  conditions: "care",
  contact: "contact",
  "how-to": "how-to",
  "pain-types": "care",
  points: "point",
  products: "offer",
  rankings: "ranking",
  regions: "care",
  research: "study",
};
// Lists with a template of their own, by the one type of what they list.
const LISTS = { points: "points", research: "studies" };
const NEWS = ["articles", "blog", "research"];
const NEWEST = 20; // entries of our feed

/** All files of the site, each with the view that its template is given. */
export function plan(documents, settings) {
  const library = new Library(documents);
  const frame = frameOf(library, settings);
  const pages = library.pages.map((document) => pageOf(document, library, frame));
  return [...pages, ...redirectsOf(library, frame), ...extras(library, frame, settings)];
}

/** What stands around every page. */
function frameOf(library, { site, feeds, search, assets }) {
  const menu = (slug) => library.of("menus").find((found) => found.slug === slug)?.items ?? [];
  const details = library.of("site").find((found) => found.is_default);
  return { site, feeds, search, assets, details, menu: menu("main"), footer: menu("footer") };
}

function pageOf(document, library, frame) {
  const children = library.below(document);
  const view = {
    output: `${document.path.slice(1)}index.html`,
    path: document.path,
    frame,
    document,
    trail: library.above(document).map(({ path, title }) => ({ path, title })),
    children: children.map((child) => library.card(child)),
    cards: library.cardsIn(document),
  };
  return { ...view, ...(document.path === "/" ? home(library) : own(document, library, children)) };
}

function home(library) {
  const newest = (type, count) => library.newest([type], count);
  const news = { articles: newest("articles", 3), blog: newest("blog", 3), research: newest("research", 4) };
  return { template: "home.njk", regions: library.cards(library.regions()), ...news };
}

/** What a page of its type shows besides itself. */
function own(document, library, children) {
  const types = new Set(children.map((child) => child.type));
  const list = types.size === 1 && LISTS[children[0].type];
  const view = { template: `${list || TEMPLATES[document.type] || "page"}.njk` };
  if (view.template === "care.njk") return { ...view, regions: library.cards(library.regions(document)) };
  if (document.type === "authors") view.writings = library.cards(library.writtenBy(document.person));
  if (document.type === "points") view.rules = cautionsOf(document, library.of("caution-rules"));
  return { ...view, mentions: library.cards(library.mentioning(document)) };
}

/** A small page at every address that a page has left; where another page stands by now, there is none. */
function redirectsOf(library, frame) {
  const taken = new Set(library.pages.map(({ path }) => path));
  return library
    .of("redirects")
    .map((redirect) => ({ ...redirect, path: `${redirect.from_path}/` }))
    .filter(({ path }) => !taken.has(path) && !path.includes("?"))
    .map(({ path, to }) => ({ template: "redirect.njk", output: `${path.slice(1)}index.html`, path, to, frame }));
}

function extras(library, frame, { search }) {
  const pages = library.pages.map(({ path, updated_at }) => ({ path, updated_at }));
  const files = [
    { template: "404.njk", output: "404.html", path: "/404.html", frame },
    { template: "feed.njk", output: "feed.xml", frame, entries: library.newest(NEWS, NEWEST) },
    { template: "sitemap.njk", output: "sitemap.xml", frame, pages },
    { template: "robots.njk", output: "robots.txt", frame },
  ];
  if (search) files.push({ template: "search.njk", output: "search/index.html", path: "/search/", frame });
  return files;
}
