import { describe, expect, it } from "vitest";
import { createJsonCheck } from "./jsonAnswer";

const words = { type: "object", properties: { name: { type: "string", pattern: "^(a+)+$" } }, required: ["name"] };

describe("the check of a JSON answer", () => {
  it("gives the value that fits and refuses one that does not, with its text", () => {
    const check = createJsonCheck(words);
    expect(check('{"name":"a"}', "stop")).toEqual({ name: "a" });
    expect(() => check('{"name":1}', "stop")).toThrow(
      expect.objectContaining({ code: "schema_mismatch", facts: { text: '{"name":1}' } }),
    );
  });

  it("never runs a schema's regular expression, which could run for ever", () => {
    const evil = JSON.stringify({ name: `${"a".repeat(60)}!` });
    expect(createJsonCheck(words)(evil, "stop")).toEqual(JSON.parse(evil));
    const byName = { type: "object", patternProperties: { "^(a+)+$": { type: "string" } } };
    expect(createJsonCheck(byName)(`{"${"a".repeat(60)}!":1}`, "stop")).toBeTruthy();
  });

  it("still checks a property that is called pattern, and values that look like schemas", () => {
    const schema = { type: "object", properties: { pattern: { type: "string" }, kind: { const: { pattern: "x" } } } };
    expect(() => createJsonCheck(schema)('{"pattern":1}', "stop")).toThrow(/pattern/);
    expect(createJsonCheck(schema)('{"kind":{"pattern":"x"}}', "stop")).toEqual({ kind: { pattern: "x" } });
  });
});
