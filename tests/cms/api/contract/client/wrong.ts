// What the types must refuse: a member, a parameter, a value and an address that there are not.
import createClient from "openapi-fetch";
import type { components, paths } from "./api";

const api = createClient<paths>({ baseUrl: "https://cms.example.org" });

export const heading = (block: components["schemas"]["HeadingBlock"]): string =>
  // @ts-expect-error There is no such member.
  block.value.colour;

export async function ask(): Promise<void> {
  // @ts-expect-error There is no such parameter.
  await api.GET("/api/v1/articles/", { params: { query: { colour: "red" } } });
  // @ts-expect-error There is no such order.
  await api.GET("/api/v1/articles/", { params: { query: { order: "colour" } } });
  // @ts-expect-error There is no such address.
  await api.GET("/api/v1/colours/");
}
