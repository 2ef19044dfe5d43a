import { describe, expect, it } from "vitest";
import { createJsonCheck } from "./jsonAnswer";

const spent = {
  usage: { inputTokens: 3, cachedInputTokens: 0, outputTokens: 2, reasoningTokens: 0, totalTokens: 5 },
  payer: { kind: "key", id: "openai", provider: "openai", name: "API key" },
} as const;
const answer = (text: string) => ({ text, finishReason: "stop", ...spent }) as const;

const words = { type: "object", properties: { name: { type: "string", pattern: "^(a+)+$" } }, required: ["name"] };

describe("the check of a JSON answer", () => {
  it("gives the value that fits and refuses one that does not, with its text", () => {
    const check = createJsonCheck(words);
    expect(check(answer('{"name":"a"}'))).toEqual({ name: "a" });
    expect(() => check(answer('{"name":1}'))).toThrow(
      expect.objectContaining({ code: "schema_mismatch", facts: { text: '{"name":1}', ...spent } }),
    );
  });

  it("never runs a schema's regular expression, which could run for ever", () => {
    const evil = JSON.stringify({ name: `${"a".repeat(60)}!` });
    expect(createJsonCheck(words)(answer(evil))).toEqual(JSON.parse(evil));
    const byName = { type: "object", patternProperties: { "^(a+)+$": { type: "string" } } };
    expect(createJsonCheck(byName)(answer(`{"${"a".repeat(60)}!":1}`))).toBeTruthy();
  });

  it("still checks a property that is called pattern, and values that look like schemas", () => {
    const schema = { type: "object", properties: { pattern: { type: "string" }, kind: { const: { pattern: "x" } } } };
    expect(() => createJsonCheck(schema)(answer('{"pattern":1}'))).toThrow(/pattern/);
    expect(createJsonCheck(schema)(answer('{"kind":{"pattern":"x"}}'))).toEqual({ kind: { pattern: "x" } });
  });
});
