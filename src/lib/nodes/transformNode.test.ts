import { describe, expect, it } from "vitest";
import { testWork } from "@/lib/worker/testWork";
import type { Value } from "@/types/run";
import { portsOf } from "./nodeKinds";
import { runKind } from "./testContext";
import { type TransformExample, type TransformExampleName, transformExamples } from "./transformExamples";
import { transformNode } from "./transformNode";
import { toItemError } from "./values";

describe("a transform", () => {
  it("gives what its function makes of the value and the other inputs", async () => {
    const data = { code: "(value, { rate }) => value.price * rate", inputs: ["value", "rate"], list: "each" };
    const { result } = await runKind(transformNode, { data, inputs: { value: { price: 4 }, rate: 2.5 } });
    expect(result).toEqual({ output: { value: 10 } });
  });

  it("has an input for each name, of which the first is needed, and takes lists whole where that is wanted", () => {
    const data = { code: "return value", inputs: ["rows", "table"], list: "whole" };
    expect(portsOf({ type: "transform", data }).inputs).toEqual([
      { name: "rows", type: "any", required: true, whole: true },
      { name: "table", type: "any", whole: true },
    ]);
    expect(portsOf({ type: "transform", data: { code: "" } }).inputs).toEqual([
      { name: "value", type: "any", required: true },
    ]);
  });

  it("leaves failed items out of a list that comes whole, and says so", async () => {
    const items = [1, toItemError({ code: "timeout", message: "Too slow." }), 3];
    const data = { code: "(items) => items.map((item) => item * 2)", list: "whole" };
    const { result, notices } = await runKind(transformNode, { data, inputs: { value: items } });
    expect(result.output).toEqual({ value: [2, 6] });
    expect(notices).toEqual([{ code: "items_left_out", message: "One item that had failed was left out." }]);
  });

  it("tells what the code writes to the console", async () => {
    const data = { code: "console.log('seen', value); return 1" };
    const { notices } = await runKind(transformNode, { data, inputs: { value: { a: 1 } } });
    expect(notices).toEqual([{ code: "code_told", message: 'seen {"a":1}' }]);
  });

  it("is refused before a run where its code cannot run", async () => {
    const problemOf = (code: string) =>
      transformNode.problem?.({ code, list: "each" }, { wired: new Set(), runInputs: {}, work: testWork });
    expect(await problemOf("(value) => value")).toBeUndefined();
    expect(await problemOf("(value) => {")).toMatch(
      /^has code that cannot run \(The code failed at line 1, column 13: /,
    );
    expect(await problemOf("1 + 1")).toContain("has to be a function");
    expect(await problemOf(" ")).toContain("has no code");
  });

  it("refuses names of inputs that are the same or that no port can have", () => {
    for (const inputs of [["a", "a "], ['"'], [""], []]) {
      expect(transformNode.schema.safeParse({ code: "", inputs }).success).toBe(false);
    }
  });
});

const given: Record<TransformExampleName, Value> = {
  pick: { name: "Ada", city: "London" },
  filter: [{ name: "A", score: 8 }],
  join: [
    { id: 1, city: "London", name: "Ada" },
    { id: 2, name: "Grace" },
  ],
  dates: ["2024-03-05", "2024-04-17"],
  numbers: 1234.5,
  group: [
    { city: "Rome", count: 2, sum: 7 },
    { city: "Oslo", count: 1, sum: 1 },
  ],
  sort: [
    { name: "A", score: 8 },
    { name: "B", score: 3 },
  ],
  unique: ["rome ", "Oslo"],
  split: ["One paragraph.\n\nAnother one.\n\nA third."],
  template: "1. Tea: 3 €\n2. Cake: 5 €",
};

describe("the examples", () => {
  it.each(Object.entries(transformExamples))("%s does what it says", async (name, example: TransformExample) => {
    const { sample, ...data } = example;
    const { result } = await runKind(transformNode, { data, inputs: sample });
    expect(result.output.value).toEqual(given[name as TransformExampleName]);
  });

  it("numbers are read as people write them", async () => {
    const read = async (value: Value) =>
      (await runKind(transformNode, { data: transformExamples.numbers, inputs: { value } })).result.output.value;
    const written = ["1,234.50", "12 000", "-7", "3,5 kg", "none", "$1'000.99"];
    expect(await Promise.all(written.map(read))).toEqual([1234.5, 12000, -7, 3.5, null, 1000.99]);
  });
});
