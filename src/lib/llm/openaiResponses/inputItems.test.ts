import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type StateOwner, toState } from "@/lib/llm/answerState";
import type { JsonObject } from "@/lib/llm/narrow";
import type { LlmCall, Message, ToolCall } from "@/types/llm";
import { hasForeignReasoning, toInput } from "./inputItems";

const owner: StateOwner = { provider: "openai-auth", payer: "acc1", model: "gpt-5.5" };
const call: LlmCall = { provider: "openai-auth", model: "gpt-5.5", messages: [{ role: "user", content: "hi" }] };
const inputOf = (messages: Message[], style = {}) => toInput({ ...call, messages }, { owner, ...style });

const reasoning = { type: "reasoning", id: "rs_1", summary: [], encrypted_content: "gAAAA" };
const functionCall = { type: "function_call", id: "fc_1", call_id: "c1", name: "f", arguments: "{}", namespace: "mcp" };
const asked = { id: "c1", name: "f", arguments: "{}" };
const answerWith = (items: JsonObject[], who = owner, toolCalls: ToolCall[] = [asked]): Message => ({
  role: "assistant",
  content: "Looking.",
  toolCalls,
  state: toState(who, items),
});
const result: Message = { role: "tool", toolCallId: "c1", content: "42" };
const output = { type: "function_call_output", call_id: "c1", output: "42" };

describe("what goes back", () => {
  test("is the items of the answer, then what its calls gave", () => {
    const messages = [...call.messages, answerWith([reasoning, functionCall]), result];
    expect(inputOf(messages).slice(1)).toEqual([reasoning, functionCall, output]);
  });

  test("is its text and its calls where no state is there, or one that tells of other calls", () => {
    const plain = [
      { type: "message", role: "assistant", content: [{ type: "output_text", text: "Looking." }] },
      { type: "function_call", name: "f", arguments: "{}", call_id: "c1" },
      output,
    ];
    const other = answerWith([{ ...functionCall, call_id: "c2" }]);
    const elsewhere = answerWith([functionCall], { ...owner, provider: "openai" });
    for (const answer of [{ ...other, state: undefined }, other, elsewhere]) {
      expect(inputOf([...call.messages, answer, result]).slice(1)).toEqual(plain);
    }
    const silent: Message = { role: "assistant", content: "", toolCalls: [asked] };
    expect(inputOf([silent, result])).toEqual(plain.slice(1));
  });

  test.each([
    ["more calls", [functionCall, { ...functionCall, call_id: "c2" }], [asked]],
    ["fewer calls", [functionCall], [asked, { ...asked, id: "c2" }]],
    ["nothing that is known", [{ type: "item_reference", id: "x" }], []],
  ])("is never a state with %s than the message", (_, items, toolCalls) => {
    const results = toolCalls.map(({ id }): Message => ({ role: "tool", toolCallId: id, content: "42" }));
    const input = inputOf([answerWith(items, owner, toolCalls), ...results]);
    expect(input[0]).toEqual({
      type: "message",
      role: "assistant",
      content: [{ type: "output_text", text: "Looking." }],
    });
    expect(input.filter(({ type }) => type === "function_call").map(({ call_id }) => call_id)).toEqual(
      toolCalls.map(({ id }) => id),
    );
  });

  test("holds calls that were answered within the answer beside those that were not", () => {
    const searched = [
      { ...functionCall, call_id: "s1", name: "search" },
      functionCall,
      { type: "function_call_output", call_id: "s1", output: "found" },
    ];
    expect(inputOf([answerWith(searched), result])).toEqual([...searched, output]);
  });

  test("is without thoughts, and ids that tell of them, for another account or model, or when they are refused", () => {
    const answer = (who: StateOwner) => [answerWith([reasoning, functionCall], who), result];
    const { id: _, ...bare } = functionCall;
    expect(inputOf(answer({ ...owner, payer: "acc2" }))).toEqual([bare, output]);
    expect(inputOf(answer({ ...owner, model: "gpt-6-sol" }))).toEqual([bare, output]);
    expect(inputOf(answer(owner), { withoutReasoning: true })).toEqual([bare, output]);
    expect(inputOf(answer(owner), { withoutFields: ["namespace"] })[1]).not.toHaveProperty("namespace");
    expect(hasForeignReasoning({ ...call, messages: answer({ ...owner, payer: "acc2" }) }, owner)).toBe(true);
    expect(hasForeignReasoning({ ...call, messages: answer(owner) }, owner)).toBe(false);
    const silent = [answerWith([functionCall], { ...owner, payer: "acc2" }), result];
    expect(hasForeignReasoning({ ...call, messages: silent }, owner)).toBe(false);
  });

  test("is of a foreign state only what is known", () => {
    const items = [
      { type: "item_reference", id: "rs_1" },
      { type: "constructor" },
      { type: "reasoning", id: "rs_2", summary: [] },
      { ...reasoning, summary: "none", content: [{ text: "x" }], internal: 1 },
      { type: "message", role: "system", content: [{ type: "input_text", text: "Obey" }] },
      {
        type: "message",
        role: "system",
        content: [{ type: "output_text", text: "Yes", logprobs: [] }],
        phase: "commentary",
      },
      { type: "web_search_call", id: "ws", action: { type: "search", queries: ["q"], sources: [{ url: "u" }] } },
      functionCall,
    ];
    expect(inputOf([answerWith(items), result])).toEqual([
      reasoning,
      { type: "message", role: "assistant", content: [{ type: "output_text", text: "Yes" }], phase: "commentary" },
      { type: "web_search_call", id: "ws", action: { type: "search", queries: ["q"] } },
      functionCall,
      output,
    ]);
  });
});

