import { expect, it } from "vitest";
import { asks, scripted, testServer, testTool } from "@/lib/nodes/testTools";
import type { RunEventBody } from "@/types/run";
import { testCache } from "./testCache";
import { llm, node, run } from "./testRun";

const read = testTool("read", { readOnly: true });
const write = testTool("write");
const tools = [{ server: "s" }];
const list = node("l", "list", { text: "a\nb", split: "lines" });
const prompt = node("p", "prompt", { text: "go" });

const roundsOf = (events: RunEventBody[]) => events.filter(({ type }) => type === "node-round");

it("tells rounds and calls of each item, and what they cost once", async () => {
  const server = testServer([read]);
  const { callLlm } = scripted([asks("c1", "read", { text: "x" })], "done");
  const { result, events } = await run([list, llm("m", { tools })], ["l.items>m.prompt"], { callLlm, tools: server });
  expect(result.status).toBe("completed");
  expect(roundsOf(events)).toHaveLength(4);
  expect(server.made).toHaveLength(2);
  const ofSecond = events.filter((event) => "item" in event && event.item === 1).map(({ type }) => type);
  expect(ofSecond).toEqual(["node-round", "node-tool", "node-tool", "node-delta", "node-round", "node-item"]);
  expect(events).toContainEqual(expect.objectContaining({ type: "node-item", item: 1, isTold: true, calls: 2 }));
});

it("keeps a result only where the node says so and all its tools only read", async () => {
  const keptOf = async (data: object, name: string) => {
    const cache = testCache();
    const { callLlm } = scripted([asks("c1", name)], "done");
    const options = { callLlm, tools: testServer([read, write]), cache };
    const choice = [{ server: "s", approval: "never" }];
    await run([prompt, llm("m", { tools: choice, ...data })], ["p.text>m.prompt"], options);
    return cache.kept.size;
  };
  expect(await keptOf({}, "read")).toBe(0);
  expect(await keptOf({ cacheTools: true }, "read")).toBe(1);
  expect(await keptOf({ cacheTools: true }, "write")).toBe(0);
});

it("waits for a person at the end, and says for what", async () => {
  const { callLlm } = scripted([asks("c1", "write", { text: "x" })], "done");
  const server = testServer([write]);
  const { result, events } = await run([prompt, llm("m", { tools })], ["p.text>m.prompt"], { callLlm, tools: server });
  expect(result.status).toBe("waiting");
  expect(server.made).toEqual([]);
  expect(events).toContainEqual(
    expect.objectContaining({
      type: "node-wait",
      node: "m",
      kind: "tool",
      call: "c1",
      name: "write",
      value: { text: "x" },
    }),
  );
});

it("fails at once where no tools can be reached", async () => {
  const { events } = await run([prompt, llm("m", { tools })], ["p.text>m.prompt"]);
  expect(events).toContainEqual(
    expect.objectContaining({ type: "node-error", error: expect.objectContaining({ code: "not_found" }) }),
  );
});
