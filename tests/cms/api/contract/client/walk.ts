// A client of the API as a front end would write it: with types made of the description, and a case for every block.
import createClient from "openapi-fetch";
import type { components, paths } from "./api";

declare const process: { argv: string[] };

type Media = "application/json" | "application/problem+json";
type Document = components["schemas"]["Document"];
type Block = Extract<Document, { body: unknown[] }>["body"][number];

const [address, slug] = process.argv.slice(2);
if (!address || !slug) throw new Error("Give the address of an installation and the last part of an article's path.");
const api = createClient<paths, Media>({ baseUrl: address });

function impossible(block: never): never {
  throw new Error(`The description does not know this block: ${JSON.stringify(block)}`);
}

function wordsOf(block: Block): string {
  switch (block.type) {
    case "heading":
      return `${block.value.level} ${block.value.text}`;
    case "paragraph":
    case "inset":
      return block.value;
    case "image":
      return block.value.image?.srcset.map((copy) => `${copy.url} ${copy.width}w`).join(", ") ?? "";
    case "quote":
      return [block.value.text, block.value.source].join(" — ");
    case "warning":
      return block.value.heading;
    case "care_card":
      return `${block.value.level}: ${block.value.heading}`;
    case "do":
    case "dont":
      return block.value.items.join("; ");
    case "table":
      return block.value.rows.map((row) => row.join(" | ")).join("\n");
    case "expander":
      return block.value.summary;
    case "page_links":
    case "points":
      return block.value.pages.map((page) => page.title).join("; ");
    case "references":
      return block.value.map((reference) => reference.citation).join("\n");
    case "claims":
      return block.value.map((claim) => claim.statement).join("\n");
    case "video":
      return `${block.value.title}: ${block.value.url}`;
    default:
      return impossible(block);
  }
}

const list = await api.GET("/api/v1/articles/", { params: { query: { limit: 100, order: "title" } } });
if (list.error) throw new Error(list.error.detail);
const found = list.data.items.find((item) => item.path.endsWith(`/${slug}/`));
if (!found) throw new Error(`There is no article ${slug}`);

const detail = await api.GET("/api/v1/articles/{uid}/", { params: { path: { uid: found.id } } });
if (detail.error) throw new Error(detail.error.detail);
const page = detail.data;
if (page.access === "teaser" || !("body" in page)) throw new Error("Only members read on.");

const missing = await api.GET("/api/v1/articles/{uid}/", {
  params: { path: { uid: "00000000-0000-0000-0000-000000000000" } },
});
console.log(
  JSON.stringify({
    title: page.title,
    blocks: page.body.map((block) => [block.type, wordsOf(block)]),
    missing: missing.error?.status,
  }),
);