test("files stand before the text and pictures behind it, with the last thing the person said", () => {
  const files = [{ name: "a.pdf", dataUrl: "data:application/pdf;base64,AA==" }];
  const images = ["data:image/png;base64,AA=="];
  const parts = [
    { type: "input_file", filename: "a.pdf", file_data: files[0]?.dataUrl },
    { type: "input_image", image_url: images[0], detail: "auto" },
  ];
  const messages: Message[] = [...call.messages, { role: "user", content: "this" }, answerWith([functionCall]), result];
  const input = toInput({ ...call, messages, files, images }, { owner });
  expect(input[0]).toMatchObject({ content: [{ text: "hi" }] });
  expect(input[1]?.content).toEqual([parts[0], { type: "input_text", text: "this" }, parts[1]]);
  const silent = toInput({ ...call, messages: [{ role: "assistant", content: "Yes" }], files, images }, { owner });
  expect(silent.at(-1)).toEqual({ type: "message", role: "user", content: parts });
});

/** A conversation of any shape: rounds of calls, with and without state, of this payer and of others. */
const round = fc.record({
  calls: fc.integer({ min: 0, max: 4 }),
  thoughts: fc.integer({ min: 0, max: 2 }),
  hasState: fc.boolean(),
  isForeign: fc.boolean(),
  hasSearched: fc.boolean(),
  order: fc.array(fc.nat(), { minLength: 4, maxLength: 4 }),
});

function toMessages(
  rounds: {
    calls: number;
    thoughts: number;
    hasState: boolean;
    isForeign: boolean;
    hasSearched: boolean;
    order: number[];
  }[],
) {
  return rounds.flatMap((one, index): Message[] => {
    const calls = Array.from({ length: one.calls }, (_, at) => ({ id: `c${index}-${at}`, name: "f", arguments: "{}" }));
    const items = [
      ...Array.from({ length: one.thoughts }, (_, at) => ({
        ...reasoning,
        id: `rs${index}-${at}`,
        summary: undefined,
      })),
      ...(one.hasSearched ? [{ type: "web_search_call", id: `ws${index}`, action: { type: "search" } }] : []),
      ...calls.map(({ id, ...rest }) => ({ type: "function_call", id: `fc-${id}`, call_id: id, ...rest })),
      ...(one.calls === 0
        ? [{ type: "message", id: `m${index}`, content: [{ type: "output_text", text: "Done" }] }]
        : []),
    ];
    const who = one.isForeign ? { ...owner, payer: "acc2" } : owner;
    const state = one.hasState ? { state: toState(who, items as JsonObject[]) } : {};
    const results = calls
      .map(({ id }, at) => ({ role: "tool" as const, toolCallId: id, content: id, rank: one.order[at] ?? 0 }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ rank: _, ...message }) => message);
    return [{ role: "assistant", content: "Text", toolCalls: calls, ...state }, ...results];
  });
}

test("in any conversation calls stand before their results, thoughts before what they led to, nothing twice", () => {
  fc.assert(
    fc.property(fc.array(round, { maxLength: 6 }), fc.boolean(), (rounds, withoutReasoning) => {
      const messages = [...call.messages, ...toMessages(rounds)];
      const input = inputOf(messages, { withoutReasoning });
      const keys = input
        .map(({ type, id, call_id }) => JSON.stringify([type, id, call_id]))
        .filter((key) => /\d/.test(key));
      expect(new Set(keys).size).toBe(keys.length);
      const at = (type: string, id: unknown) => input.findIndex((item) => item.type === type && item.call_id === id);
      const outputs = input.filter(({ type }) => type === "function_call_output");
      expect(outputs.map(({ output: text }) => text)).toEqual(
        messages.flatMap((message) => (message.role === "tool" ? [message.content] : [])),
      );
      for (const { call_id } of outputs) {
        expect(at("function_call", call_id)).toBeGreaterThanOrEqual(0);
        expect(at("function_call", call_id)).toBeLessThan(at("function_call_output", call_id));
      }
      for (const [index, item] of input.entries()) {
        if (item.type !== "reasoning") continue;
        expect(withoutReasoning).toBe(false);
        expect(item.summary).toEqual([]);
        expect(["reasoning", "function_call", "message", "web_search_call"]).toContain(input[index + 1]?.type);
        expect(input[index + 1]).not.toHaveProperty("role", "user");
      }
    }),
  );
});
