import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { streamOf } from "@/lib/llm/__fixtures__/upstream";
import type { JsonObject } from "@/lib/llm/narrow";
import type { ProviderEvent } from "@/lib/llm/provider";
import type { Reading } from "@/lib/llm/wire";
import { decodeEvents } from "@/lib/sse/decode";
import { createResponsesReader } from "./reader";

const asker = { upstream: "ChatGPT", model: "gpt-5.5", onPlan: true };
const owner = { provider: "openai-auth", payer: "acc1", model: "gpt-5.5" } as const;
const createReader = () => createResponsesReader({ asker, owner, nowMs: () => 0 });

function fixture(name: string): string {
  return readFileSync(new URL(`./__fixtures__/${name}`, import.meta.url), "utf8");
}

async function replay(stream: string, size = 64): Promise<ProviderEvent[]> {
  const { read } = createReader();
  const events: ProviderEvent[] = [];
  for await (const { data } of decodeEvents(streamOf(stream, size)))
    events.push(...(read(JSON.parse(data))?.events ?? []));
  return events;
}

/** The stream with some of its events changed, or left out where `change` gives nothing. */
function changed(stream: string, change: (event: JsonObject & { type: string }) => JsonObject | undefined): string {
  const blocks = stream.split("\n\n").filter((block) => block !== "");
  return blocks
    .map((block) => change(JSON.parse(block.slice(block.indexOf("data: ") + 6))))
    .filter((event) => event !== undefined)
    .map((event) => `data: ${JSON.stringify(event)}\n\n`)
    .join("");
}

function readAll(...messages: unknown[]): Reading {
  const { read } = createReader();
  const readings = messages.map((message) => read(message) ?? { events: [] });
  return { events: readings.flatMap(({ events }) => events), failure: readings.at(-1)?.failure };
}

const joined = (events: ProviderEvent[], type: "text-delta" | "reasoning-delta") =>
  events.map((event) => (event.type === type ? event.text : "")).join("");
const typesOf = (events: ProviderEvent[]) => [...new Set(events.map(({ type }) => type))];
const calls = [
  { type: "tool-call", id: "call_1", name: "exec_command", arguments: '{"cmd": "echo one"}' },
  { type: "tool-call", id: "call_2", name: "exec_command", arguments: '{"cmd": "echo „zwei“ 🌍"}' },
];

