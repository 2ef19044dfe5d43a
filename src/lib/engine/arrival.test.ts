import { describe, expect, it } from "vitest";
import type { PlannedInput, PlannedNode } from "@/lib/graph/plan";
import type { Port } from "@/lib/graph/ports";
import type { NodeOutput } from "@/types/run";
import { gather, toPortType } from "./arrival";
import { node, wire } from "./testRun";

const text = (name: string, more: Partial<Port> = {}): Port => ({ name, type: "text", ...more });

/** A wire `"from.port>n.port"` between ports like these. */
const into = (arrow: string, output: Partial<Port> = {}, input: Partial<Port> = {}): PlannedInput => {
  const edge = wire(arrow);
  return {
    edge,
    from: edge.source.node,
    source: node(edge.source.node, "x"),
    output: text(edge.source.port, output),
    input: text(edge.target.port, input),
  };
};

const arrive = (inputs: PlannedInput[], outputs: Record<string, NodeOutput>) => {
  const names = ["first", "second", "third"];
  const ports = { inputs: names.map((name) => text(name)), outputs: [] };
  const planned: PlannedNode = { node: node("n", "x"), ports, inputs, dependents: new Set() };
  const { shared, lists, leftOut } = gather(planned, (id) => outputs[id]);
  return { shared: { ...shared }, lists: lists.map(({ wire, items }) => [wire.input.name, items]), leftOut };
};

const failed = { error: { code: "content_rejected", message: "No." } };

describe("what arrives at a node", () => {
  it("is nothing from a node without a result, or from a port that gave none", () => {
    expect(arrive([into("a.out>n.first"), into("b.out>n.second")], { b: { output: { other: "x" } } })).toEqual({
      shared: {},
      lists: [],
      leftOut: 0,
    });
  });

  it("is a list where one was meant, and one value where JSON happens to be an array", () => {
    const array = { output: { out: ["x", "y"] } };
    const list = [["first", ["x", "y"]]];
    expect(arrive([into("a.out>n.first", { list: true })], { a: array }).lists).toEqual(list);
    expect(arrive([into("a.out>n.first", { listIfArray: true })], { a: array }).lists).toEqual(list);
    expect(arrive([into("a.out>n.first")], { a: { ...array, items: 2 } }).lists).toEqual(list);
    expect(arrive([into("a.out>n.first")], { a: array })).toEqual({
      shared: { first: '[\n  "x",\n  "y"\n]' },
      lists: [],
      leftOut: 0,
    });
    expect(arrive([into("a.out>n.first", { listIfArray: true })], { a: { output: { out: "x" } } }).shared).toEqual({
      first: "x",
    });
  });

  it("is a whole list at a port that takes it whole", () => {
    const whole = into("a.out>n.first", { list: true, type: "json" }, { whole: true, type: "json" });
    expect(arrive([whole], { a: { output: { out: ["x", failed] } } })).toEqual({
      shared: { first: ["x", failed] },
      lists: [],
      leftOut: 0,
    });
  });

  it("is put in the order of the node's ports, not of its wires", () => {
    const list = (name: string) => ({ output: { out: [name] }, items: 1 });
    const wires = [into("c.out>n.third"), into("a.out>n.first"), into("b.out>n.second")];
    expect(arrive(wires, { a: list("a"), b: list("b"), c: list("c") }).lists).toEqual([
      ["first", ["a"]],
      ["second", ["b"]],
      ["third", ["c"]],
    ]);
  });

  it("is one list at a port of many, in the order of the wires, without items that failed", () => {
    const many = (from: string, output?: Partial<Port>) => into(`${from}.out>n.first`, output, { many: true });
    expect(
      arrive([many("a", { list: true }), many("b"), many("c", { list: true })], {
        a: { output: { out: ["1", failed, "2"] } },
        b: { output: { out: "3" } },
        c: { output: { out: [failed, failed] } },
      }),
    ).toEqual({ shared: { first: ["1", "2", "3"] }, lists: [], leftOut: 3 });
  });
});

describe("a value at a port", () => {
  const picture = { asset: "a", mime: "image/png", bytes: 1 };
  const json = { type: "json" } as const;

  it("becomes text, unless it is a file", () => {
    expect(toPortType({ a: 1 }, into("a.out>n.first", json))).toBe('{\n  "a": 1\n}');
    expect(() => toPortType(picture, into("a.out>n.first"))).toThrow("What arrives at first is a file, not text.");
    expect(() => toPortType(picture, into("a.out>n.first", {}, { label: "Prompt" }))).toThrow(
      expect.objectContaining({
        code: "invalid_request",
        message: "What arrives at Prompt is a file, not text.",
      }),
    );
    expect(toPortType(picture, into("a.out>n.first", {}, { type: "image" }))).toBe(picture);
  });

  it("is read as JSON when it comes as text, must be JSON then, and is left alone when it is JSON", () => {
    expect(toPortType('{"a":1}', into("a.out>n.first", {}, json))).toEqual({ a: 1 });
    expect(() => toPortType("x", into("a.out>n.first", {}, { ...json, label: "Data" }))).toThrow(
      /^The text that arrives at Data is not JSON/,
    );
    expect(toPortType("1", into("a.out>n.first", json, json))).toBe("1");
    expect(toPortType(1, into("a.out>n.first", {}, json))).toBe(1);
  });

  it("is read as JSON where it can be when it comes from a port for anything", () => {
    expect(toPortType("[1]", into("a.out>n.first", { type: "any" }, json))).toEqual([1]);
    expect(toPortType("x", into("a.out>n.first", { type: "any" }, json))).toBe("x");
    expect(toPortType("[1]", into("a.out>n.first", { type: "any" }, { type: "any" }))).toBe("[1]");
  });
});
