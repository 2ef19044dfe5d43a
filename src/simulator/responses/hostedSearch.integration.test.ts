import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isObject, type JsonObject } from "@/simulator/http/body";
import { startSimulator } from "@/simulator/simulator";
import { type Caller, codexBody, postCodex, readEvents } from "@/simulator/testkit/codexRequest";
import type { Simulator } from "@/simulator/types";

let simulator: Simulator;
let ada: Caller;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 0, tokenMs: 0 } });
  const { access_token: accessToken } = await simulator.control.mintTokens({ person: "ada" });
  ada = { accessToken, accountId: "acct-ada-personal" };
});
afterAll(() => simulator.close());

const user = (text: string) => ({ type: "message", role: "user", content: [{ type: "input_text", text }] });
const eventsOf = async (body: Record<string, unknown>) => readEvents(await postCodex(simulator, ada, body));

async function itemsOf(body: Record<string, unknown>): Promise<JsonObject[]> {
  const events = await eventsOf(body);
  return events.flatMap(({ type, item }) => (type === "response.output_item.done" && isObject(item) ? [item] : []));
}

describe("hosted search", () => {
  const tools = [{ type: "web_search", external_web_access: true, search_content_types: ["text", "image"] }];

  test("searches, opens a page, and cites it by code points of the text", async () => {
    const items = await itemsOf(codexBody("What is the latest news about rivers?", { tools }));
    const message = items.find(({ type }) => type === "message");
    expect(items.flatMap(({ action }) => (isObject(action) ? action.type : []))).toEqual([
      "search",
      "open_page",
      "find_in_page",
    ]);
    const [part] = Array.isArray(message?.content) ? message.content : [];
    const points = [...part.text];
    expect(points.length).toBeLessThan(part.text.length);
    expect(part.annotations).toHaveLength(2);
    for (const { start_index, end_index, url } of part.annotations) {
      expect(points.slice(start_index, end_index).join("")).toMatch(`(${url})`);
    }
  });

  test("tells its sources where they are asked for, and its annotations while they come", async () => {
    const more = { tools, include: ["web_search_call.action.sources"] };
    const events = await eventsOf(codexBody("[search:3] rivers", more));
    const search = events.find(({ type }) => type === "response.output_item.done")?.item;
    expect(search).toMatchObject({ action: { sources: [{ type: "url" }, { type: "url" }, { type: "url" }] } });
    expect(events.filter(({ type }) => type === "response.output_text.annotation.added")).toHaveLength(3);
  });

  test("does not happen without a need, happens when it is chosen, and can be sent back", async () => {
    const quiet = await itemsOf(codexBody("rivers", { tools }));
    const chosen = await itemsOf(codexBody("rivers", { tools, tool_choice: { type: "web_search" } }));
    const stubborn = await itemsOf(codexBody("[no-search] rivers", { tools, tool_choice: { type: "web_search" } }));
    const searched = [quiet, chosen, stubborn].map((items) => items.some(({ type }) => type === "web_search_call"));
    expect(searched).toEqual([false, true, false]);
    const again = codexBody("", { tools, input: [user("rivers"), ...chosen, user("more")] });
    expect((await postCodex(simulator, ada, again)).status).toBe(200);
  });
});
