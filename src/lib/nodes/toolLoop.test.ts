import { describe, expect, it } from "vitest";
import { AppError } from "@/types/errors";
import type { CallLlm } from "@/types/llm";
import { llmGenerateNode } from "./llmGenerateNode";
import { allow, runWithTools, statusesOf, toolData } from "./testToolNode";
import { asks, payer, type Said, scripted, testJournal, testServer, testTool, toolMessages, usage } from "./testTools";

const doubled = { inputTokens: 2, outputTokens: 4, totalTokens: 6 };

describe("a model with tools", () => {
  it("has each call made, also where its server counts them anew in each answer", async () => {
    const script = [[asks("0", "read", { text: "a" }), asks("0", "read", { text: "b" })], [asks("0", "read")], "done"];
    const { calls, journal, server } = await runWithTools({ script });
    expect(server.made.map((call) => call.arguments)).toEqual([{ text: "a" }, { text: "b" }, {}]);
    const answered = calls.at(-1)?.messages.flatMap((each) => (each.role === "tool" ? [each.toolCallId] : []));
    const asked = calls.at(-1)?.messages.flatMap((each) => (each.role === "assistant" ? (each.toolCalls ?? []) : []));
    expect(answered).toEqual(["0", "0_2", "0_3"]);
    expect(asked?.map(({ id }) => id)).toEqual(answered);
    expect(statusesOf(journal)).toContain("0_3 done");
  });

  it("is asked again with what they gave until it asks for none, and what it cost is told by its rounds", async () => {
    const { result, calls, journal, server } = await runWithTools({
      script: [[asks("c1", "read", { text: "a" })], "done"],
    });
    expect(result).toEqual({
      output: { text: "done" },
      usage: { ...usage, ...doubled },
      payer,
      calls: 2,
      isTold: true,
    });
    expect(statusesOf(journal)).toEqual(["round 1", "c1 started", "c1 done", "round 2"]);
    expect(journal.steps.filter(({ type }) => type === "node-round")).toMatchObject([
      { usage, payer },
      { usage, payer, output: { text: "done" } },
    ]);
    expect(server.made).toEqual([{ server: "s", name: "read", arguments: { text: "a" } }]);
    expect(calls[0]?.tools).toMatchObject([{ name: "s__read" }, { name: "s__write" }]);
    expect(toolMessages(calls[1])).toEqual([
      expect.stringMatching(/is data that the tool read gave[\s\S]*read {"text":"a"}/),
    ]);
  });

  it("costs what one call costs, and tells no rounds, when it answers at once", async () => {
    const { result, journal } = await runWithTools({ script: ["done"] });
    expect(result).toEqual({ output: { text: "done" }, usage, payer });
    expect(journal.steps).toEqual([]);
  });

  it("hands its own words and state back, and sets its words apart on the screen", async () => {
    const first = { text: "I look.", toolCalls: [asks("c1", "read")], state: { kept: 1 }, finishReason: "tool_calls" };
    const { calls, text, result } = await runWithTools({ script: [first as Said, "done"] });
    expect(calls[1]?.messages[1]).toEqual({
      role: "assistant",
      content: "I look.",
      toolCalls: first.toolCalls,
      state: first.state,
    });
    expect(text).toBe("I look.\n\ndone");
    expect(result.output).toEqual({ text: "done" });
  });

  it("has its thoughts set apart, round by round", async () => {
    const thinking = (thought: string): Said => ({ reasoning: thought, toolCalls: [asks("c1", "read")] });
    let thoughts = "";
    const onReasoning = (delta: string) => {
      thoughts += delta;
    };
    const script = [
      thinking("Which?"),
      [asks("c2", "read")],
      thinking("Which else?"),
      { text: "done", reasoning: "So." },
    ];
    await runWithTools({ script, context: { onReasoning } });
    expect(thoughts).toBe("Which?\n\nWhich else?\n\nSo.");
  });

  it("gets each tool once, by a name with that of its server", async () => {
    const settings = { tools: [{ server: "s" }, { server: "s", names: ["read"] }, { server: "t" }] };
    const { calls } = await runWithTools({ script: ["done"], settings });
    expect(calls[0]?.tools?.map(({ name }) => name)).toEqual(["s__read", "s__write", "t__read", "t__write"]);
  });

  it("gets those that the node names, and is told nothing of one that is gone", async () => {
    const settings = { tools: [{ server: "s", names: ["write", "gone"] }] };
    const { calls, notices } = await runWithTools({ script: ["done"], settings });
    expect(calls[0]?.tools?.map(({ name }) => name)).toEqual(["s__write"]);
    expect(notices).toMatchObject([{ code: "tool_missing", message: expect.stringContaining("gone") }]);
  });

  it("gets a schema that upstreams refuse loosened, with a notice, and is held to the whole one", async () => {
    const inputSchema = { type: "object", properties: { n: { type: "integer" } }, anyOf: [{ required: ["n"] }] };
    const server = testServer([testTool("add", { inputSchema, readOnly: true })]);
    const { calls, notices, journal } = await runWithTools({ script: [[asks("c1", "add", {})], "done"], server });
    expect(calls[0]?.tools?.[0]?.parameters).toEqual({ type: "object", properties: { n: { type: "integer" } } });
    expect(notices).toMatchObject([{ code: "tool_schema_loosened" }]);
    expect(statusesOf(journal)).toEqual(["round 1", "c1 failed", "round 2"]);
    expect(server.made).toEqual([]);
  });

  it.each([
    ["an unknown tool", asks("c1", "nothing"), /There is no tool s__nothing\. There are: s__read, s__write/],
    ["arguments that are no object", asks("c1", "read", "[1]"), /not a JSON object/],
    ["arguments that are no JSON", asks("c1", "read", "{"), /not a JSON object/],
    ["arguments that do not fit", asks("c1", "read", { text: 1 }), /do not fit the tool/],
  ])("is told of %s, and nothing is called", async (_, call, words) => {
    const { calls, server } = await runWithTools({ script: [[call], "done"] });
    expect(toolMessages(calls[1])).toEqual([expect.stringMatching(words)]);
    expect(server.made).toEqual([]);
  });

  it("may ask for tools as often as the node says, and fails then with its last words", async () => {
    const script = Array.from({ length: 3 }, (_, round) => ({
      text: `round ${round}`,
      toolCalls: [asks(`c${round}`, "read")],
    }));
    const journal = testJournal();
    const used = runWithTools({ script, journal, settings: { maxToolRounds: 2 } });
    await expect(used).rejects.toMatchObject({ code: "too_many_rounds", facts: { text: "round 2" } });
    expect(statusesOf(journal).filter((step) => step.startsWith("round"))).toEqual(["round 1", "round 2", "round 3"]);
  });

  it("answers by its schema at the end, repaired where it has to be", async () => {
    let repaired = false;
    const { callLlm } = scripted([asks("c1", "read")], { text: '{"a":1}', json: { a: 1 } });
    const failing: CallLlm = async function* (call, signal) {
      const isAnswer = call.messages.some(({ role }) => role === "tool");
      if (isAnswer && !repaired) {
        repaired = true;
        throw new AppError("schema_mismatch", "It is not JSON.", { text: "", usage, payer });
      }
      yield* callLlm(call, signal);
    };
    const settings = { jsonSchema: { type: "object" } };
    const { result, journal } = await runWithTools({ script: [], settings, context: { callLlm: failing } });
    expect(result.output).toEqual({ text: '{"a":1}', json: { a: 1 } });
    expect(result).toMatchObject({ calls: 3, isTold: true });
    expect(journal.steps.at(-1)).toMatchObject({ round: 2, calls: 2 });
  });
});

describe("keeping", () => {
  it("is only for what read, where the node says so", async () => {
    const reading = await runWithTools({ script: [[asks("c1", "read")], "done"] });
    expect(reading.result).not.toHaveProperty("isKept");
    const acting = await runWithTools({ script: [[asks("c1", "write")], "done"], journal: testJournal(allow) });
    expect(acting.result.isKept).toBe(false);
    const parse = (settings: object) => llmGenerateNode.schema.parse({ ...toolData, ...settings });
    expect(
      [{}, { cacheTools: true }, { tools: [] }].map((settings) => llmGenerateNode.keeps?.(parse(settings))),
    ).toEqual([false, true, true]);
  });

  it("does not hang on who is asked before a call", () => {
    const settingsOf = (approval: string) =>
      llmGenerateNode.resultSettings?.(
        llmGenerateNode.schema.parse({ ...toolData, tools: [{ server: "s", approval }] }),
      );
    expect(settingsOf("never")).toEqual(settingsOf("ask"));
  });
});
