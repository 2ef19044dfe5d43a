import { describe, expect, it } from "vitest";
import { idleNode, type NodeRun } from "@/store/runReducer";
import { countReadables, readableAt } from "./readable";

const run = (change: Partial<NodeRun>): NodeRun => ({ ...idleNode, status: "done", ...change });

describe("countReadables", () => {
  it("is nothing before a node has said a word, and one as soon as it has", () => {
    expect(countReadables(idleNode)).toBe(0);
    expect(countReadables(run({ status: "streaming", text: "Wo" }))).toBe(1);
  });

  it("counts the items of a list, those that are still to come as well", () => {
    expect(countReadables(run({ items: [undefined], itemCount: 3 }))).toBe(3);
    expect(countReadables(run({ output: { value: ["a", "b"] } }))).toBe(2);
  });

  it("takes pictures of one node as one result", () => {
    const picture = { asset: "a".repeat(64), mime: "image/png", bytes: 1 };
    const several = run({ output: { image: [picture, picture] } });
    expect(countReadables(several)).toBe(1);
    expect(readableAt(several, 0)).toMatchObject({ text: "", assets: [picture, picture] });
  });
});

describe("readableAt", () => {
  it("gives the calls of tools that the model of a node, or of an item, made", () => {
    const tools = [{ call: "c", server: "s", name: "read", arguments: "{}", status: "done" as const }];
    expect(readableAt(run({ text: "Words", output: { text: "Words" }, tools }), 0)).toMatchObject({ tools });
    const items = [{ status: "done" as const, attempt: 1, text: "", output: { text: "Words" }, tools }];
    expect(readableAt(run({ items, itemCount: 1 }), 0)).toMatchObject({ tools });
  });

  it("gives the words with what the model thought and where they come from", () => {
    const sources = [{ url: "https://example.com" }];
    const answer = run({ text: "Words", reasoning: "Hm", output: { text: "Words", sources }, key: "k" });
    expect(readableAt(answer, 0)).toMatchObject({
      text: "Words",
      reasoning: "Hm",
      sources,
      key: "k",
      isStreaming: false,
    });
  });

  it("knows JSON by its port, and by the text that it is, and says where a part of it is taken from", () => {
    expect(readableAt(run({ output: { text: '{"a":1}', json: { a: 1 } } }), 0)).toMatchObject({
      json: { a: 1 },
      found: { port: "json", pointer: "" },
    });
    expect(readableAt(run({ output: { text: ' [{"a":1}]' } }), 0)).toMatchObject({
      json: [{ a: 1 }],
      found: { port: "text", pointer: "" },
    });
    expect(readableAt(run({ output: { text: "[not] JSON" } }), 0)?.json).toBeUndefined();
  });

  it("keeps the digits of numbers that a double would round", () => {
    expect(readableAt(run({ output: { text: '{"id":9007199254740993}' } }), 0)?.json).toEqual({
      id: "9007199254740993",
    });
  });

  it("reads compared answers under the names of their models", () => {
    const results = { provider: "openai", model: "gpt-6-sol", text: '{"a":1}', json: { a: 1 } };
    const compared = run({ items: [{ status: "done", attempt: 1, text: "", output: { results } }] });
    expect(readableAt(compared, 0)).toMatchObject({
      model: "gpt-6-sol",
      json: { a: 1 },
      found: { port: "results", pointer: "/json" },
    });
  });

  it("tells why an item has no result, in the list of its node and in one that arrived", () => {
    const error = { code: "timeout", message: "Too slow." };
    expect(readableAt(run({ items: [{ status: "failed", attempt: 1, text: "", error }] }), 0)?.error).toEqual(error);
    expect(readableAt(run({ output: { value: ["a", { error }] } }), 1)?.error).toEqual(error);
    expect(readableAt(run({ output: { value: ["a", { error }] } }), 2)).toBeUndefined();
  });
});
