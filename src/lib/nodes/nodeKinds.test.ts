import { describe, expect, it } from "vitest";
import { kindOf, nodeKinds, portsOf } from "./nodeKinds";

describe("the table of kinds", () => {
  it("has the kinds that stored documents have", () => {
    const stored = ["prompt", "imageInput", "fileInput", "list", "llmGenerate", "compare", "join", "jsonExtract"];
    expect(Object.keys(nodeKinds)).toEqual(expect.arrayContaining([...stored, "condition", "output", "note"]));
  });

  it.each(Object.keys(nodeKinds))("%s starts with data that fits it, and with ports of different names", (type) => {
    const data = kindOf(type)?.schema.safeParse(kindOf(type)?.defaults());
    expect(data?.success).toBe(true);
    const { inputs, outputs } = portsOf({ type, data: kindOf(type)?.defaults() as Record<string, unknown> });
    expect(new Set(inputs.map(({ name }) => name)).size).toBe(inputs.length);
    expect(new Set(outputs.map(({ name }) => name)).size).toBe(outputs.length);
  });

  it.each(Object.keys(nodeKinds))("%s has the ports of a new node while settings are missing", (type) => {
    const data = kindOf(type)?.defaults() as Record<string, unknown>;
    expect(portsOf({ type, data: {} })).toEqual(portsOf({ type, data }));
  });

  it("gives an unknown kind, or data that fits no kind, no ports", () => {
    expect(portsOf({ type: "constructor", data: {} })).toEqual({ inputs: [], outputs: [] });
    expect(portsOf({ type: "list", data: { split: 1 } })).toEqual({ inputs: [], outputs: [] });
  });
});
