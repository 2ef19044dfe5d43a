import fc from "fast-check";
import { expect, test } from "vitest";
import type { LlmCall, Message } from "@/types/llm";
import { factsByName } from "./anthropic/modelFacts";
import { toAnthropicBody } from "./anthropic/requestBody";
import { toGeminiBody } from "./gemini/requestBody";
import { asArray, asObject, type JsonObject } from "./narrow";

/** Conversations of any shape go back in the order in which they came, whoever wrote them. */

type Kind = "anthropic" | "google";
const kinds = {
  anthropic: {
    thought: (n: number) => ({ type: "thinking", thinking: `t${n}`, signature: `s${n}` }),
    text: (text: string) => ({ type: "text", text }),
    call: (id: string) => ({ type: "tool_use", id, name: "f", input: {} }),
  },
  google: {
    thought: (n: number) => ({ text: `t${n}`, thought: true, thoughtSignature: `s${n}` }),
    text: (text: string) => ({ text }),
    call: (id: string) => ({ functionCall: { id, name: "f", args: {} } }),
  },
};
const model = { anthropic: "claude-sonnet-5-5", google: "gemini-3.8-flash" };

const round = fc.record({
  said: fc.constantFrom("", "I see.", "  "),
  /** Thoughts, of which some come before each call. */
  thoughts: fc.array(fc.boolean(), { minLength: 1, maxLength: 3 }),
  calls: fc.integer({ min: 0, max: 3 }),
  state: fc.constantFrom("kept", "lost", "foreign", "shortened"),
  follow: fc.constantFrom("", "And?"),
  isReversed: fc.boolean(),
});
type Round = typeof round extends fc.Arbitrary<infer T> ? T : never;

function toMessages(rounds: Round[], kind: Kind): Message[] {
  let count = 0;
  const { thought, text, call } = kinds[kind];
  return [
    { role: "user", content: "Begin." },
    ...rounds.flatMap(({ said, thoughts, calls, state, follow, isReversed }): Message[] => {
      const ids = Array.from({ length: calls }, () => `c:${count++}`);
      const held = [
        ...thoughts.map(() => thought(count++)),
        ...(said === "" ? [] : [text(said)]),
        ...ids.flatMap((id, index) => (thoughts[index] ? [thought(count++), call(id)] : [call(id)])),
      ];
      const owner = { provider: kind, payer: state === "foreign" ? "other" : "env", model: model[kind] };
      const sent = state === "shortened" ? ids.slice(1) : ids;
      const results = sent.map((id): Message => ({ role: "tool", toolCallId: id, content: id }));
      return [
        {
          role: "assistant",
          content: said,
          ...(sent.length > 0 ? { toolCalls: sent.map((id) => ({ id, name: "f", arguments: "{}" })) } : {}),
          ...(state === "lost" ? {} : { state: { ...owner, items: held } }),
        },
        ...(isReversed ? results.reverse() : results),
        ...(follow === "" && sent.length > 0 ? [] : [{ role: "user" as const, content: follow || "Go on." }]),
      ];
    }),
  ];
}

function increases(texts: string[]): boolean {
  const numbers = texts.map((text) => Number(text.replace(/\D/g, "")));
  return numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0));
}

test("to Anthropic: turns alternate, results stand first behind their calls, thoughts stay in order", () => {
  const check = (rounds: Round[]) => {
    const call: LlmCall = { provider: "anthropic", model: model.anthropic, messages: toMessages(rounds, "anthropic") };
    const owner = { provider: "anthropic", payer: "env", model: model.anthropic } as const;
    const style = { owner, facts: factsByName(call.model), strict: true, laterSearch: false, schemaAsText: false };
    const turns = asArray(toAnthropicBody(call, style).messages).map(asObject);
    const contents = turns.map(({ content }) => asArray(content).map(asObject));
    expect(turns.map(({ role }) => role)).toEqual(turns.map((_, index) => (index % 2 === 0 ? "user" : "assistant")));
    for (const [index, blocks] of contents.entries()) {
      const asked = idsOf(contents[index - 1], "tool_use", "id");
      const given = idsOf(blocks, "tool_result", "tool_use_id");
      expect([...given].sort()).toEqual([...asked].sort());
      expect(blocks.slice(0, given.length).every(({ type }) => type === "tool_result")).toBe(true);
      expect(blocks.every(({ type, text }) => type !== "text" || String(text).trim() !== "")).toBe(true);
    }
    expect(
      increases(contents.flat().flatMap(({ signature }) => (typeof signature === "string" ? [signature] : []))),
    ).toBe(true);
  };
  fc.assert(fc.property(fc.array(round, { maxLength: 5 }), check));
});

function idsOf(blocks: JsonObject[] = [], type: string, field: string): string[] {
  return blocks.filter((block) => block.type === type).map((block) => String(block[field]));
}

test("to Gemini: as many results as calls right behind them, the first call signed, thoughts in order", () => {
  const check = (rounds: Round[]) => {
    const messages = toMessages(rounds, "google");
    const owner = { provider: "google", payer: "env", model: model.google } as const;
    const { contents } = toGeminiBody({ provider: "google", model: model.google, messages }, { owner });
    const turns = asArray(contents).map((content) => asArray(asObject(content).parts).map(asObject));
    for (const [index, parts] of turns.entries()) {
      expect(parts.length).toBeGreaterThan(0);
      expect(partIds(parts, "functionResponse").sort()).toEqual(partIds(turns[index - 1], "functionCall").sort());
      const first = parts.find(({ functionCall }) => functionCall !== undefined);
      if (first !== undefined) expect(first.thoughtSignature).toEqual(expect.any(String));
    }
    const signatures = turns.flat().map(({ thoughtSignature }) => String(thoughtSignature));
    expect(increases(signatures.filter((signature) => /^s\d/.test(signature)))).toBe(true);
  };
  fc.assert(fc.property(fc.array(round, { maxLength: 5 }), check));
});

function partIds(parts: JsonObject[] = [], field: string): string[] {
  return parts.flatMap((part) => (part[field] === undefined ? [] : [String(asObject(part[field]).id)]));
}

test("what a client puts in the place of a state breaks nothing", () => {
  const odd = { toString: 1 };
  const messagesWith = (provider: Kind, items: object[]): Message[] => [
    { role: "user", content: "Begin." },
    { role: "assistant", content: "Yes.", state: { provider, payer: "env", model: model[provider], items } },
    { role: "user", content: "Go on." },
  ];
  const owner = (provider: Kind) => ({ provider, payer: "env", model: model[provider] });
  const anthropic = { provider: "anthropic", model: model.anthropic } as const;
  const messages = messagesWith("anthropic", [{ type: odd }, { type: "tool_use", id: odd, name: odd }]);
  const facts = factsByName(anthropic.model);
  const style = { owner: owner("anthropic"), facts, strict: true, laterSearch: false, schemaAsText: false };
  expect(toAnthropicBody({ ...anthropic, messages }, style).messages).toHaveLength(3);
  const gemini = { provider: "google", model: model.google } as const;
  const more = messagesWith("google", [{ functionCall: { id: odd, name: odd } }, { text: odd }]);
  expect(toGeminiBody({ ...gemini, messages: more }, { owner: owner("google") }).contents).toHaveLength(3);
});
