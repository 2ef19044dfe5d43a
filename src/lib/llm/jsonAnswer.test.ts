import { describe, expect, it } from "vitest";
import { createJsonCheck } from "./jsonAnswer";

const spent = {
  usage: { inputTokens: 3, cachedInputTokens: 0, outputTokens: 2, reasoningTokens: 0, totalTokens: 5 },
  payer: { kind: "key", id: "openai", provider: "openai", name: "API key" },
} as const;
const answer = (text: string) => ({ text, finishReason: "stop", ...spent }) as const;

const words = { type: "object", properties: { name: { type: "string", pattern: "^(a+)+$" } }, required: ["name"] };

describe("the check of a JSON answer", () => {
  it("gives the value that fits and refuses one that does not, with its text", async () => {
    const check = await createJsonCheck(words);
    expect(check(answer('{"name":"a"}'))).toEqual({ name: "a" });
    expect(() => check(answer('{"name":1}'))).toThrow(
      expect.objectContaining({ code: "schema_mismatch", facts: { text: '{"name":1}', ...spent } }),
    );
  });

  it("checks patterns in time that grows only with the text", async () => {
    const check = await createJsonCheck(words);
    const evil = JSON.stringify({ name: `${"a".repeat(10_000)}!` });
    expect(() => check(answer(evil))).toThrow(/\/name: .*\^\(a\+\)\+\$/);
    const both = { ...words, properties: { name: { pattern: "b", allOf: [{ pattern: "^a" }], format: "email" } } };
    const checkBoth = await createJsonCheck(both);
    expect(checkBoth(answer('{"name":"a@b.example"}'))).toBeTruthy();
    for (const name of ["a@c.ch", "b@b.example", "ab"]) {
      expect(() => checkBoth(answer(JSON.stringify({ name })))).toThrow(/does not fit/);
    }
  });

  it("leaves to the model what it cannot check: other syntax, and fields that are named by a pattern", async () => {
    const ahead = await createJsonCheck({ type: "object", properties: { name: { pattern: "^(?=x)" } } });
    expect(ahead(answer('{"name":"y"}'))).toEqual({ name: "y" });
    const byName = {
      type: "object",
      patternProperties: { "^(a+)+$": { type: "string" } },
      additionalProperties: false,
    };
    expect((await createJsonCheck(byName))(answer(`{"${"a".repeat(60)}!":1}`))).toBeTruthy();
  });

  it("still checks a property that is called pattern, and values that look like schemas", async () => {
    const schema = { type: "object", properties: { pattern: { type: "string" }, kind: { const: { pattern: "x" } } } };
    const check = await createJsonCheck(schema);
    expect(() => check(answer('{"pattern":1}'))).toThrow(/pattern/);
    expect(check(answer('{"kind":{"pattern":"x"}}'))).toEqual({ kind: { pattern: "x" } });
  });

  it("takes the names of fields for names, whatever they are in a schema", async () => {
    const fields = { const: { pattern: "^(?=x)" }, enum: { pattern: "^a" }, patternProperties: { type: "string" } };
    const check = await createJsonCheck({ type: "object", properties: fields, additionalProperties: false });
    expect(check(answer('{"const":"y","enum":"a","patternProperties":"z"}'))).toBeTruthy();
    expect(() => check(answer('{"enum":"b"}'))).toThrow(/enum/);
    expect(() => check(answer('{"patternProperties":1}'))).toThrow(/patternProperties/);
  });
});