describe("an answer with calls", () => {
  test.each([1, 2, 3, 7])(
    "cut every %i bytes gives its calls whole, behind all else, and what goes back",
    async (size) => {
      const events = await replay(fixture("toolAnswer.txt"), size);
      expect(joined(events, "reasoning-delta")).toBe("thinking\n\nI will look. 👀");
      expect(events.slice(-3)).toEqual([
        ...calls,
        {
          type: "end",
          text: "",
          finishReason: "tool_calls",
          usage: { inputTokens: 90, cachedInputTokens: 64, outputTokens: 40, reasoningTokens: 12, totalTokens: 130 },
          state: {
            ...owner,
            items: [
              { type: "reasoning", id: "rs_1", summary: [expect.anything()], encrypted_content: "gAAAAAB_enc1" },
              {
                type: "message",
                id: "msg_c",
                status: "completed",
                role: "assistant",
                content: [{ type: "output_text", text: "I will look. 👀", annotations: [] }],
                phase: "commentary",
              },
              {
                type: "function_call",
                id: "fc_1",
                call_id: "call_1",
                status: "completed",
                name: "exec_command",
                arguments: calls[0]?.arguments,
              },
              {
                type: "function_call",
                id: "fc_2",
                call_id: "call_2",
                status: "completed",
                name: "exec_command",
                arguments: calls[1]?.arguments,
              },
            ],
          },
        },
      ]);
      expect(typesOf(events)).toEqual(["reasoning-delta", "tool-call", "end"]);
    },
  );

  test("acts on no call while the end is not there, and on none that was cut", async () => {
    const cut = changed(fixture("toolAnswer.txt"), (event) =>
      event.type === "response.completed" ? undefined : event,
    );
    expect(typesOf(await replay(cut))).toEqual(["reasoning-delta"]);
    const item = { type: "function_call", call_id: "c", name: "f", arguments: "{", status: "incomplete" };
    const answer = { type: "message", content: [{ type: "output_text", text: "Hm" }] };
    const { events } = readAll(
      { type: "response.output_item.done", item },
      { type: "response.output_item.done", item: answer },
      { type: "response.completed", response: { output: [] } },
    );
    expect(events.at(-1)).toMatchObject({ type: "end", text: "Hm", finishReason: "stop" });
  });

  test("names a call by its item where the server gives it no other name, and leaves out what has none", async () => {
    const item = { type: "function_call", name: "f", arguments: "{}", call_id: "" };
    const output = [{ ...item, id: "fc_9" }, item];
    const { events } = readAll({ type: "response.completed", response: { output } });
    expect(events).toMatchObject([
      { type: "tool-call", id: "fc_9", name: "f" },
      { type: "end", state: { items: [{ id: "fc_9", call_id: "fc_9" }] } },
    ]);
  });

  test("takes arguments that are the object itself", () => {
    const item = { type: "function_call", id: "fc_1", call_id: "c", name: "f", arguments: { city: "Oslo" } };
    const { events } = readAll({ type: "response.completed", response: { output: [item] } });
    expect(events[0]).toMatchObject({ type: "tool-call", arguments: '{"city":"Oslo"}' });
  });

  test.each(["max_output_tokens", "something_new"])(
    "gives no calls and no state when it ended by %s",
    async (reason) => {
      const item = { type: "function_call", call_id: "c", name: "f", arguments: "{}" };
      const text = { type: "message", content: [{ type: "output_text", text: "Hm" }] };
      const { events } = readAll({
        type: "response.incomplete",
        response: { incomplete_details: { reason }, output: [text, item] },
      });
      expect(typesOf(events)).not.toContain("tool-call");
      expect(events.at(-1)).not.toHaveProperty("state");
    },
  );

  test("takes the calls of the finished response where no item came by itself, and none twice", async () => {
    const items: unknown[] = [];
    const bare = changed(fixture("toolAnswer.txt"), (event) => {
      if (event.type === "response.output_item.done") items.push(event.item);
      return event.type.startsWith("response.output_item") ? undefined : event;
    });
    const withOutput = (stream: string) =>
      changed(stream, (event) =>
        event.type === "response.completed"
          ? { ...event, response: { ...(event.response as object), output: items } }
          : event,
      );
    for (const stream of [withOutput(bare), withOutput(fixture("toolAnswer.txt"))]) {
      const events = await replay(stream);
      expect(events.filter(({ type }) => type === "tool-call")).toEqual(calls);
      expect(joined(events, "reasoning-delta").match(/thinking/g)).toHaveLength(1);
    }
  });
});

describe("what the model tells of its thinking", () => {
  const delta = (text: string, summary_index: number) => ({
    type: "response.reasoning_summary_text.delta",
    item_id: "rs",
    summary_index,
    delta: text,
  });
  const summary = (...texts: string[]) => texts.map((text) => ({ type: "summary_text", text }));
  const itemDone = (item: object) => ({ type: "response.output_item.done", item });

  test("comes once, also where only the finished item has it, parts and items in paragraphs of their own", () => {
    const { events } = readAll(
      delta("On", 0),
      delta("e", 0),
      delta("Two", 1),
      itemDone({ type: "reasoning", id: "rs", summary: summary("One", "Two") }),
      itemDone({ type: "reasoning", id: "rs_2", summary: summary("Three", "Four") }),
      delta("Five", 0),
    );
    expect(joined(events, "reasoning-delta")).toBe("One\n\nTwo\n\nThree\n\nFour\n\nFive");
  });

  test("is what it thought in where there is no summary", () => {
    const { events } = readAll(
      itemDone({ type: "reasoning", summary: [], content: [{ type: "reasoning_text", text: "Hm." }] }),
    );
    expect(joined(events, "reasoning-delta")).toBe("Hm.");
  });
});

