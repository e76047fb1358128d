// The documents of our copy, and how they hang together.

const NEWEST_FIRST = (one, other) => other.published_at.localeCompare(one.published_at);
const BY_PATH = (one, other) => one.path.localeCompare(other.path, "en", { numeric: true });
const LISTED_NEWEST_FIRST = ["articles", "blog"];
// What lists show of a page: what changes elsewhere on the page must not make us render every list it is on.
const ON_CARDS = [
  ...["id", "type", "path", "title", "summary", "teaser", "access", "image", "published_at", "authors", "tags"],
  ...["code", "pinyin", "hanzi_traditional", "meridian", "regions", "caution_flags", "drawing"],
  ...["design", "modality", "evidence_level", "n_enrolled", "verified", "conclusion"],
  ...["is_advertising", "written_by", "published_year", "price"],
];

export class Library {
  /** @param documents by their ids */
  constructor(documents) {
    this.documents = withOwnLinks(Object.values(documents));
    this.pages = this.documents.filter(isPage).sort(BY_PATH);
    this.byId = new Map(this.pages.map((page) => [page.id, page]));
    this.byPath = new Map(this.pages.map((page) => [page.path, page]));
    this.links = new Map(this.pages.map((page) => [page.id, linkedIn(page)]));
  }

  of(type) {
    return this.documents.filter((document) => document.type === type);
  }

  card(document) {
    return Object.fromEntries(ON_CARDS.filter((name) => name in document).map((name) => [name, document[name]]));
  }

  cards(documents) {
    return documents.map((document) => this.card(document));
  }

  /** The pages one level below. */
  below({ path }) {
    const children = this.pages.filter((page) => page.path !== "/" && parentOf(page.path) === path);
    return children.every(({ type }) => LISTED_NEWEST_FIRST.includes(type)) ? children.sort(NEWEST_FIRST) : children;
  }

  /** The pages above, from the home page down. */
  above({ path }) {
    const paths = [];
    for (let at = path; at !== "/"; ) paths.unshift((at = parentOf(at)));
    return paths.map((at) => this.byPath.get(at)).filter(Boolean);
  }

  newest(types, count) {
    const found = this.pages.filter(({ type, access }) => types.includes(type) && access === "full");
    return this.cards(found.sort(NEWEST_FIRST).slice(0, count));
  }

  /** The parts of a hub that a page belongs to; without a page, of the first hub. */
  regions(page) {
    const line = page ? [page, ...this.above(page).reverse()] : this.pages;
    const hub = line.find(({ type }) => type === "conditions");
    return hub ? this.below(hub).sort((one, other) => NEWEST_FIRST(other, one)) : [];
  }

  /** Cards of the pages that a document links to, by their ids. */
  cardsIn(document) {
    const found = [...this.links.get(document.id)].map((id) => this.byId.get(id)).filter(Boolean);
    return Object.fromEntries(found.map((page) => [page.id, this.card(page)]));
  }

  writtenBy(person) {
    return this.pages.filter(({ authors }) => authors?.some(({ uid }) => uid === person.uid)).sort(NEWEST_FIRST);
  }

  /** The pages that link to this one in one of their blocks or lists. */
  mentioning({ id }) {
    return this.pages.filter((page) => page.id !== id && page.path !== "/" && this.links.get(page.id).has(id));
  }
}

const isPage = ({ kind }) => kind === "page";

/** The documents with links inside the site that begin with a slash, so that it may stand anywhere. */
function withOwnLinks(documents) {
  const pages = documents.filter(isPage);
  if (!pages.length) return documents;
  const address = pages[0].url.slice(0, -pages[0].path.length);
  const paths = new Set(pages.map(({ path }) => path));
  const links = /href="([^"?#]*)/g;
  // Files may stand at the same address as pages: only what leads to a page is turned.
  const turn = (link, to) => {
    const path = to.startsWith(address) ? to.slice(address.length) : "";
    return paths.has(path) ? `href="${path}` : link;
  };
  const turned = (_name, value) => (typeof value === "string" ? value.replace(links, turn) : value);
  return JSON.parse(JSON.stringify(documents), turned);
}

function parentOf(path) {
  return path.slice(0, path.lastIndexOf("/", path.length - 2) + 1);
}

/** The ids of all pages that a document holds a link to: such a link has an id, a type and a path. */
function linkedIn(value, found = new Set(), depth = 0) {
  if (Array.isArray(value)) value.forEach((item) => linkedIn(item, found, depth + 1));
  else if (value && typeof value === "object") {
    if (depth && value.id && value.path) found.add(value.id);
    Object.values(value).forEach((item) => linkedIn(item, found, depth + 1));
  }
  return found;
}

/** What each caution of a point asks for; a rule for points of these sides goes before the rule for all. */
export function cautionsOf(point, rules) {
  const fits = (rule, flag) => rule.caution === flag && (rule.sides === null || rule.sides === point.sides);
  const ruleFor = (flag) => rules.filter((rule) => fits(rule, flag)).sort((one) => (one.sides ? -1 : 1))[0];
  return (point.caution_flags ?? []).map(ruleFor).filter(Boolean);
}
