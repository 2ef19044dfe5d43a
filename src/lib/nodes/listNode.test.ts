import { describe, expect, it } from "vitest";
import { listNode } from "./listNode";
import { runKind } from "./testContext";

const items = async (data: Record<string, unknown>, more = {}) =>
  (await runKind(listNode, { data, ...more })).result.output.items;

describe("a list node", () => {
  it("takes every line with something on it", async () => {
    expect(await items({ text: " owls \r\n\r\nfoxes\nhares", split: "lines" })).toEqual(["owls", "foxes", "hares"]);
  });

  it("splits at its delimiter", async () => {
    expect(await items({ text: "a // b //  // c", split: "delimiter", delimiter: "//" })).toEqual(["a", "b", "c"]);
  });

  it("reads the rows of a table", async () => {
    expect(await items({ text: "a,b\n1,2", split: "csv" })).toEqual([{ a: "1", b: "2" }]);
  });

  it("reads the items of a JSON array, and takes any other JSON as a single item", async () => {
    expect(await items({ text: '[1,{"a":2},[3]]', split: "json" })).toEqual([1, { a: 2 }, [3]]);
    expect(await items({ text: '{"a":1}', split: "json" })).toEqual([{ a: 1 }]);
    await expect(items({ text: "[1,", split: "json" })).rejects.toMatchObject({ code: "invalid_request" });
  });

  it("prefers what its wire brings to what the run gives, and that to its own text", async () => {
    const data = { text: "own", split: "lines", input: "topics" };
    expect(await items(data)).toEqual(["own"]);
    expect(await items(data, { runInputs: { topics: "given" } })).toEqual(["given"]);
    expect(await items(data, { runInputs: { topics: ["x", "y"] } })).toEqual(["x", "y"]);
    expect(await items(data, { runInputs: { topics: "given" }, inputs: { text: "wire" } })).toEqual(["wire"]);
  });

  it("is refused while it has no items of its own, by wire or with the run", () => {
    const data = { text: " \n", split: "lines" as const, input: "rows" };
    const around = { wired: new Set<string>(), runInputs: {} };
    expect(listNode.problem?.(data, around)).toMatchObject({ missing: { kind: "list" } });
    expect(listNode.problem?.({ ...data, text: "a" }, around)).toBeUndefined();
    expect(listNode.problem?.(data, { ...around, wired: new Set(["text"]) })).toBeUndefined();
    expect(listNode.problem?.(data, { ...around, runInputs: { rows: [] } })).toBeUndefined();
  });

  it("is refused without a delimiter to split at", () => {
    const surroundings = { wired: new Set<string>(), runInputs: {} };
    expect(listNode.problem?.({ text: "a", split: "delimiter" }, surroundings)).toContain("delimiter");
    expect(listNode.problem?.({ text: "a", split: "delimiter", delimiter: ";" }, surroundings)).toBeUndefined();
  });
});