describe("sources", () => {
  const text = "☔️ 🌧 It rains [1]\n\nÜber 🌍: dry [1] and wet [2]";
  const places = [
    { type: "source", url: "https://example.com/a", title: "A", start: 15, end: 18 },
    { type: "source", url: "https://example.com/a", title: "A", start: 33, end: 36 },
    { type: "source", url: "https://example.com/ä", title: "Ä 🌧", start: 45, end: 48 },
  ];
  const pages = [
    { type: "source", url: "https://example.com/b" },
    { type: "source", url: "https://example.com/c" },
  ];

  test.each([1, 2, 3, 7])("cut every %i bytes lie where the whole text has them, in UTF-16 units", async (size) => {
    const events = await replay(fixture("searchAnswer.txt"), size);
    expect(joined(events, "text-delta")).toBe(text);
    expect(events.filter(({ type }) => type === "source")).toEqual([...places, ...pages]);
    expect(places.map(({ start, end }) => text.slice(start, end))).toEqual(["[1]", "[1]", "[2]"]);
  });

  test("are the same from events alone and from the finished items alone", async () => {
    const stream = fixture("searchAnswer.txt");
    const withoutItems = changed(stream, (event) => {
      const { item } = event as { item?: JsonObject };
      if (event.type !== "response.output_item.done" || item?.type !== "message") return event;
      const content = (item.content as JsonObject[]).map((part) => ({ ...part, annotations: [] }));
      return { ...event, item: { ...item, content } };
    });
    const withoutEvents = changed(stream, (event) => (event.type.includes("annotation") ? undefined : event));
    for (const variant of [withoutItems, withoutEvents]) {
      expect((await replay(variant)).filter(({ type }) => type === "source")).toEqual([...places, ...pages]);
    }
  });

  test("have no place where the text is not what the items say, or where they lie outside of it", () => {
    const cite = (start_index: unknown, end_index: unknown) => ({
      type: "url_citation",
      url: "u",
      start_index,
      end_index,
    });
    const item = (annotation: object, said = "Rain [1]") => ({
      type: "response.output_item.done",
      item: { type: "message", content: [{ type: "output_text", text: said, annotations: [annotation] }] },
    });
    const end = (said: string) => ({
      type: "response.completed",
      response: { output: [{ type: "message", content: [{ type: "output_text", text: said }] }] },
    });
    const sourcesOf = (...messages: unknown[]) => readAll(...messages).events.filter(({ type }) => type === "source");
    expect(sourcesOf(item(cite(5, 8)), end("Rain [1]"))).toEqual([{ type: "source", url: "u", start: 5, end: 8 }]);
    for (const [annotation, said] of [
      [cite(5, 9), "Rain [1]"],
      [cite(-1, 3), "Rain [1]"],
      [cite(5, 5), "Rain [1]"],
      [cite(undefined, 3), "Rain [1]"],
      [cite(5, 8), "Other [1]"],
    ] as const) {
      expect(sourcesOf(item(annotation), end(said))).toEqual([{ type: "source", url: "u" }]);
    }
  });

  test("go back without what the search found, which the upstream does not take", async () => {
    const end = (await replay(fixture("searchAnswer.txt"))).at(-1);
    expect(end).toMatchObject({
      state: {
        items: [
          { type: "reasoning", summary: [] },
          { type: "web_search_call", action: { type: "search", query: "weather", queries: ["weather"] } },
          { type: "web_search_call", action: { type: "open_page" } },
          { type: "message" },
          { type: "message" },
        ],
      },
    });
    expect(JSON.stringify(end)).not.toContain('"sources"');
  });
});
